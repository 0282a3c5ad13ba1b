// The life of a nomination, and the rule by which a seat is granted.
import type { CourseState } from './course.ts';

/** Product §5.1. */
export const nominationStates = [
  'draft',
  'endorsed',
  'submitted',
  'returned',
  'eligible',
  'ineligible',
  'vetted',
  'scored',
  'selected',
  'reserve',
  'not-selected',
  'offered',
  'accepted',
  'declined',
  'expired',
  'attended',
  'partial',
  'no-show',
  'certified',
  'followed-up',
  'withdrawn',
] as const;

export type NominationState = (typeof nominationStates)[number];

/** What a nominee says to being nominated, or their manager to letting them go. */
export type Assent = 'asked' | 'given' | 'refused';

/** The states that take up one of the course's seats; count these, and only these, against its capacity. */
export const seatHoldingStates = [
  'offered',
  'accepted',
  'attended',
  'partial',
  'no-show',
  'certified',
  'followed-up',
] as const satisfies readonly NominationState[];

const decidedStates = ['selected', 'reserve', 'not-selected', 'accepted'] as const;

const steps: Readonly<Record<NominationState, readonly NominationState[]>> = {
  draft: ['endorsed', 'submitted', 'withdrawn'],
  endorsed: ['submitted', 'draft', 'withdrawn'],
  // A hub that decides no eligibility of its own has them reviewed as they were handed in.
  submitted: ['returned', 'eligible', 'vetted', 'ineligible', 'scored', ...decidedStates, 'withdrawn'],
  returned: ['submitted', 'withdrawn'],
  eligible: ['submitted', 'returned', 'vetted', 'scored', 'ineligible', ...decidedStates, 'withdrawn'],
  // A signed waiver lifts a failed rule, and so may another fact.
  ineligible: ['submitted', 'returned', 'eligible', 'vetted', 'withdrawn'],
  vetted: ['submitted', 'returned', 'eligible', 'scored', 'ineligible', ...decidedStates, 'withdrawn'],
  scored: [...decidedStates, 'withdrawn'],
  selected: ['offered', 'accepted', 'reserve', 'not-selected', 'withdrawn'],
  reserve: ['selected', 'offered', 'accepted', 'not-selected', 'withdrawn'],
  'not-selected': [],
  offered: ['accepted', 'declined', 'expired', 'withdrawn'],
  accepted: ['attended', 'partial', 'no-show', 'withdrawn'],
  declined: [],
  expired: [],
  // Attendance marked wrongly may be put right.
  attended: ['partial', 'no-show', 'certified', 'followed-up'],
  partial: ['attended', 'no-show', 'certified', 'followed-up'],
  'no-show': ['attended', 'partial'],
  certified: ['followed-up'],
  'followed-up': [],
  withdrawn: [],
};

const seatHolding: ReadonlySet<NominationState> = new Set(seatHoldingStates);

/** From these a seat may be granted: handed in, and not turned down. */
const grantable: ReadonlySet<NominationState> = new Set<NominationState>([
  'submitted',
  'eligible',
  'vetted',
  'scored',
  'selected',
  'reserve',
]);

/**
 * These follow from the verdict on what is known: `submitted` with open points, `eligible` without, `vetted` where vetting
 * was demanded and is clear, `ineligible` while a rule stands against it.
 */
export const followingStates = [
  'submitted',
  'eligible',
  'vetted',
  'ineligible',
] as const satisfies readonly NominationState[];

export type FollowingState = (typeof followingStates)[number];

/** Handed in, and not answered by the hub. */
export const waitingStates = [
  'submitted',
  'eligible',
  'vetted',
] as const satisfies readonly NominationState[];

export function isWaiting(state: NominationState): boolean {
  return waitingStates.some((one) => one === state);
}

/** Seats are granted once the call is published and until the course runs. */
const seating: ReadonlySet<CourseState> = new Set<CourseState>([
  'call-open',
  'call-closed',
  'selecting',
  'confirmed',
]);

/** Whether the state machine of §5.1 has this step. A hub without vetting or scoring may leave those out. */
export function mayMove(from: NominationState, to: NominationState): boolean {
  return steps[from].includes(to);
}

/** True while the nomination may still lead to a seat that it does not hold yet. */
export function isOpen(state: NominationState): boolean {
  return grantable.has(state) || state === 'draft' || state === 'endorsed' || state === 'returned';
}

export function holdsSeat(state: NominationState): boolean {
  return seatHolding.has(state);
}

/** `granted` counts the course's nominations in a seat-holding state, read in the same transaction. Instants in epoch ms. */
export interface SeatQuestion {
  capacity: number;
  granted: number;
  courseState: CourseState;
  nominationState: NominationState;
  gateOpen: boolean;
  now: number;
  courseStart: number;
}

export type SeatRefusal = 'full' | 'gate' | 'course-not-open' | 'nomination-not-open' | 'started';

/** The rule under the one function that grants seats. The refusal named is the hardest to lift. */
export function seatDecision(question: SeatQuestion): { grant: true } | { grant: false; why: SeatRefusal } {
  const why = seatRefusal(question);
  return why === undefined ? { grant: true } : { grant: false, why };
}

function seatRefusal(question: SeatQuestion): SeatRefusal | undefined {
  if (question.now >= question.courseStart) return 'started';
  if (!seating.has(question.courseState)) return 'course-not-open';
  if (!question.gateOpen) return 'gate';
  if (!grantable.has(question.nominationState)) return 'nomination-not-open';
  // Written so that a capacity or count that is no number grants nothing.
  return question.granted < question.capacity ? undefined : 'full';
}

export const nominationLimits = {
  reason: 1000,
  rank: 80,
  unit: 100,
  yearsOfService: { min: 0, max: 60 },
} as const;

export interface NominationInput {
  reason: string;
  rank: string;
  unit: string;
  yearsOfService: number;
}

export type NominationProblem =
  | { id: 'empty'; field: 'reason' | 'rank' | 'unit' }
  | { id: 'too-long'; field: 'reason' | 'rank' | 'unit'; max: number; length: number }
  | { id: 'years-out-of-range'; field: 'yearsOfService'; min: number; max: number; given: number };

/** Everything wrong with what a liaison filled in, in the order of the form. */
export function checkNomination(input: NominationInput): NominationProblem[] {
  return [
    ...checkText('rank', input.rank),
    ...checkText('unit', input.unit),
    ...checkYears(input.yearsOfService),
    ...checkText('reason', input.reason),
  ];
}

function checkText(field: 'reason' | 'rank' | 'unit', text: string): NominationProblem[] {
  const { length } = text;
  const max = nominationLimits[field];
  if (text.trim() === '') return [{ id: 'empty', field }];
  return length > max ? [{ id: 'too-long', field, max, length }] : [];
}

function checkYears(given: number): NominationProblem[] {
  const { min, max } = nominationLimits.yearsOfService;
  if (Number.isInteger(given) && given >= min && given <= max) return [];
  return [{ id: 'years-out-of-range', field: 'yearsOfService', min, max, given }];
}
