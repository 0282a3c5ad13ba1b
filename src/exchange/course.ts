// What a course is, which states it passes through, and what a proposal must hold.
import type { Language } from './languages.ts';
import { daysBetween, instantAt, isDate, isZone, localDate } from './local-time.ts';

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

/** Announced, and not begun yet. */
export const openedStates = [
  'call-open',
  'call-closed',
  'selecting',
  'confirmed',
] as const satisfies readonly CourseState[];

/**
 * Steps that the gate guards: a call is opened (also again), a course that was held goes on, a course begins. What follows
 * from a step that was guarded, such as the close of a call, is not guarded itself.
 */
export function isGuarded(from: readonly CourseState[], to: CourseState): boolean {
  if (to === 'call-open' || to === 'running') return true;
  return openedStates.some((state) => state === to) && from.includes('on-hold');
}

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

/** What a liaison proposes. Dates are ISO (`2027-03-01`), local to `zone` (IANA). */
export interface CourseProposal {
  title: string;
  subject: Subject;
  startsOn: string;
  endsOn: string;
  zone: string;
  /** Where it takes place, ISO 3166-1 alpha-2; of an online course, where it is run from. */
  country: string;
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

const steps: Readonly<Record<CourseState, readonly CourseState[]>> = {
  draft: ['proposed', 'cancelled'],
  proposed: ['gated', 'draft', 'declined', 'cancelled'],
  gated: ['approved', 'proposed', 'declined', 'cancelled'],
  // An approval binds to the content: a changed course waits for another decision.
  approved: ['call-open', 'gated', 'proposed', 'declined', 'on-hold', 'cancelled'],
  'call-open': ['call-closed', 'on-hold', 'cancelled'],
  'call-closed': ['selecting', 'call-open', 'on-hold', 'cancelled'],
  selecting: ['confirmed', 'call-open', 'on-hold', 'cancelled'],
  confirmed: ['running', 'on-hold', 'cancelled'],
  running: ['delivered', 'on-hold', 'cancelled'],
  delivered: ['evaluating'],
  evaluating: ['closed'],
  closed: [],
  declined: [],
  // It resumes where it was held, which is the record's to know, or goes back for a new approval.
  'on-hold': [
    'proposed',
    'approved',
    'call-open',
    'call-closed',
    'selecting',
    'confirmed',
    'running',
    'cancelled',
  ],
  cancelled: [],
};

const mainLine = courseStates.slice(0, courseStates.indexOf('closed') + 1);

/** Whether the state machine of §5.1 has this step. Staying where one is, is no step. */
export function mayMove(from: CourseState, to: CourseState): boolean {
  return steps[from].includes(to);
}

/** The single steps from one state of the main line to a later one, `to` included; undefined if it is not later. */
export function stepsTo(from: CourseState, to: CourseState): readonly CourseState[] | undefined {
  const start = mainLine.indexOf(from);
  const end = mainLine.indexOf(to);
  return start >= 0 && end > start ? mainLine.slice(start + 1, end + 1) : undefined;
}

/** True when nothing more happens to the course: closed, declined or cancelled. */
export function isOver(state: CourseState): boolean {
  return steps[state].length === 0;
}

/** Everything wrong with a proposal, in the order of the form; empty when it may be handed in. `now` in epoch ms. */
export function checkProposal(proposal: CourseProposal, now: number): ProposalProblem[] {
  const zoneKnown = isZone(proposal.zone);
  const today = localDate(now, zoneKnown ? proposal.zone : 'UTC');
  return [
    ...checkTitle(proposal.title),
    ...checkCourseDates(proposal, today),
    ...(zoneKnown ? checkHours(proposal, now, today) : [zoneUnknown(proposal.zone)]),
    ...checkPlace(proposal),
    ...checkSeats(proposal.seats),
    ...checkDeadline(proposal, now, zoneKnown),
    ...checkAims(proposal.aims),
  ];
}

function zoneUnknown(given: string): ProposalProblem {
  return { id: 'zone-unknown', field: 'zone', given };
}

function checkTitle(title: string): ProposalProblem[] {
  const { length } = title;
  if (title.trim() === '') return [{ id: 'title-empty', field: 'title' }];
  if (length <= proposalLimits.title) return [];
  return [{ id: 'title-too-long', field: 'title', max: proposalLimits.title, length }];
}

function checkCourseDates({ startsOn, endsOn }: CourseProposal, today: string): ProposalProblem[] {
  const problems: ProposalProblem[] = [];
  const startReal = isDate(startsOn);
  if (!startReal) problems.push({ id: 'start-impossible', field: 'startsOn', given: startsOn });
  else if (startsOn < today) problems.push({ id: 'start-in-the-past', field: 'startsOn', today });
  else if (daysBetween(today, startsOn) > proposalLimits.yearsAhead * 366) {
    problems.push({ id: 'start-too-far', field: 'startsOn', maxYears: proposalLimits.yearsAhead });
  }
  if (!isDate(endsOn)) problems.push({ id: 'end-impossible', field: 'endsOn', given: endsOn });
  else if (startReal) problems.push(...checkLength(startsOn, endsOn));
  return problems;
}

function checkLength(startsOn: string, endsOn: string): ProposalProblem[] {
  if (endsOn < startsOn) return [{ id: 'end-before-start', field: 'endsOn', startsOn, endsOn }];
  const days = daysBetween(startsOn, endsOn) + 1;
  return days > proposalLimits.days
    ? [{ id: 'too-long', field: 'endsOn', max: proposalLimits.days, days }]
    : [];
}

/** A course of today whose hour has passed is as much in the past as one of yesterday. */
function checkHours(proposal: CourseProposal, now: number, today: string): ProposalProblem[] {
  if (proposal.startsOn !== today || courseStart(proposal) > now) return [];
  return [{ id: 'start-in-the-past', field: 'startsOn', today }];
}

function checkPlace({ place, online }: CourseProposal): ProposalProblem[] {
  const length = place?.length ?? 0;
  if (!online && (place ?? '').trim() === '') return [{ id: 'place-missing', field: 'place' }];
  if (length <= proposalLimits.place) return [];
  return [{ id: 'place-too-long', field: 'place', max: proposalLimits.place, length }];
}

function checkSeats(given: number): ProposalProblem[] {
  const { min, max } = proposalLimits.seats;
  if (Number.isInteger(given) && given >= min && given <= max) return [];
  return [{ id: 'seats-out-of-range', field: 'seats', min, max, given }];
}

function checkDeadline(proposal: CourseProposal, now: number, zoneKnown: boolean): ProposalProblem[] {
  const deadline = proposal.nominationDeadline;
  if (!Number.isFinite(deadline)) return [{ id: 'deadline-missing', field: 'nominationDeadline' }];
  if (deadline <= now) return [{ id: 'deadline-in-the-past', field: 'nominationDeadline' }];
  if (!zoneKnown || !isDate(proposal.startsOn) || deadline < courseStart(proposal)) return [];
  return [{ id: 'deadline-after-start', field: 'nominationDeadline' }];
}

function checkAims(aims: string): ProposalProblem[] {
  const { length } = aims;
  if (aims.trim() === '') return [{ id: 'aims-empty', field: 'aims' }];
  if (length <= proposalLimits.aims) return [];
  return [{ id: 'aims-too-long', field: 'aims', max: proposalLimits.aims, length }];
}

/** When the course begins: 08:00 on its first day, in its own zone. Epoch ms. */
export function courseStart(course: { startsOn: string; zone: string }): number {
  return instantAt(course.startsOn, '08:00', course.zone);
}

/** When the course is over and feedback may be asked: 17:00 on its last day, in its own zone. Epoch ms. */
export function courseEnd(course: { endsOn: string; zone: string }): number {
  return instantAt(course.endsOn, '17:00', course.zone);
}
