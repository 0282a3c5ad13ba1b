// Which courses have seats to share, and why a course has none now.
import type { Answer } from '#bot/answer.ts';
import type { Desk } from '#bot/command.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, instant, value } from '#bot/text.ts';
import type { CourseState } from '#exchange/course.ts';
import type { Course } from '#store/records/courses.ts';
import type { Key } from './words.ts';

/** From the close of the call until the plan is confirmed. */
export const sharingStates = ['call-closed', 'selecting'] as const satisfies readonly CourseState[];

/** Those with a plan, or about to have one. */
export const askPlannedCourse = askCourse([...sharingStates, 'call-open', 'confirmed']);

export function refuseUnseen(desk: Desk<Key>): Answer {
  return desk.refuse('gone');
}

/** Undefined while seats can be shared. */
export function refusedByState(desk: Desk<Key>, course: Course): Answer | undefined {
  if (sharingStates.some((state) => state === course.state)) return undefined;
  const title = value(course.title);
  if (course.state === 'call-open') {
    return desk.refuse('propose.callOpen', {
      title,
      deadline: [instant(course.nominationDeadline, course.zone)],
      edit: command('course edit'),
    });
  }
  return desk.refuse('propose.state', { title, state: desk.house(`courseState.${course.state}`) });
}
