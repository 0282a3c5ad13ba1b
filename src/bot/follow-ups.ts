// Which follow-ups wait for somebody: on their own commitments, and on those that people of theirs have shared with them.
import { courseEnd } from '#exchange/course.ts';
import { followUpWindow, isOpenAt, openForDays, type Stage, type Window } from '#exchange/follow-up.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import type { Commitment } from '#store/records/commitments.ts';
import type { Course } from '#store/records/courses.ts';
import type { Records } from '#store/store.ts';

export interface WaitingFollowUp {
  readonly course: Course;
  /** Whose commitments they are. */
  readonly person: string;
  readonly stage: Stage;
  readonly window: Window;
  readonly commitments: readonly Commitment[];
}

type Reading = Pick<Records, 'commitments' | 'followUps' | 'courses'>;

/** Of a course that was called off, or stands still, nobody is asked anything. */
export function isFollowedUp({ state }: Pick<Course, 'state'>): boolean {
  return state === 'delivered' || state === 'evaluating' || state === 'closed';
}

export function windowOf(course: Course, stage: Stage): Window {
  return followUpWindow(courseEnd(course), stage, course.zone);
}

/** What somebody can answer now on commitments of their own, the first to close first. */
export async function ownFollowUps(
  records: Reading,
  person: string,
  now: number,
): Promise<readonly WaitingFollowUp[]> {
  return waitingOf(records, await records.commitments.list({ person }), ['90d', '180d'], now);
}

/** What a manager can answer now on people of their organisation who agree. Nobody answers for themselves. */
export async function staffFollowUps(
  records: Reading,
  manager: { readonly id: string; readonly organisation: string },
  now: number,
): Promise<readonly WaitingFollowUp[]> {
  const { organisation } = manager;
  const shared = (await records.commitments.list({ organisation, endsFrom: longAgo(now) })).filter(
    (one) => one.shared && one.person !== manager.id,
  );
  return waitingOf(records, shared, ['100d'], now);
}

/** Before this day, ended courses ask managers nothing any more. */
function longAgo(now: number): string {
  return addDays(localDate(now, 'UTC'), -(100 + openForDays + 2));
}

async function waitingOf(
  records: Reading,
  commitments: readonly Commitment[],
  stages: readonly Stage[],
  now: number,
): Promise<readonly WaitingFollowUp[]> {
  const waiting: WaitingFollowUp[] = [];
  const courses = await records.courses.byIds([...new Set(commitments.map((one) => one.course))]);
  for (const course of courses) {
    const open = stages.filter((stage) => isOpenAt(windowOf(course, stage), now));
    if (open.length === 0 || !isFollowedUp(course)) continue;
    const answered = await records.followUps.list({ course: course.id });
    const ofCourse = commitments.filter((one) => one.course === course.id);
    for (const [person, theirs] of Map.groupBy(ofCourse, (one) => one.person))
      for (const stage of open)
        if (!answered.some((one) => one.person === person && one.stage === stage))
          waiting.push({ course, person, stage, window: windowOf(course, stage), commitments: theirs });
  }
  return waiting.toSorted(
    (one, other) => one.window.closesAt - other.window.closesAt || (one.course.id < other.course.id ? -1 : 1),
  );
}
