// What has to be done before a course and is not proved yet: the nominee is reminded, and whoever runs the course sees the list.
import type { Answer } from '#bot/answer.ts';
import { criteriaOf, verdictsOf } from '#bot/eligibility.ts';
import { holdersOf } from '#bot/holders.ts';
import { prerequisiteReminder } from '#exchange/prerequisite-reminders.ts';
import type { Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Records } from '#store/store.ts';

/** Whoever is no longer in question is not reminded. */
const inQuestion = ['submitted', 'scored', 'selected', 'reserve', 'offered', 'accepted'];

export async function prerequisiteAnswers(
  { records, now }: Sweep,
  course: Course,
  nominations: readonly Nomination[],
): Promise<readonly Answer[]> {
  const reminder = prerequisiteReminder(course, now);
  if (!reminder || (await criteriaOf(records, course.id)).prerequisite === undefined) return [];
  const unproved = await withoutProof(records, course, nominations, now);
  if (unproved.length === 0) return [];
  const managers = await holdersOf(records, 'courseManager', { scope: course.id, now });
  const runs = managers.length > 0 ? managers : [course.proposedBy];
  const { slot, tooLateAt } = reminder;
  const key = `prerequisite · ${course.id} · ${course.startsOn} · ${slot}`;
  return [
    ...unproved.map(({ id, nominee }) => ({
      tell: nominee,
      message: 'eligibility/prerequisite',
      facts: { nomination: id },
      key,
      tooLateAt,
    })),
    ...runs.map((tell) => ({
      tell,
      message: 'eligibility/prerequisites',
      facts: { course: course.id },
      key: `${key} · list`,
      tooLateAt,
    })),
  ];
}

export async function withoutProof(
  records: Records,
  course: Course,
  nominations: readonly Nomination[],
  now: number,
): Promise<readonly Nomination[]> {
  const open = nominations.filter(({ state }) => inQuestion.includes(state));
  const verdicts = await verdictsOf(records, course, open, now);
  return open.filter(({ id }) => (verdicts.get(id) ?? []).some(({ rule }) => rule === 'prerequisite'));
}
