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

/** Whether the state machine of §5.1 has this step. A hub without vetting or scoring may leave those out. */
export function mayMove(_from: NominationState, _to: NominationState): boolean {
  throw new Error('not yet written');
}

/** True while the nomination may still lead to a seat that it does not hold yet. */
export function isOpen(_state: NominationState): boolean {
  throw new Error('not yet written');
}

export function holdsSeat(_state: NominationState): boolean {
  throw new Error('not yet written');
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
export function seatDecision(_question: SeatQuestion): { grant: true } | { grant: false; why: SeatRefusal } {
  throw new Error('not yet written');
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
export function checkNomination(_input: NominationInput): NominationProblem[] {
  throw new Error('not yet written');
}
