// Exchanges between two officers: who goes with whom for a week, and why nobody fits the others.
import maximumWeightMatching from 'edmonds-blossom-fixed';
import type { Subject } from './course.ts';
import type { Language } from './languages.ts';
import { addDays, daysBetween } from './local-time.ts';

/** What an officer offers: a week with a colleague of another organisation, in either direction. */
export interface ExchangeOffer {
  readonly id: string;
  readonly officer: string;
  readonly organisation: string;
  readonly topic: Subject;
  /** Those in which the officer can work. */
  readonly languages: readonly Language[];
  /** The first and the last day that suit, ISO dates, both included. */
  readonly from: string;
  readonly until: string;
  /** The officer with whom they wish to go, if they know one. */
  readonly counterpart: string | undefined;
}

export interface ExchangePair {
  /** By the ids of the offers. */
  readonly offers: readonly [ExchangeOffer, ExchangeOffer];
  /** Each named the other. */
  readonly named: boolean;
  readonly sameTopic: boolean;
  /** In which both can work. */
  readonly languages: readonly Language[];
  /** Mondays of the weeks that suit both, in order. */
  readonly weeks: readonly string[];
}

/** A window that has passed makes an open offer no other: it is only not looked at any more. */
export type OfferState = 'open' | 'paired' | 'withdrawn';

/** What keeps an officer alone: the step at which the last who might have been a partner fell away. */
export type Alone =
  | 'nobody-else'
  | 'only-own-organisation'
  | 'named-without-common-week'
  | 'no-common-topic'
  | 'no-common-language'
  | 'no-common-week'
  | 'others-fit-better';

export interface Pairing {
  readonly pairs: readonly ExchangePair[];
  readonly alone: readonly { readonly offer: ExchangeOffer; readonly why: Alone }[];
}

/** An exchange takes a week, from Monday to Friday (product §2.2). */
const workingDays = 5;

/**
 * Those who named each other first; among the others as many pairs as can be, and of all such pairings the one whose pairs
 * fit best. Deterministic, whatever the order of the offers. One offer to an officer.
 */
export function pairUp(offers: readonly ExchangeOffer[]): Pairing {
  const sorted = offers.toSorted((one, other) => compare(one.id, other.id));
  const byOfficer = new Map(sorted.map((offer) => [offer.officer, offer]));
  const named = sorted.flatMap((offer) => {
    const other = byOfficer.get(offer.counterpart ?? '');
    if (other === undefined || other.counterpart !== offer.officer) return [];
    return offer.id < other.id && mayGo(offer, other) ? [pairOf(offer, other)] : [];
  });
  const settled = new Set(named.flatMap(({ offers: both }) => both.map(({ id }) => id)));
  const free = sorted.filter(({ id }) => !settled.has(id));
  const fitting = [...Map.groupBy(free, ({ topic }) => topic).values()].flatMap(bestPairs);

  const pairs = [...named, ...fitting].toSorted((one, other) =>
    compare(one.offers[0].id, other.offers[0].id),
  );
  const paired = new Set(pairs.flatMap(({ offers: both }) => both.map(({ id }) => id)));
  return {
    pairs,
    alone: sorted
      .filter(({ id }) => !paired.has(id))
      .map((offer) => ({ offer, why: whyAlone(offer, sorted, byOfficer) })),
  };
}

/** What two have in common, whether they fit or not. */
export function pairOf(one: ExchangeOffer, other: ExchangeOffer): ExchangePair {
  return {
    offers: one.id < other.id ? [one, other] : [other, one],
    named: haveNamed(one, other),
    sameTopic: one.topic === other.topic,
    languages: one.languages.filter((language) => other.languages.includes(language)).toSorted(compare),
    weeks: commonWeeks(one, other),
  };
}

function haveNamed(one: ExchangeOffer, other: ExchangeOffer): boolean {
  return one.counterpart === other.officer && other.counterpart === one.officer;
}

/** Never with oneself, never within one organisation; who named each other need a week, all others a topic and a language too. */
export function mayGo(one: ExchangeOffer, other: ExchangeOffer): boolean {
  if (one.officer === other.officer || one.organisation === other.organisation) return false;
  const fits =
    one.topic === other.topic && one.languages.some((language) => other.languages.includes(language));
  return (fits || haveNamed(one, other)) && commonWeeks(one, other).length > 0;
}

/**
 * How well two fit who may go together, in whole points: a wish of one of them counts most, then each further language,
 * then each further week to choose from.
 */
export function fitOf({ offers: [one, other], languages, weeks }: ExchangePair): number {
  const wish = one.counterpart === other.officer || other.counterpart === one.officer;
  return 1 + (wish ? 100 : 0) + 10 * Math.min(languages.length - 1, 3) + Math.min(weeks.length - 1, 9);
}

/** Mondays of the working weeks that lie wholly between two dates, for two windows at once. */
export function commonWeeks(
  one: Pick<ExchangeOffer, 'from' | 'until'>,
  other: Pick<ExchangeOffer, 'from' | 'until'>,
): readonly string[] {
  const [, from = ''] = [one.from, other.from].toSorted(compare);
  const [until = ''] = [one.until, other.until].toSorted(compare);
  if (until < from) return [];
  const weekday = Temporal.PlainDate.from(from).dayOfWeek;
  const toMonday = (8 - weekday) % 7;
  const days = daysBetween(from, until) + 1 - toMonday;
  const weeks = Math.max(0, Math.floor((days + 7 - workingDays) / 7));
  return Array.from({ length: weeks }, (_, at) => addDays(from, toMonday + 7 * at));
}

/** Of offers for one topic. */
function bestPairs(offers: readonly ExchangeOffer[]): ExchangePair[] {
  const edges = offers.flatMap((one, at) =>
    offers.slice(at + 1).flatMap((other, further) => {
      if (!mayGo(one, other)) return [];
      return [[at, at + 1 + further, fitOf(pairOf(one, other))] as const];
    }),
  );
  return maximumWeightMatching(edges, true).flatMap((mate, at) => {
    const [one, other] = [offers[at], offers[mate]];
    return one === undefined || other === undefined || mate < at ? [] : [pairOf(one, other)];
  });
}

function whyAlone(
  offer: ExchangeOffer,
  offers: readonly ExchangeOffer[],
  byOfficer: ReadonlyMap<string, ExchangeOffer>,
): Alone {
  const others = offers.filter(({ officer }) => officer !== offer.officer);
  if (others.length === 0) return 'nobody-else';
  const elsewhere = others.filter(({ organisation }) => organisation !== offer.organisation);
  if (elsewhere.length === 0) return 'only-own-organisation';
  const wished = byOfficer.get(offer.counterpart ?? '');
  if (wished?.counterpart === offer.officer && commonWeeks(offer, wished).length === 0) {
    return 'named-without-common-week';
  }
  const alike = elsewhere.map((other) => pairOf(offer, other)).filter(({ sameTopic }) => sameTopic);
  if (alike.length === 0) return 'no-common-topic';
  const speaking = alike.filter(({ languages }) => languages.length > 0);
  if (speaking.length === 0) return 'no-common-language';
  return speaking.some(({ weeks }) => weeks.length > 0) ? 'others-fit-better' : 'no-common-week';
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
