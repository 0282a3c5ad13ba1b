// What a course is, which states it passes through, and what a proposal must hold.
import type { Language } from './languages.ts';

/** Product §5.1, in the order of a course that goes well; the last three are the ways it may not. */
export const courseStates = [
  'draft',
  'proposed',
  'gated',
  'approved',
  'call-open',
  'call-closed',
  'selecting',
  'confirmed',
  'running',
  'delivered',
  'evaluating',
  'closed',
  'declined',
  'on-hold',
  'cancelled',
] as const;

export type CourseState = (typeof courseStates)[number];

/** Item 6: the six areas of policing that every course belongs to one of. */
export const subjects = [
  'leadership',
  'professional-investigation',
  'digital-investigation',
  'intelligence',
  'command',
  'public-protection',
] as const;

export type Subject = (typeof subjects)[number];

export const deliveries = ['home', 'abroad', 'online'] as const;

export type Delivery = (typeof deliveries)[number];

/** What a liaison proposes. Dates are ISO (`2027-03-01`), local to `zone` (IANA). */
export interface CourseProposal {
  title: string;
  subject: Subject;
  startsOn: string;
  endsOn: string;
  zone: string;
  /** May be undefined only when `online`. */
  place: string | undefined;
  online: boolean;
  language: Language;
  seats: number;
  /** Epoch milliseconds. */
  nominationDeadline: number;
  aims: string;
}

/** What a proposal may measure: lengths in UTF-16 units, as the platforms count. */
export const proposalLimits = {
  title: 100,
  place: 100,
  aims: 1000,
  seats: { min: 1, max: 500 },
  days: 366,
  yearsAhead: 5,
} as const;

/** One thing wrong with a proposal, the field it belongs to, and the facts a sentence about it needs. */
export type ProposalProblem =
  | { id: 'title-empty'; field: 'title' }
  | { id: 'title-too-long'; field: 'title'; max: number; length: number }
  | { id: 'start-impossible'; field: 'startsOn'; given: string }
  | { id: 'start-in-the-past'; field: 'startsOn'; today: string }
  | { id: 'start-too-far'; field: 'startsOn'; maxYears: number }
  | { id: 'end-impossible'; field: 'endsOn'; given: string }
  | { id: 'end-before-start'; field: 'endsOn'; startsOn: string; endsOn: string }
  | { id: 'too-long'; field: 'endsOn'; max: number; days: number }
  | { id: 'zone-unknown'; field: 'zone'; given: string }
  | { id: 'place-missing'; field: 'place' }
  | { id: 'place-too-long'; field: 'place'; max: number; length: number }
  | { id: 'seats-out-of-range'; field: 'seats'; min: number; max: number; given: number }
  | { id: 'deadline-missing'; field: 'nominationDeadline' }
  | { id: 'deadline-in-the-past'; field: 'nominationDeadline' }
  | { id: 'deadline-after-start'; field: 'nominationDeadline' }
  | { id: 'aims-empty'; field: 'aims' }
  | { id: 'aims-too-long'; field: 'aims'; max: number; length: number };

/** Whether the state machine of §5.1 has this step. Staying where one is, is no step. */
export function mayMove(_from: CourseState, _to: CourseState): boolean {
  throw new Error('not yet written');
}

/** The single steps from one state of the main line to a later one, `to` included; undefined if it is not later. */
export function stepsTo(_from: CourseState, _to: CourseState): readonly CourseState[] | undefined {
  throw new Error('not yet written');
}

/** True when nothing more happens to the course: closed, declined or cancelled. */
export function isOver(_state: CourseState): boolean {
  throw new Error('not yet written');
}

/** Everything wrong with a proposal, in the order of the form; empty when it may be handed in. `now` in epoch ms. */
export function checkProposal(_proposal: CourseProposal, _now: number): ProposalProblem[] {
  throw new Error('not yet written');
}

/** When the course begins: 08:00 on its first day, in its own zone. Epoch ms. */
export function courseStart(_course: { startsOn: string; zone: string }): number {
  throw new Error('not yet written');
}

/** When the course is over and feedback may be asked: 17:00 on its last day, in its own zone. Epoch ms. */
export function courseEnd(_course: { endsOn: string; zone: string }): number {
  throw new Error('not yet written');
}
