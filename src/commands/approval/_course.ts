// Which course the gate is asked about, in which states, and who may write its papers.
import type { Answer } from '#bot/answer.ts';
import type { Asker, Desk } from '#bot/command.ts';
import type { RawValues } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { askCourse, givenText } from '#bot/record-fields.ts';
import { command, value } from '#bot/text.ts';
import { type CourseState, openedStates } from '#exchange/course.ts';
import { localDate } from '#exchange/local-time.ts';
import type { Course } from '#store/records/courses.ts';
import type { Key } from './words.ts';

/** Until it begins, its papers may be written and decided on. */
export const gateStates = [
  'proposed',
  'gated',
  'approved',
  ...openedStates,
  'on-hold',
] as const satisfies readonly CourseState[];

export const askGateCourse = askCourse(gateStates);

/** The course that was named before anything has been read. */
export async function courseGiven(given: RawValues, desk: Desk<Key>): Promise<Course | undefined> {
  const typed = givenText(given, 'course')?.trim();
  if (!typed) return undefined;
  const known = await desk.records.courses.byId(typed);
  if (known) return known;
  const [only, ...others] = await desk.records.courses.search(typed, { most: 2 });
  return others.length === 0 ? only : undefined;
}

export function refuseUnseen(desk: Desk<Key>): Answer {
  return desk.refuse('refused.gone', { command: command('course list') });
}

/** Why its papers are not written now; undefined when they may be. */
export function refusedByState(desk: Desk<Key>, course: Course): Answer | undefined {
  if (gateStates.some((state) => state === course.state)) return undefined;
  return desk.refuse('refused.state', {
    title: value(course.title),
    state: desk.house(`courseState.${course.state}`),
  });
}

/** A brief is written by the coordinator, or by the liaison officers of the organisation that proposed the course. */
export function mayWriteBrief(asker: Pick<Asker, 'grants'>, course: Pick<Course, 'organisation'>): boolean {
  return hasRole(asker, 'coordinator') || hasRole(asker, 'liaison', course.organisation);
}

/** The day it is by the calendar that the gate goes by. */
export function todayAt(course: Pick<Course, 'zone'>, now: number): string {
  return localDate(now, course.zone);
}
