// Reviews of a course's nominations: which panel it has, who is asked, and who is told when somebody is lacking.
import { addDays, instantAt, localDate } from '#exchange/local-time.ts';
import { criteria, toHundred, type Weights } from '#exchange/scoring.ts';
import type { Course } from '#store/records/courses.ts';
import type { Panel } from '#store/records/panels.ts';
import type { Assigned } from '#store/records/reviews.ts';
import type { Records } from '#store/store.ts';
import type { Answer } from './answer.ts';
import { holdersOf } from './holders.ts';
import { hubSetting } from './hub-setting.ts';

/** What the hub's settings weigh, brought to a hundred. */
export async function defaultWeights(records: Pick<Records, 'settings'>): Promise<Weights> {
  const entries: (readonly [string, number])[] = [];
  for (const one of criteria) entries.push([one, await hubSetting(records, `review.${one}`)]);
  return toHundred(Object.fromEntries(entries) as Weights);
}

/** The panel that the course has, or would have by the hub's settings. */
export async function panelOrDefault(
  records: Pick<Records, 'panels' | 'settings'>,
  course: Course,
  now: number,
): Promise<Panel> {
  const kept = await records.panels.of(course.id);
  if (kept) return kept;
  const from = Math.max(now, course.nominationDeadline);
  return {
    course: course.id,
    weights: await defaultWeights(records),
    due: addDays(localDate(from, course.zone), await hubSetting(records, 'review.due')),
    closedAt: undefined,
  };
}

/** The end of the panel's last day, where the course is. */
export function reviewsEnd({ due }: Pick<Panel, 'due'>, { zone }: Pick<Course, 'zone'>): number {
  return instantAt(addDays(due, 1), '00:00', zone);
}

/** Gives nominations the reviewers that they lack, and tells both those who are asked and, once a day, who is lacking. */
export async function askReviewers(
  records: Records,
  course: Course,
  now: number,
): Promise<readonly Answer[]> {
  const spread = await hubSetting(records, 'review.spread');
  return toldOfAssigned(records, course, await records.reviews.assign(course.id, spread), now);
}

/** Each reviewer once a day at most, however many nominations come to them. */
export async function toldOfAssigned(
  records: Records,
  course: Course,
  { assigned, lacking }: Assigned,
  now: number,
): Promise<readonly Answer[]> {
  const today = localDate(now, course.zone);
  const asked = [...new Set(assigned.map(({ reviewer }) => reviewer))];
  const coordinators = lacking.length > 0 ? await holdersOf(records, 'coordinator', { now }) : [];
  return [
    ...asked.map((tell) => ({
      tell,
      message: 'select/assigned',
      facts: { course: course.id },
      key: `review asked · ${course.id} · ${today}`,
    })),
    ...coordinators.map((tell) => ({
      tell,
      message: 'select/lacking',
      facts: { course: course.id, lacking: lacking.length },
      key: `review lacking · ${course.id} · ${today}`,
    })),
  ];
}
