// Which course a selection is about, in which states, and who reviews.
import type { Answer } from '#bot/answer.ts';
import type { Desk } from '#bot/command.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, value } from '#bot/text.ts';
import type { CourseState } from '#exchange/course.ts';
import type { Role } from '#exchange/people.ts';
import type { Course } from '#store/records/courses.ts';
import type { Key } from './words.ts';

/** From when it is proposed until its seats are confirmed, a course may have a panel. */
const panelStates = [
  'proposed',
  'gated',
  'approved',
  'call-open',
  'call-closed',
  'selecting',
  'on-hold',
] as const satisfies readonly CourseState[];

/** Somebody may want to look at how it was selected for long afterwards. */
const lookedAtStates = [
  ...panelStates,
  'confirmed',
  'running',
  'delivered',
  'evaluating',
  'closed',
] as const satisfies readonly CourseState[];

export const askPanelCourse = askCourse(panelStates);

export const askSelectedCourse = askCourse(lookedAtStates);

/** Who may be named a reviewer: they know the matter, or answer for the exchange. */
export const reviewingRoles = [
  'expert',
  'coordinator',
  'instructor',
  'courseManager',
] as const satisfies readonly Role[];

export function refuseUnseen(desk: Desk<Key>): Answer {
  return desk.refuse('refused.gone', { command: command('course list') });
}

/** Why its panel is not changed now; undefined when it may be. */
export function refusedByState(desk: Desk<Key>, course: Course): Answer | undefined {
  if (panelStates.some((state) => state === course.state)) return undefined;
  return desk.refuse('refused.state', {
    title: value(course.title),
    state: desk.house(`courseState.${course.state}`),
  });
}

/** The course's living card shows the weights. */
export function cardOf(course: Pick<Course, 'id'>): Answer {
  return { revise: `course/card · ${course.id}` };
}
