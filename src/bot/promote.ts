// A seat that has become free goes to the next of the reserve at once, in the transaction that freed it (product §5.9).
import { type Gate, gate } from '#exchange/approval.ts';
import type { Failure } from '#exchange/eligibility.ts';
import { holdsSeat, type NominationState } from '#exchange/nomination.ts';
import { nextOfReserve, noOffers, type ReserveMember, vacancies } from '#exchange/offers.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Records } from '#store/store.ts';
import type { Answer } from './answer.ts';
import { verdictsOf } from './eligibility.ts';
import { holdersOf } from './holders.ts';
import { type OfferTerms, offerPost, offerSeat, offerTerms } from './offers.ts';

export interface Vacating {
  readonly now: number;
  /** Nominations that gave a seat back in this transaction: their organisations' reserves come first while there is time. */
  readonly left?: readonly Pick<Nomination, 'id' | 'organisation'>[];
  /** Looked up before the seat was given back: nobody else gets at the course from then on until the end. */
  readonly ahead?: Ahead | undefined;
}

/** What is asked of the gate, of the course and of its reserve, in whatever order seats come free. */
export interface Ahead {
  readonly passed: Gate;
  readonly terms: OfferTerms;
  readonly verdicts: ReadonlyMap<string, readonly Failure[]>;
}

/** Undefined where there is no such course. With all eyes, and only to be handed to `promote`. */
export async function lookAhead(records: Records, courseId: string, now: number): Promise<Ahead | undefined> {
  const all = records.withAllEyes();
  const course = await all.courses.byId(courseId);
  if (!course) return undefined;
  const passed = gate(course, await all.clearances.of(courseId), now);
  const terms = await offerTerms(all, course);
  const isClosed = noOffers({ course: terms.course, gateOpen: passed.open, now }) !== undefined;
  const reserve = isClosed ? [] : await all.nominations.list({ course: courseId, states: ['reserve'] });
  const verdicts = reserve.length === 0 ? new Map() : await verdictsOf(all, course, reserve, now);
  return { passed, terms, verdicts };
}

/**
 * Offers every free seat of a course to whoever of its reserve is next; says what is to be told to whom. Whoever caused
 * it sees nothing of it, so it looks with all eyes. Of a course that is held, or whose gate is shut, seats stay free until
 * it goes on: a sweep looks for them.
 */
export async function promote(
  records: Records,
  courseId: string,
  { now, left = [], ahead: given }: Vacating,
): Promise<readonly Answer[]> {
  const all = records.withAllEyes();
  const redrawn: Answer[] = left.map(({ id }) => ({ revise: offerPost(id) }));
  const ahead = given ?? (await lookAhead(records, courseId, now));
  const course = await all.courses.byId(courseId);
  if (!course || !ahead) return redrawn;
  const { passed, verdicts } = ahead;
  const terms = { ...ahead.terms, course: { ...ahead.terms.course, ...course } };
  const closed = noOffers({ course: terms.course, gateOpen: passed.open, now });
  if (closed !== undefined && closed !== 'last-join') return redrawn;

  const nominations = await all.nominations.list({ course: courseId });
  if (closed === 'last-join') return [...redrawn, ...(await toldVacant(all, course, nominations, now))];
  if (!passed.open) return redrawn;
  const waiting = nominations.filter(({ state }) => state === 'selected').length;
  let free = vacancies({ ...course, waiting });
  if (free === 0) return redrawn;
  const members = new Set(membersOf(nominations, verdicts));
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

/** The same for a nomination that has just ended, given as it was before: only one with a seat, or promised one, leaves one free. */
export async function promoteAfter(
  records: Records,
  before: Nomination,
  now: number,
): Promise<readonly Answer[]> {
  if (!holdsSeat(before.state) && before.state !== 'selected') return [];
  return promote(records, before.course, { now, left: [before] });
}

interface Member extends ReserveMember {
  readonly of: Nomination;
}

const leftBefore: ReadonlySet<NominationState> = new Set<NominationState>([
  'declined',
  'expired',
  'withdrawn',
]);

/** The reserve, with what a vacancy looks at. */
function membersOf(
  nominations: readonly Nomination[],
  verdicts: ReadonlyMap<string, readonly Failure[]>,
): readonly Member[] {
  // Somebody who has come to the reserve this moment is looked at with the next seat, or by the sweep.
  const reserve = nominations.filter(({ state, id }) => state === 'reserve' && verdicts.has(id));
  // Whoever went once and was nominated anew is asked by a human, if at all.
  const gone = new Set(
    nominations.filter(({ state }) => leftBefore.has(state)).map(({ nominee }) => nominee),
  );
  return reserve.map((of) => {
    const failures = verdicts.get(of.id) ?? [];
    const overlaps = failures.some(({ rule }) => rule === 'overlap');
    return {
      of,
      nomination: of.id,
      organisation: of.organisation,
      place: of.reservePlace,
      needsVisa: of.needsVisa,
      isEligible: failures.length === (overlaps ? 1 : 0),
      overlaps,
      wasOffered: gone.has(of.nominee),
    };
  });
}

/**
 * What stands against each of these nominations besides another seat on the same days. With all eyes: whoever asks need
 * not see a vetting for it to count.
 */
export async function failuresAgainst(
  records: Records,
  course: Course,
  nominations: readonly Nomination[],
  now: number,
): Promise<ReadonlyMap<string, readonly Failure[]>> {
  const verdicts = await verdictsOf(records.withAllEyes(), course, nominations, now);
  return new Map(
    [...verdicts].map(([id, failures]) => [id, failures.filter(({ rule }) => rule !== 'overlap')]),
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
