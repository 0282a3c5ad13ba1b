// What digests share: for whom one is drawn, which time it tells of, and how it ends.
import type { HouseSay } from '#bot/house-words.ts';
import type { factText, MessageDesk } from '#bot/message.ts';
import { command, day, type Text } from '#bot/text.ts';
import type { View } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import type { Period } from '#exchange/digests.ts';
import type { Language } from '#exchange/languages.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import type { Days, Time } from '#store/records/digest-figures.ts';
import type { Records } from '#store/store.ts';
import type { Key } from './words.ts';

export interface DigestDesk {
  readonly say: Say<Key>;
  readonly house: HouseSay;
  /** Seen with the reader's eyes. */
  readonly records: Records;
  readonly language: Language;
  readonly zone: string;
  /** Whose people it is about. */
  readonly organisation: string | undefined;
  readonly now: number;
  readonly time: Time;
  readonly days: Days;
}

export function digestDesk(parts: Omit<DigestDesk, 'time' | 'days'>, { from, until }: Period): DigestDesk {
  const days = { from: localDate(from, parts.zone), until: addDays(localDate(until, parts.zone), -1) };
  return { ...parts, time: { from, until }, days };
}

/** As a message is drawn: the time stands in its facts; undefined where it does not, and nothing is to be said. */
function deskOfMessage(
  facts: Parameters<typeof factText>[0],
  desk: MessageDesk<Key>,
): DigestDesk | undefined {
  const { from, until } = facts;
  if (typeof from !== 'number' || typeof until !== 'number') return undefined;
  const { say, house, records, now, reader } = desk;
  const { language, zone, organisation } = reader;
  return digestDesk({ say, house, records, language, zone, organisation, now }, { from, until });
}

/** Draws a digest of the time that stands in a message's facts. */
export async function drawDigest(
  facts: Parameters<typeof factText>[0],
  desk: MessageDesk<Key>,
  digest: (desk: DigestDesk) => Promise<View | undefined>,
): Promise<View | undefined> {
  const of = deskOfMessage(facts, desk);
  return of && digest(of);
}

/** With what it tells of at its head, and how to have it otherwise at its end. */
export function digestView(
  heading: 'people.heading' | 'hub.heading' | 'oversight.heading',
  blocks: View,
  { say, days }: DigestDesk,
): View {
  return [
    { heading: say(heading, { from: day(days.from), until: day(days.until) }) },
    ...blocks,
    { paragraph: say('digest.otherwise', { command: command('report digest') }) },
  ];
}

export function percentOf(part: number, whole: number): number {
  return whole > 0 ? Math.round((100 * part) / whole) : 0;
}

export type Fact = readonly [label: Text, fact: Text];
