// Who sees to a course while it runs: its managers; where there are none, whoever proposed it, or who can stand in for them.
import type { Course } from '#store/records/courses.ts';
import type { Records } from '#store/store.ts';
import { holdersOf } from './holders.ts';
import { hasRunOut } from './standing.ts';

export async function courseRunners(
  records: Pick<Records, 'people' | 'deputies'>,
  course: Pick<Course, 'id' | 'proposedBy' | 'organisation'>,
  now: number,
): Promise<readonly string[]> {
  const managers = await holdersOf(records, 'courseManager', { scope: course.id, now });
  return managers.length > 0 ? managers : courseProposers(records, course, now);
}

/** The proposer; when they have left, the liaison officers of their organisation, or else the coordinators. */
export async function courseProposers(
  records: Pick<Records, 'people' | 'deputies'>,
  course: Pick<Course, 'proposedBy' | 'organisation'>,
  now: number,
): Promise<readonly string[]> {
  const proposer = await records.people.byId(course.proposedBy);
  if (proposer?.membership === 'confirmed' && !hasRunOut(proposer, now)) return [proposer.id];
  const liaisons = await holdersOf(records, 'liaison', { scope: course.organisation, now });
  return liaisons.length > 0 ? liaisons : holdersOf(records, 'coordinator', { now });
}
