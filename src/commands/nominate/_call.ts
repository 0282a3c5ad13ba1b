// Whether a call takes somebody now: open, late, or not at all, with the reason.
import type { Answer } from '#bot/answer.ts';
import type { Desk } from '#bot/command.ts';
import { value } from '#bot/text.ts';
import { type GatePass, gate } from '#exchange/approval.ts';
import { type CourseState, courseStart } from '#exchange/course.ts';
import type { Course } from '#store/records/courses.ts';
import type { Key } from './words.ts';

/** Product §5.10: after the deadline, until people are selected or the course begins, the hub alone sees who comes late. */
export const takingStates = ['call-open', 'call-closed'] as const satisfies readonly CourseState[];

export function takesNominees({ state, ...course }: Course, now: number): boolean {
  return takingStates.some((one) => one === state) && now < courseStart(course);
}

/** A call that lies behind, in a course that still takes whoever comes late. */
export function isLateFor({ nominationDeadline }: Course, now: number): boolean {
  return now >= nominationDeadline;
}

/** Why the call takes nobody now. */
export async function callRefusal(course: Course, desk: Desk<Key>): Promise<Answer | undefined> {
  const call = await callOf(course, desk);
  return 'closed' in call ? call.closed : undefined;
}

/** With what somebody may be invited now, or why nobody is. */
export async function callOf(
  course: Course,
  desk: Desk<Key>,
): Promise<{ readonly pass: GatePass } | { readonly closed: Answer }> {
  const title = value(course.title);
  if (!takesNominees(course, desk.now)) {
    const state = desk.house(`courseState.${course.state}`);
    return { closed: desk.refuse('add.notOpen', { title, state }) };
  }
  // Papers may run out while a call is open: nobody is invited then.
  const asked = gate(course, await desk.records.clearances.of(course.id), desk.now);
  return asked.open ? { pass: asked.pass } : { closed: desk.refuse('add.gate', { title }) };
}
