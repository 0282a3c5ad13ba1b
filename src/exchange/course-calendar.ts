// What the clock does to a course: the call closes, the course begins, the course ends.
import { type CourseState, courseEnd, courseStart } from './course.ts';

/** What of a course the clock looks at. Dates are ISO, local to `zone`; the deadline in epoch ms. */
export interface CourseDates {
  state: CourseState;
  startsOn: string;
  endsOn: string;
  zone: string;
  nominationDeadline: number;
}

export type ClockStep = 'close-call' | 'start' | 'end';

/** The next step that has fallen due at `now` (epoch ms); asked again after each until none is left. */
export function clockStep(course: CourseDates, now: number): ClockStep | undefined {
  switch (course.state) {
    case 'call-open':
      return now >= Math.min(course.nominationDeadline, courseStart(course)) ? 'close-call' : undefined;
    case 'call-closed':
    case 'selecting':
    case 'confirmed':
      return now >= courseStart(course) ? 'start' : undefined;
    case 'running':
      return now >= courseEnd(course) ? 'end' : undefined;
    default:
      return undefined;
  }
}

/** Where a course on hold resumes: as far as its dates have come; undefined when they are over. */
export function resumesIn(
  course: Omit<CourseDates, 'state'>,
  now: number,
  isSharedOut = false,
): 'call-open' | 'call-closed' | 'confirmed' | 'running' | undefined {
  if (now >= courseEnd(course)) return undefined;
  if (now >= courseStart(course)) return 'running';
  // What has been promised to people stays promised.
  if (isSharedOut) return 'confirmed';
  return now >= course.nominationDeadline ? 'call-closed' : 'call-open';
}

/** Handed in, and not announced. */
export const unpublishedStates = ['proposed', 'gated', 'approved'] as const satisfies readonly CourseState[];

/** Its days have come, and it was never announced: it has to be given others, or called off. */
export function isNeverPublished(
  course: Pick<CourseDates, 'state' | 'startsOn' | 'endsOn' | 'zone'>,
  now: number,
): boolean {
  return (
    unpublishedStates.some((state) => state === course.state) &&
    now >= courseStart(course) &&
    now < courseEnd(course)
  );
}
