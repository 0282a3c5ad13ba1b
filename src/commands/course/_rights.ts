// Who may run a course: the coordinator, and the liaison officers of the organisation that proposed it; its manager marks who came.
import type { Answer } from '#bot/answer.ts';
import type { Asker, Desk } from '#bot/command.ts';
import type { RawValues } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { givenText } from '#bot/record-fields.ts';
import { command, value } from '#bot/text.ts';
import type { CourseState } from '#exchange/course.ts';
import type { Course } from '#store/records/courses.ts';
import type { Key } from './words.ts';

export function mayRun(asker: Pick<Asker, 'grants'>, course: Pick<Course, 'organisation'>): boolean {
  return hasRole(asker, 'coordinator') || hasRole(asker, 'liaison', course.organisation);
}

/** Attendance is also marked, and certificates are also issued, by whoever manages the course. */
export const attendanceMarkers = ['liaison', 'coordinator', 'courseManager'] as const;

export function mayMarkAttendance(
  asker: Pick<Asker, 'grants'>,
  course: Pick<Course, 'id' | 'organisation'>,
): boolean {
  return mayRun(asker, course) || hasRole(asker, 'courseManager', course.id);
}

export async function refusalToMark(
  desk: Desk<Key>,
  course: Course,
  states: readonly CourseState[],
): Promise<Answer | undefined> {
  if (!mayMarkAttendance(desk.asker, course)) {
    const organisation = await desk.records.organisations.byId(course.organisation);
    return desk.refuse('attendance.notYours', {
      title: value(course.title),
      organisation: value(organisation?.name ?? ''),
    });
  }
  return refusalOfState(desk, course, states);
}

/** Why the asker may not run it, or not in the state it is in; undefined when they may. */
export async function refusalToRun(
  desk: Desk<Key>,
  course: Course,
  states: readonly CourseState[],
): Promise<Answer | undefined> {
  if (!mayRun(desk.asker, course)) {
    const organisation = await desk.records.organisations.byId(course.organisation);
    return desk.refuse('refused.notYours', {
      title: value(course.title),
      organisation: value(organisation?.name ?? ''),
    });
  }
  return refusalOfState(desk, course, states);
}

function refusalOfState(desk: Desk<Key>, course: Course, states: readonly CourseState[]): Answer | undefined {
  if (states.includes(course.state)) return undefined;
  return desk.refuse('refused.state', {
    title: value(course.title),
    state: desk.house(`courseState.${course.state}`),
  });
}

/** Whoever may not see a course is told nothing of it, not even that it exists. */
export function refuseUnseen(desk: Desk<Key>): Answer {
  return desk.refuse('refused.gone', { command: command('course list') });
}

/** The course that was named before anything has been read: by its id, or by as much of its title as is unique. */
export async function courseGiven(given: RawValues, desk: Desk<Key>): Promise<Course | undefined> {
  const typed = givenText(given, 'course')?.trim();
  if (!typed) return undefined;
  const known = await desk.records.courses.byId(typed);
  if (known) return known;
  const [only, ...others] = await desk.records.courses.search(typed, { most: 2 });
  return others.length === 0 ? only : undefined;
}
