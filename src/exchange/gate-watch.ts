// Whether somebody is to be warned now that a course will meet a gate that is shut, and how pressing that is.
import { gate, type MissingPaper, type Papers } from './approval.ts';
import { type CourseState, courseStart, openedStates } from './course.ts';
import { instantAt } from './local-time.ts';
import { dueNow, type Offset, type Reminder, remindersBefore } from './reminders.ts';

/** Handed in or published, and not begun: these have a gate ahead of them. */
export const watchedStates = [
  'proposed',
  'gated',
  'approved',
  ...openedStates,
  'on-hold',
] as const satisfies readonly CourseState[];

/** Before the first day (item 19). */
export const gateWatchOffsets: readonly Offset[] = [
  { days: 60 },
  { days: 30 },
  { days: 14 },
  { days: 7 },
  { days: 1 },
];

/** Instants in epoch ms; dates local to `zone`. */
export interface WatchedCourse {
  readonly id: string;
  readonly state: CourseState;
  readonly startsOn: string;
  readonly zone: string;
  readonly createdAt: number;
}

/** At nine by the clock of the course; none helps any more once it is to begin. */
export function gateWatchReminders({ startsOn, zone }: Pick<WatchedCourse, 'startsOn' | 'zone'>): Reminder[] {
  const begins = courseStart({ startsOn, zone });
  return remindersBefore(instantAt(startsOn, '09:00', zone), gateWatchOffsets, zone).map((one) => ({
    ...one,
    tooLateAt: Math.min(one.tooLateAt, begins),
  }));
}

/** The warning to leave now, if the gate will be shut; what fell due before the course was proposed never leaves. */
export function gateWarning(course: WatchedCourse, now: number): Reminder | undefined {
  if (!watchedStates.some((state) => state === course.state)) return undefined;
  return dueNow(gateWatchReminders(course), now, course.createdAt);
}

/** What will be missing on the first day, as things stand; empty when the gate is open and stays so. */
export function missingAtStart(
  course: Pick<WatchedCourse, 'id' | 'startsOn' | 'zone'>,
  papers: Papers,
  now: number,
): readonly MissingPaper[] {
  const asked = gate(course, papers, now);
  return asked.open ? [] : asked.missing;
}

export type Urgency = 'plan' | 'urgent' | 'last';

/** By the slot of the warning: time to plan, pressing, or the day before. */
export function urgencyOf(slot: string): Urgency {
  if (slot === '-1d') return 'last';
  return slot === '-14d' || slot === '-7d' ? 'urgent' : 'plan';
}
