// Whom the gate tells: whoever decides, and those whose course it is.
import type { Answer } from '#bot/answer.ts';
import { holdersOf } from '#bot/holders.ts';
import { courseEnd, courseStart } from '#exchange/course.ts';
import type { Course } from '#store/records/courses.ts';
import type { Records } from '#store/store.ts';
import { markOf, type Standing } from './_standing.ts';

/** The holders of the office that the grade names are asked to decide; each content once, whatever happens in between. */
export async function tellDeciders(
  records: Records,
  standing: Standing,
  now: number,
): Promise<readonly Answer[]> {
  const { course, office } = standing;
  if (!office) return [];
  const holders = await holdersOf(records, 'approver', { scope: office, now });
  return holders.map((tell) => ({
    tell,
    message: 'approval/waiting',
    facts: { course: course.id },
    key: `approval waits · ${course.id} · ${markOf(standing)} · ${now}`,
    tooLateAt: courseStart(course),
  }));
}

/** Whoever runs the course: its proposer, the coordinators, its course managers. */
export async function runnersOf(records: Records, course: Course, now: number): Promise<readonly string[]> {
  const people = [
    ...(await holdersOf(records, 'coordinator', { now })),
    ...(await holdersOf(records, 'courseManager', { scope: course.id, now })),
  ];
  return [...new Set([course.proposedBy, ...people])];
}

/** That an approval has ended with a change of what it approved. */
export async function tellOfVoiding(
  records: Records,
  course: Course,
  by: string | undefined,
  now: number,
): Promise<readonly Answer[]> {
  const deciders = await holdersOf(records, 'approver', { now });
  const told = new Set([...(await runnersOf(records, course, now)), ...deciders]);
  return [...told]
    .filter((person) => person !== by)
    .map((tell) => ({
      tell,
      message: 'approval/voided',
      facts: { course: course.id },
      key: `approval voided · ${course.id} · ${now}`,
      tooLateAt: courseEnd(course),
    }));
}

/** The living card of a course in the channels, which shows its state. */
export function cardRevision(course: Course): Answer {
  return { revise: `course/card · ${course.id}` };
}
