// A seat that has become free goes to the next of the reserve at once, in the transaction that freed it (product §5.9).
import { gate } from '#exchange/approval.ts';
import type { NominationState } from '#exchange/nomination.ts';
import { seatHoldingStates } from '#exchange/nomination.ts';
import { overlapping } from '#exchange/nomination-conflicts.ts';
import { nextOfReserve, noOffers, type ReserveMember, vacancies } from '#exchange/offers.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Records } from '#store/store.ts';
import type { Answer } from './answer.ts';
import { holdersOf } from './holders.ts';
import { type OfferTerms, offerPost, offerSeat, offerTerms } from './offers.ts';

/** What stands against each of these nominations, by their ids; nothing for whoever may be offered a seat. */
export type VerdictsOf = (
  records: Records,
  course: Course,
  nominations: readonly Nomination[],
  now: number,
) => Promise<ReadonlyMap<string, readonly unknown[]>>;

export interface Vacating {
  readonly now: number;
  /** Nominations that gave a seat back in this transaction: their organisations' reserves come first while there is time. */
  readonly left?: readonly Nomination[];
  readonly verdictsOf?: VerdictsOf;
}

/**
 * Offers every free seat of a course to whoever of its reserve is next; says what is to be told to whom. Whoever caused
 * it sees nothing of it, so it looks with all eyes. Of a course that is held, or whose gate is shut, seats stay free until
 * it goes on: a sweep looks for them.
 */
export async function promote(
  records: Records,
  courseId: string,
  { now, left = [], verdictsOf = assentsOf }: Vacating,
): Promise<readonly Answer[]> {
  const all = records.withAllEyes();
  const redrawn: Answer[] = left.map(({ id }) => ({ revise: offerPost(id) }));
  const course = await all.courses.byId(courseId);
  if (!course) return redrawn;
  const passed = gate(course, await all.clearances.of(courseId), now);
  const closed = noOffers({ course, gateOpen: passed.open, now });
  if (closed !== undefined && closed !== 'last-join') return redrawn;

  const nominations = await all.nominations.list({ course: courseId });
  if (closed === 'last-join') return [...redrawn, ...(await toldVacant(all, course, nominations, now))];
  if (!passed.open) return redrawn;
  const waiting = nominations.filter(({ state }) => state === 'selected').length;
  let free = vacancies({ ...course, waiting });
  if (free === 0) return redrawn;
  const terms = await offerTerms(all, course);
  const members = new Set(await membersOf(all, terms, nominations, now, verdictsOf));
  const vacated = left.map(({ organisation }) => organisation);
  const answers: Answer[] = [];
  while (free > 0) {
    const { next } = nextOfReserve([...members], vacated[0], { ...terms, now });
    if (!next) break;
    members.delete(next);
    const offered = await offerSeat(all, next.of, terms, { origin: 'reserve', pass: passed.pass, now });
    if ('offer' in offered) {
      answers.push(...offered.answers);
      vacated.shift();
      free -= 1;
    } else if (offered.refused === 'full') return [...redrawn, ...answers, cardOf(courseId)];
  }
  const vacant = free > 0 ? await toldVacant(all, course, nominations, now) : [];
  return [...redrawn, ...answers, ...vacant, cardOf(courseId)];
}

interface Member extends ReserveMember {
  readonly of: Nomination;
}

const leftBefore: ReadonlySet<NominationState> = new Set<NominationState>([
  'declined',
  'expired',
  'withdrawn',
]);

/** The reserve, with what a vacancy looks at: in a few queries, however many they are. */
async function membersOf(
  records: Records,
  { course }: OfferTerms,
  nominations: readonly Nomination[],
  now: number,
  verdictsOf: VerdictsOf,
): Promise<readonly Member[]> {
  const reserve = nominations.filter(({ state }) => state === 'reserve');
  if (reserve.length === 0) return [];
  // Whoever went once and was nominated anew is asked by a human, if at all.
  const gone = new Set(
    nominations.filter(({ state }) => leftBefore.has(state)).map(({ nominee }) => nominee),
  );
  const verdicts = await verdictsOf(records, course, reserve, now);
  const booked = await bookedElsewhere(records, course, reserve);
  return reserve.map((of) => ({
    of,
    nomination: of.id,
    organisation: of.organisation,
    place: of.reservePlace,
    needsVisa: of.needsVisa,
    isEligible: (verdicts.get(of.id) ?? []).length === 0,
    overlaps: booked.has(of.nominee),
    wasOffered: gone.has(of.nominee),
  }));
}

/** Of these nominees, those who hold a seat (in one of these states) in another course on the same days. */
export async function bookedElsewhere(
  records: Records,
  course: Course,
  nominations: readonly Nomination[],
  states: readonly NominationState[] = seatHoldingStates,
): Promise<ReadonlyMap<string, Course>> {
  const nominees = [...new Set(nominations.map(({ nominee }) => nominee))];
  const booked = new Map<string, Course>();
  for (let at = 0; at < nominees.length; at += askedAtOnce) {
    const some = nominees.slice(at, at + askedAtOnce);
    const seats = await records.nominations.amid({ nominees: some }, states, mostSeats);
    const others = seats.filter((one) => one.course !== course.id);
    const courses = await records.courses.byIds(others.map((one) => one.course));
    const running = new Map(courses.filter(({ state }) => state !== 'cancelled').map((one) => [one.id, one]));
    for (const { nominee, course: of } of others) {
      const other = running.get(of);
      if (other && overlapping(course, [other])) booked.set(nominee, other);
    }
  }
  return booked;
}

/** SQLite takes 32,766 values in one statement. */
const askedAtOnce = 1_024;
/** Of so many people; nobody has been to a hundred courses. */
const mostSeats = 100 * askedAtOnce;

/** What the nominee themselves and their manager have said. */
export async function assentsOf(
  _records: Records,
  _course: Course,
  nominations: readonly Nomination[],
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  return new Map(
    nominations.map(({ id, consent, release }) => [
      id,
      [consent, release].filter((assent) => assent === 'refused'),
    ]),
  );
}

/**
 * Nobody is left to ask: the coordinators are told, with what can be done; once until somebody else has gone, or the
 * number of seats has changed.
 */
async function toldVacant(
  records: Records,
  { id, seats }: Course,
  nominations: readonly Nomination[],
  now: number,
): Promise<readonly Answer[]> {
  const gone = nominations.filter(({ state }) => leftBefore.has(state)).length;
  const coordinators = await holdersOf(records, 'coordinator', { now });
  return coordinators.map((tell) => ({
    tell,
    message: 'seats/vacant',
    facts: { course: id },
    key: `seat vacant · ${id} · ${seats} · ${gone}`,
  }));
}

function cardOf(course: string): Answer {
  return { revise: `course/card · ${course}` };
}
