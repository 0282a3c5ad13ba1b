// Who may follow the feedback on a course: counts while it is open, the summary once it has closed (product §8b).
import type { Asker } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import type { Role } from '#exchange/people.ts';
import type { Course } from '#store/records/courses.ts';

/** Whoever may have a course to follow. */
export const followers = [
  'coordinator',
  'oversight',
  'manager',
  'liaison',
] as const satisfies readonly Role[];

/** Among the courses that the asker can see: coordinators, oversight and managers all, a liaison officer their own. */
export function mayFollow(asker: Pick<Asker, 'grants'>, course: Course): boolean {
  return mayFollowAll(asker) || hasRole(asker, 'liaison', course.organisation);
}

export function mayFollowAll(asker: Pick<Asker, 'grants'>): boolean {
  return (['coordinator', 'oversight', 'manager'] as const).some((role) => hasRole(asker, role));
}

/** Whoever may have a course about which they open questionnaires. */
export const openers = ['coordinator', 'courseManager'] as const satisfies readonly Role[];

export function mayOpenFor(asker: Pick<Asker, 'grants'>, course: Pick<Course, 'id'>): boolean {
  return hasRole(asker, 'coordinator') || hasRole(asker, 'courseManager', course.id);
}

/** Whoever opens them is told how many have answered, too. */
export const counters = [...followers, 'courseManager'] as const satisfies readonly Role[];

export function mayCount(asker: Pick<Asker, 'grants'>, course: Course): boolean {
  return mayFollow(asker, course) || mayOpenFor(asker, course);
}

/** The response rate in whole per cent; undefined when nobody was asked. */
export function percent(part: number, whole: number): number | undefined {
  return whole > 0 ? Math.round((100 * part) / whole) : undefined;
}
