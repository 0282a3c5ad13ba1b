// Puts together everything that the seats of a course follow from, in a dozen queries however many were nominated.
import { verdictsOf } from '#bot/eligibility.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { scoresOf } from '#bot/scores.ts';
import type { Claimant, Contender, SeatsToGive } from '#exchange/allocation.ts';
import { type Failure, maySelect } from '#exchange/eligibility.ts';
import { isUnderServed, weightLimits } from '#exchange/entitlement.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import { lotOf } from '#exchange/lottery.ts';
import { holdsSeat, isOpen, type NominationState } from '#exchange/nomination.ts';
import type { Profile } from '#exchange/profile.ts';
import { type MadePlan, planOf } from '#exchange/seat-plan.ts';
import type { ReserveGroup, SeatRules } from '#exchange/seat-rules.ts';
import type { Course } from '#store/records/courses.ts';
import type { Ledger, LedgerRow } from '#store/records/ledger.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Records } from '#store/store.ts';

export interface Assembled {
  /** What the plan follows from. */
  readonly question: SeatsToGive;
  readonly course: Course;
  readonly rules: SeatRules;
  /** How many seats nobody holds. */
  readonly free: number;
  /** The first day of the window, ISO. */
  readonly from: string;
  readonly plan: MadePlan;
  /** All of the course, by their ids. */
  readonly nominations: ReadonlyMap<string, Nomination>;
  /** Those who may not be chosen, oldest first, each with what is not met. */
  readonly out: readonly { readonly nomination: Nomination; readonly failures: readonly Failure[] }[];
}

/** Handed in, and not decided for good: from these somebody can be selected. */
export function isWaiting(state: NominationState): boolean {
  return isOpen(state) && !['draft', 'endorsed', 'returned'].includes(state);
}

export async function assemble(records: Records, course: Course, now: number): Promise<Assembled> {
  const all = await records.nominations.list({ course: course.id });
  const waiting = all.filter(({ state }) => isWaiting(state));
  const verdicts = await verdictsOf(records, course, waiting, now);
  const failures = ({ id }: Nomination) => verdicts.get(id) ?? [];
  const eligible = waiting.filter((one) => maySelect(failures(one)));
  const scores = await scoresOf(records, course.id);
  const profiles = await records.profiles.of({ nominatedFor: course.id });
  const from = addDays(course.startsOn, -(await hubSetting(records, 'seats.window')));
  const ledger = withAll(await records.ledger.since(from), eligible);
  const rules = await rulesOf(records, course.id);
  const seed = (await records.seatRules.lot(course.id))?.seed ?? '';
  const free = Math.max(0, course.seats - course.granted);
  const seated = all.filter(({ state }) => holdsSeat(state));

  const underServed = new Set(
    ledger.rows
      .filter((row) => isUnderServed(row, ledger.weights, ledger.seats + free))
      .map(({ organisation }) => organisation),
  );
  const groups = ({ nominee, organisation }: Nomination): readonly ReserveGroup[] => [
    ...groupsOf(profiles.get(nominee)),
    ...(underServed.has(organisation) ? ['under-served' as const] : []),
  ];
  const contenders = eligible.map((one): Contender => {
    const { id, organisation, asReserve, priority, sentAt, nominee } = one;
    return {
      id,
      organisation,
      asReserve,
      priority,
      sentAt,
      groups: groups(one),
      score: scores.get(id),
      sentOn: sentAt === null ? undefined : localDate(sentAt, course.zone),
      lot: lotOf(course.id, seed, nominee),
    };
  });
  const sending = new Set(eligible.map(({ organisation }) => organisation));
  const claimants = ledger.rows
    .filter(({ organisation }) => sending.has(organisation))
    .map(
      ({ organisation, weight, received, lastOn }): Claimant => ({
        organisation,
        weight,
        received,
        lastOn,
        here: seated.filter((one) => one.organisation === organisation).length,
      }),
    );
  const question = { seats: free, rules, claimants, contenders, seated: seated.map(groups) };
  const plan = planOf(question, { weights: ledger.weights, windowSeats: ledger.seats });
  return {
    question,
    course,
    rules,
    free,
    from,
    plan,
    nominations: new Map(all.map((one) => [one.id, one])),
    out: waiting
      .map((nomination) => ({ nomination, failures: failures(nomination) }))
      .filter((one) => !maySelect(one.failures)),
  };
}

/** Of the course, or the hub's cap where the course has none. */
export async function rulesOf(records: Records, course: string): Promise<SeatRules> {
  const rules = await records.seatRules.of(course);
  const cap = rules.cap ?? (await hubSetting(records, 'seats.cap'));
  return { ...rules, cap: cap === 0 ? undefined : cap };
}

function groupsOf(profile: Profile | undefined): readonly ReserveGroup[] {
  return [
    ...(profile?.gender === 'woman' ? ['women' as const] : []),
    ...(profile?.sector === undefined ? [] : [profile.sector]),
  ];
}

/** The hub stands in the ledger only once it has a weight or a seat; with a nominee it has a claim like anybody. */
function withAll(ledger: Ledger, eligible: readonly Nomination[]): Ledger {
  const known = new Set(ledger.rows.map(({ organisation }) => organisation));
  const missing = new Set(
    eligible.map(({ organisation }) => organisation).filter((organisation) => !known.has(organisation)),
  );
  const added = [...missing].map(
    (organisation): LedgerRow => ({
      organisation,
      name: '',
      weight: weightLimits.fallback,
      received: 0,
      noShows: 0,
      lastOn: undefined,
    }),
  );
  return {
    rows: [...ledger.rows, ...added],
    weights: ledger.weights + added.length * weightLimits.fallback,
    seats: ledger.seats,
  };
}
