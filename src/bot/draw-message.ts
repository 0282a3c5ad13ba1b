// Draws a message for one reader from the record as it is now; used by the sender, the inbox and living cards.
import { type Language, languages } from '#exchange/languages.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Grant, Person } from '#store/records/people.ts';
import type { Store } from '#store/store.ts';
import type { MessageFacts } from './answer.ts';
import { type HouseSay, houseWords } from './house-words.ts';
import { viewerOf } from './identify.ts';
import type { Because, Message, Reader } from './message.ts';
import { command, type Text } from './text.ts';
import type { Drawing } from './view.ts';

export interface Drawer {
  readonly store: Store;
  readonly messages: ReadonlyMap<string, Message>;
}

/** Undefined when there is nothing (left) to say to this reader. */
export async function drawMessage(
  drawer: Drawer,
  name: string,
  facts: MessageFacts,
  addressed: Reader,
  now: number,
): Promise<Drawing | undefined> {
  const reader = { ...addressed, language: languageOf(facts) ?? addressed.language };
  const message = drawer.messages.get(name);
  if (!message) throw new Error(`There is no message "${name}".`);
  const view = await drawer.store.read(reader.viewer, async (records) => {
    const desk = {
      reader,
      say: message.words.in(reader.language),
      house: houseWords.in(reader.language),
      records,
      now,
    };
    const drawn = await message.draw(facts, desk);
    // A channel has no reminders to choose from.
    if (!drawn || !message.because || !reader.person) return drawn;
    return [...drawn, { paragraph: whyItCame(await message.because(facts, desk), desk.house) }];
  });
  return view && { view, language: reader.language, zone: reader.zone };
}

/** Of what is wanted in another language than the reader's own, such as a digest. */
function languageOf({ language }: MessageFacts): Language | undefined {
  return languages.find((one) => one === language);
}

/** How to get fewer: by one's own choice, not at all, or by giving the role to somebody else. */
const fewer = {
  liaison: 'reminders',
  manager: 'role',
  registered: 'named',
  attended: 'named',
  runs: 'named',
  coordinator: 'role',
  approver: 'role',
  proposed: 'named',
  mitigates: 'named',
  wrote: 'named',
  takesPart: 'named',
  reviews: 'named',
  oversight: 'role',
} as const satisfies Record<Because, string>;

function whyItCame(because: Because, house: HouseSay): Text {
  const choose = { command: command('my notifications') };
  return [...house(`because.${because}`), ' ', ...house(`because.fewer.${fewer[because]}`, choose)];
}

export function personReader(
  person: Person,
  grants: readonly Grant[],
  organisation: Organisation | undefined,
): Reader {
  return {
    person,
    organisation: person.organisation,
    grants,
    viewer: viewerOf(person, grants),
    language: person.language ?? organisation?.language ?? 'en',
    zone: person.zone ?? organisation?.zone ?? 'UTC',
  };
}

/** The people of a channel see what all of them may see, in their organisation's language and zone. */
export function channelReader(
  organisation: Organisation | undefined,
  purpose: 'announcements' | 'managers',
): Reader {
  const language: Language = organisation?.language ?? 'en';
  const audience = purpose === 'managers' && organisation?.hub ? 'hub' : purpose;
  const viewer: Viewer = {
    kind: 'channel',
    organisation: organisation?.hub ? undefined : organisation?.id,
    audience,
  };
  return {
    person: undefined,
    organisation: organisation?.id,
    grants: [],
    viewer,
    language,
    zone: organisation?.zone ?? 'UTC',
  };
}
