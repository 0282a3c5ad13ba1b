// A nominee's own nomination: what it says, how their consent stands, and the buttons that go with it.
import type { HouseSay } from '#bot/house-words.ts';
import { value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { assentStates } from '#exchange/nomination-tracks.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Records } from '#store/store.ts';
import { courseFacts } from './_nomination.ts';
import type { NominateSay } from './words.ts';

/** `course` is undefined where the nominee may not see it yet: of a withheld course they are told by those who nominated them. */
export interface OwnNomination {
  readonly nomination: Nomination;
  readonly course: Course | undefined;
  readonly by: string;
  readonly organisation: string;
}

/** Undefined for everybody but the nominee. */
export async function ownNominationOf(
  records: Records,
  id: string,
  person: string | undefined,
): Promise<OwnNomination | undefined> {
  const nomination = await records.nominations.byId(id);
  if (!nomination || nomination.nominee !== person) return undefined;
  const nominator = await records.people.byId(nomination.nominatedBy);
  const organisation = await records.organisations.byId(nomination.organisation);
  return {
    nomination,
    course: await records.courses.byId(nomination.course),
    by: nominator?.name ?? '',
    organisation: organisation?.name ?? '',
  };
}

export function ownNominationView(
  { nomination, course, by, organisation }: OwnNomination,
  say: NominateSay,
  house: HouseSay,
): View {
  const told = { by: value(by), organisation: value(organisation) };
  return [
    { heading: say('told.nominated.title') },
    {
      paragraph: course
        ? say('told.nominated', { ...told, title: value(course.title) })
        : say('told.nominated.withheld', told),
    },
    ...(course ? [courseFacts(course, say, house)] : []),
    { paragraph: say('told.nominated.next', { by: value(by) }) },
    ...consentBlocks(nomination, say),
  ];
}

/** How the consent stands, and what the nominee can do about it. */
export function consentBlocks(
  { id, consent, state }: Pick<Nomination, 'id' | 'consent' | 'state'>,
  say: NominateSay,
): readonly Block[] {
  if (consent === null || !assentStates.includes(state)) return [];
  const agree: Button = {
    label: say(consent === 'refused' ? 'button.agreeAfterAll' : 'button.agree'),
    route: route('nominate/consent/agree', id),
    look: 'primary',
  };
  const refuse: Button = {
    label: say(consent === 'given' ? 'button.takeConsentBack' : 'button.disagree'),
    route: route('nominate/consent/ask', id),
    look: 'danger',
  };
  const buttons = { asked: [agree, refuse], given: [refuse], refused: [agree] } as const;
  return [{ paragraph: say(`consent.${consent}`) }, { buttons: buttons[consent] }];
}
