// The card of a course: what it is about, when and where, how many seats, until when people may be nominated.
import { criteriaOf } from '#bot/eligibility.ts';
import type { HouseSay } from '#bot/house-words.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { comma, semicolon } from '#bot/punctuation.ts';
import { countryName } from '#bot/record-fields.ts';
import { day, instant, joined, type Text, value } from '#bot/text.ts';
import type { Block, View } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import type { Language } from '#exchange/languages.ts';
import { daysBetween, localDate, localTime } from '#exchange/local-time.ts';
import { criteria, type Weights } from '#exchange/scoring.ts';
import type { Course } from '#store/records/courses.ts';
import type { Records } from '#store/store.ts';
import { criteriaLines } from './_criteria.ts';
import type { Key } from './words.ts';

type Fact = readonly [label: Text, fact: Text];

/** In whose words and with whose eyes a card is drawn. */
export interface CardReader {
  readonly say: Say<Key>;
  readonly house: HouseSay;
  readonly records: Records;
  readonly language: Language;
  readonly zone: string;
  /** The readers of a channel sit in zones of their own, so theirs is always shown. */
  readonly audience: 'person' | 'channel';
}

export async function courseCard(course: Course, reader: CardReader): Promise<View> {
  const { say, house, records } = reader;
  const organisation = await records.organisations.byId(course.organisation);
  const counts = await records.nominations.counts(course.id);
  const { open: offered } = await records.offers.counts(course.id);
  const open = counts.reduce((sum, one) => sum + one.open, 0);
  const asked = criteriaLines(course, await criteriaOf(records, course.id), reader);
  const panel = await records.panels.of(course.id);
  return [
    { heading: [value(course.title)] },
    ...standing(course, say),
    {
      facts: [
        [say('card.state'), house(`courseState.${course.state}`)],
        [say('card.subject'), house(`subject.${course.subject}`)],
        [say('card.dates'), daysOf(course, say)],
        [say('card.place'), placeOf(course, say)],
        [say('card.country'), [value(countryName(course.country, reader.language))]],
        [say('card.language'), house(`language.${course.language}`)],
        [say('card.seats'), [...seatsOf(course, say), ...offeredOf(offered, say)]],
        ...(await sharingOf(course, reader)),
        [say('card.nominations'), say('card.nominationsOpen', { open })],
        [say('card.deadline'), deadlineOf(course, reader)],
        ...(panel ? [[say('card.weights'), weightsOf(panel.weights, house)] as const] : []),
        [say('card.organiser'), [value(organisation?.name ?? '–')]],
        ...whoMayCome(asked, say, reader.language),
        [say('card.aims'), [value(course.aims)]],
      ],
    },
  ];
}

/** In one line, so that a card stays one message; nothing for a course that asks nothing of its own. */
function whoMayCome(
  asked: readonly Text[],
  say: Say<Key>,
  language: Language,
): readonly (readonly [Text, Text])[] {
  return asked.length === 0 ? [] : [[say('card.whoMayCome'), joined(asked, semicolon(language))]];
}

/** What counts in a selection by score, as it was published. */
function weightsOf(weights: Weights, house: HouseSay): Text {
  return joined(
    criteria.map((one): Text => [...house(`criterion.${one}`), ` ${weights[one]}`]),
    ' · ',
  );
}

/** By which rules its seats are shared, and what is to be known of the lot. */
async function sharingOf({ id }: Course, { records, say, language }: CardReader): Promise<readonly Fact[]> {
  const { cap, floor, reserves } = await records.seatRules.of(id);
  const most = cap ?? (await hubSetting(records, 'seats.cap'));
  const rules = [
    ...(most === 0 ? [] : [say('card.seatRules.cap', { cap: most })]),
    ...(floor ? [say('card.seatRules.floor')] : []),
    ...reserves.map(({ group, seats }) => {
      if (group === 'women') return say('card.seatRules.women', { seats });
      return say(group === 'under-served' ? 'card.seatRules.underServed' : 'card.seatRules.sector', {
        seats,
      });
    }),
  ];
  const lot = await records.seatRules.lot(id);
  const { commitment = '', seed } = lot ?? {};
  const told =
    seed === undefined
      ? say('card.lot.secret', { commitment: value(commitment) })
      : say('card.lot.told', { commitment: value(commitment), seed: value(seed) });
  return [
    ...(rules.length === 0 ? [] : [[say('card.seatRules'), joined(rules, comma(language))] as const]),
    ...(lot === undefined ? [] : [[say('card.lot'), told] as const]),
  ];
}

/** What a reader must not overlook. */
function standing(course: Course, say: Say<Key>): readonly Block[] {
  const lines: Text[] = [];
  if (course.state === 'cancelled') lines.push(say('card.cancelled'));
  if (course.state === 'on-hold') lines.push(say('card.onHold'));
  if (course.withheld.length > 0) lines.push(say('card.withheld'));
  return lines.map((bold) => ({ paragraph: [{ bold }] }));
}

export function daysOf(course: Pick<Course, 'startsOn' | 'endsOn'>, say: Say<Key>): Text {
  if (course.startsOn === course.endsOn) return say('card.oneDay', { day: day(course.startsOn) });
  const count = daysBetween(course.startsOn, course.endsOn) + 1;
  return say('card.days', { from: day(course.startsOn), to: day(course.endsOn), count });
}

export function placeOf(course: Pick<Course, 'online' | 'place'>, say: Say<Key>): Text {
  if (!course.online) return [value(course.place ?? '–')];
  return course.place === undefined
    ? say('card.online')
    : say('card.onlineFrom', { place: value(course.place) });
}

export function seatsOf({ granted, seats }: Pick<Course, 'granted' | 'seats'>, say: Say<Key>): Text {
  return say('card.seatsGiven', { granted, seats, free: Math.max(0, seats - granted) });
}

/** Those that somebody has been offered and has not answered yet. */
function offeredOf(count: number, say: Say<Key>): Text {
  return count === 0 ? [] : [' (', ...say('card.seatsOffered', { count }), ')'];
}

/** The deadline on the clocks of the course, and on the reader's own where they may show another time. */
export function deadlineOf(
  { nominationDeadline: at, zone }: Pick<Course, 'nominationDeadline' | 'zone'>,
  reader: Pick<CardReader, 'say' | 'zone' | 'audience'>,
): Text {
  const there = {
    day: day(localDate(at, zone)),
    time: value(localTime(at, zone)),
    zone: value(zone.replaceAll('_', ' ')),
  };
  if (reader.audience === 'person' && reader.zone === zone) return reader.say('card.deadlineHere', there);
  return reader.say('card.deadlineThere', { ...there, own: instant(at, reader.zone) });
}
