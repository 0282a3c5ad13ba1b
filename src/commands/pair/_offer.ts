// An offer of an exchange with the names it needs, how it is worded, and who may withdraw it.
import type { Asker } from '#bot/command.ts';
import type { HouseSay } from '#bot/house-words.ts';
import { hasRole } from '#bot/identify.ts';
import { comma } from '#bot/punctuation.ts';
import { day, joined, type Text, value } from '#bot/text.ts';
import type { Subject } from '#exchange/course.ts';
import type { Language } from '#exchange/languages.ts';
import type { ExchangePair } from '#exchange/pairing.ts';
import type { OfferedExchange } from '#store/records/exchanges.ts';
import type { Records } from '#store/store.ts';
import type { PairSay } from './words.ts';

/** How things are said to one reader. */
export interface Speaker {
  readonly say: PairSay;
  readonly house: HouseSay;
  readonly language: Language;
}

/** Names by ids, as they stand in the record now: people in one read, organisations in one. */
export interface Names {
  person(id: string): Text;
  name(id: string): string;
  organisation(id: string): Text;
}

export async function namesIn(records: Records, people: readonly string[]): Promise<Names> {
  const known = new Map((await records.people.byIds([...new Set(people)])).map(({ id, name }) => [id, name]));
  const organisations = new Map((await records.organisations.all()).map(({ id, name }) => [id, name]));
  return {
    person: (id) => [value(known.get(id) ?? '–')],
    name: (id) => known.get(id) ?? '–',
    organisation: (id) => [value(organisations.get(id) ?? '–')],
  };
}

/** Everybody whom the line of an offer names. */
export function namedIn({ officer, counterpart }: OfferedExchange): readonly string[] {
  return counterpart === undefined ? [officer] : [officer, counterpart];
}

export function languagesOf(spoken: readonly Language[], { house, language }: Speaker): Text {
  return joined(
    spoken.map((one) => house(`language.${one}`)),
    comma(language),
  );
}

export function topicOf(topic: Subject, { house }: Speaker): Text {
  return house(`subject.${topic}`);
}

/** Who, on what, in which languages, when. */
export function lineOf(offer: OfferedExchange, names: Names, speaker: Speaker): Text {
  const line = speaker.say('line', {
    name: names.person(offer.officer),
    organisation: names.organisation(offer.organisation),
    topic: topicOf(offer.topic, speaker),
    languages: languagesOf(offer.languages, speaker),
    from: day(offer.from),
    until: day(offer.until),
  });
  if (offer.counterpart === undefined || offer.state !== 'open') return line;
  return speaker.say('line.wish', { line, name: names.person(offer.counterpart) });
}

/** Why two are a pair, in the order in which it counts. */
export function whyPaired(
  { offers, named, sameTopic, languages, weeks }: ExchangePair,
  speaker: Speaker,
): Text {
  const { say } = speaker;
  const [one, other] = offers;
  const wish = one.counterpart === other.officer || other.counterpart === one.officer;
  const [from] = weeks;
  return joined(
    [
      ...(named ? [say('match.named')] : wish ? [say('match.wish')] : []),
      ...(sameTopic ? [say('match.topic', { topic: topicOf(one.topic, speaker) })] : []),
      ...(languages.length > 0
        ? [say('match.languages', { languages: languagesOf(languages, speaker) })]
        : []),
      ...(from === undefined ? [] : [say('match.weeks', { count: weeks.length, from: day(from) })]),
    ],
    comma(speaker.language),
  );
}

/** The officer, and the liaison officers of the organisation. */
export function mayWithdraw(asker: Asker, offer: OfferedExchange): boolean {
  return offer.officer === asker.person?.id || hasRole(asker, 'liaison', offer.organisation);
}
