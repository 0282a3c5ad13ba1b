// Offering the seats of a confirmed plan: who is offered one, who is not (yet) and why, and when nobody is.
import type { Answer } from '#bot/answer.ts';
import type { Desk } from '#bot/command.ts';
import { actingFor } from '#bot/identify.ts';
import { type OfferTerms, offerSeat, offerTerms } from '#bot/offers.ts';
import { failuresAgainst } from '#bot/promote.ts';
import { comma } from '#bot/punctuation.ts';
import { command, day, instant, joined, type Text, value } from '#bot/text.ts';
import { type GatePass, gate } from '#exchange/approval.ts';
import type { Failure } from '#exchange/eligibility.ts';
import { seatHoldingStates } from '#exchange/nomination.ts';
import { mayAccept, overlapping } from '#exchange/nomination-conflicts.ts';
import { lastJoiningTime, noOffers, visaClosesAt } from '#exchange/offers.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Records } from '#store/store.ts';
import type { Key } from './words.ts';

/** Why somebody of the plan is not offered their seat. */
export type LeftOut = 'ineligible' | 'overlap' | 'yours' | 'full' | 'late';

export interface Against {
  readonly why: LeftOut;
  /** What stands against an ineligible one. */
  readonly failures?: readonly Failure[];
}

export interface Left extends Against {
  readonly nomination: Nomination;
}

export interface Ready {
  readonly terms: OfferTerms;
  readonly pass: GatePass;
}

/** The gate, the state of the course and the calendar, before anybody is looked at. */
export async function readyToOffer(desk: Desk<Key>, course: Course): Promise<Ready | { refused: Answer }> {
  const { records, now } = desk;
  const title = value(course.title);
  const passed = gate(course, await records.clearances.of(course.id), now);
  const terms = await offerTerms(records, course);
  const closed = noOffers({ course: terms.course, gateOpen: passed.open, now });
  if (closed === undefined && passed.open) return { terms, pass: passed.pass };
  switch (closed) {
    case 'cancelled':
    case 'on-hold':
    case 'not-confirmed': {
      const state = desk.house(`courseState.${course.state}`);
      return { refused: desk.refuse('offer.notConfirmed', { title, state }) };
    }
    case 'started':
      return { refused: desk.refuse('offer.started', { title, starts: day(course.startsOn) }) };
    case 'last-join': {
      const until = instant(lastJoiningTime(terms.course), course.zone);
      return { refused: desk.refuse('offer.lastJoin', { title, until }) };
    }
    default:
      return { refused: desk.refuse('offer.gate', { title, command: command('approval show') }) };
  }
}

/** What stands in the way of each of these, whatever is left of the seats. */
export async function lookedAt(
  desk: Desk<Key>,
  course: Course,
  nominations: readonly Nomination[],
): Promise<ReadonlyMap<string, Against>> {
  const { records, asker, now } = desk;
  const verdicts = await failuresAgainst(records, course, nominations, now);
  const booked = await bookedElsewhere(records, course, nominations);
  const terms = await offerTerms(records, course);
  const visaLate = now >= visaClosesAt(course, terms.visaLeadDays);
  const out = new Map<string, Against>();
  for (const one of nominations) {
    const eyes = { nominator: one.nominatedBy, nominee: one.nominee };
    const failures = verdicts.get(one.id) ?? [];
    if (!mayAccept(eyes, actingFor(asker)).accept) out.set(one.id, { why: 'yours' });
    else if (failures.length > 0) out.set(one.id, { why: 'ineligible', failures });
    else if (booked.has(one.nominee)) out.set(one.id, { why: 'overlap' });
    else if (one.needsVisa && visaLate) out.set(one.id, { why: 'late' });
  }
  return out;
}

/** Offers everybody selected their seat. */
export async function offerSelected(
  desk: Desk<Key>,
  course: Course,
  { terms, pass }: Ready,
): Promise<{
  readonly offered: number;
  readonly left: readonly Left[];
  readonly answers: readonly Answer[];
}> {
  const { records, asker, now } = desk;
  const selected = await records.nominations.list({ course: course.id, states: ['selected'] });
  const against = await lookedAt(desk, course, selected);
  const left: Left[] = [];
  const answers: Answer[] = [];
  let offered = 0;
  for (const nomination of selected) {
    const out = against.get(nomination.id);
    if (out) {
      left.push({ nomination, ...out });
      continue;
    }
    const outcome = await offerSeat(records, nomination, terms, {
      origin: 'selected',
      pass,
      now,
      ...(asker.person ? { offeredBy: asker.person.id } : {}),
    });
    if ('refused' in outcome) left.push({ nomination, why: whyNot[outcome.refused] });
    else {
      offered += 1;
      answers.push(...outcome.answers);
    }
  }
  return { offered, left, answers };
}

/** Moved in this very moment by somebody else: no seat could be taken for them either. */
const whyNot = { full: 'full', moved: 'full', closed: 'late' } as const;

/** A line for each that was left out, with the reason; so many at most, and a count of the rest. */
export async function leftOutLines(
  { records, say, house, asker }: Desk<Key>,
  left: readonly Left[],
): Promise<readonly Text[]> {
  const shown = left.slice(0, mostLines);
  const people = await records.people.byIds(shown.map(({ nomination }) => nomination.nominee));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const lines = shown.map(({ nomination, why, failures = [] }) =>
    say(`left.${why}`, {
      name: value(names.get(nomination.nominee) ?? ''),
      why: joined(
        failures.map(({ rule }) => house(`rule.${rule}`)),
        comma(asker.language),
      ),
    }),
  );
  const more = left.length - shown.length;
  return more > 0 ? [...lines, say('left.more', { count: more })] : lines;
}

const mostLines = 15;

/** Those of these nominees who have a seat in another course on the same days; one that they are only offered is theirs to choose. */
async function bookedElsewhere(
  records: Records,
  course: Course,
  nominations: readonly Nomination[],
): Promise<ReadonlySet<string>> {
  const nominees = [...new Set(nominations.map(({ nominee }) => nominee))];
  const booked = new Set<string>();
  for (let at = 0; at < nominees.length; at += askedAtOnce) {
    const some = nominees.slice(at, at + askedAtOnce);
    const seats = await records.nominations.amid({ nominees: some }, seated, mostSeats);
    const others = seats.filter((one) => one.course !== course.id);
    const courses = await records.courses.byIds(others.map((one) => one.course));
    const onTheseDays = new Set(
      courses
        .filter((one) => one.state !== 'cancelled' && overlapping(course, [one]) !== undefined)
        .map(({ id }) => id),
    );
    for (const one of others) if (onTheseDays.has(one.course)) booked.add(one.nominee);
  }
  return booked;
}

const seated = seatHoldingStates.filter((state) => state !== 'offered');
/** SQLite takes 32,766 values in one statement. */
const askedAtOnce = 1_024;
/** Of so many people; nobody has been to a hundred courses. */
const mostSeats = 100 * askedAtOnce;
