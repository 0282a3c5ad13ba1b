// The states of a course in which each thing can be done to it.
import { type CourseState, courseStates, isOver, mayMove, openedStates } from '#exchange/course.ts';

/** Handed in, and not announced yet. */
export const waitingStates = ['proposed', 'gated', 'approved'] as const satisfies readonly CourseState[];

/** Until it begins, what was proposed may be changed. */
export const changeableStates = [
  'draft',
  ...waitingStates,
  ...openedStates,
  'on-hold',
] as const satisfies readonly CourseState[];

export const cancellableStates: readonly CourseState[] = courseStates.filter((state) =>
  mayMove(state, 'cancelled'),
);

/** Attendance is marked by day while the course runs, and until feedback has been asked. */
export const attendedStates = ['running', 'delivered'] as const satisfies readonly CourseState[];

/** Not over, and not past their last day. */
export const aheadStates: readonly CourseState[] = courseStates.filter(
  (state) => !isOver(state) && state !== 'delivered' && state !== 'evaluating',
);

/** The name under which the living cards of a course are posted. */
export function cardOf(course: string): string {
  return `course/card · ${course}`;
}
