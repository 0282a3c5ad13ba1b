// Moves a course along its main line, a step at a time, so that each step stands in the record.
import type { GatePass } from '#exchange/approval.ts';
import { type CourseState, mayMove, stepsTo } from '#exchange/course.ts';
import type { Course } from '#store/records/courses.ts';
import { Conflict, type Records } from '#store/store.ts';

/** Throws Conflict when somebody else moved it in between, or it is past the goal; nothing is kept then. */
export async function moveThrough(
  records: Records,
  course: Course,
  goal: CourseState,
  pass?: GatePass,
): Promise<Course> {
  let at = course;
  for (const step of stepsTo(course.state, goal) ?? [goal]) {
    const moved = mayMove(at.state, step)
      ? await records.courses.move(course.id, [at.state], step, undefined, pass)
      : undefined;
    if (!moved) throw new Conflict(`The course ${course.id} was moved by somebody else.`);
    at = moved;
  }
  return at;
}
