// Seats and waiting: what nominations change of their course, always by conditional updates, never by read-then-write.
import { and, eq, gt, inArray, isNull, lt, min, or, sql } from 'drizzle-orm';
import type { GatePass } from '#exchange/approval.ts';
import { courseStates } from '#exchange/course.ts';
import { nominationStates, seatDecision, waitingStates } from '#exchange/nomination.ts';
import { given, prepared } from '../connection.ts';
import type { RecordContext } from './context.ts';
import { isPassed } from './decisions.ts';
import { holdCourse } from './hold-course.ts';

/** A question that the rule answers with yes; each list below is what the rule leaves of one part of it. */
const grantable = {
  capacity: 1,
  granted: 0,
  courseState: 'call-open',
  nominationState: 'submitted',
  gateOpen: true,
  now: 0,
  courseStart: 1,
} as const;

const seatingStates = courseStates.filter((courseState) => seatDecision({ ...grantable, courseState }).grant);

/** From these a nomination may be granted a seat. */
export const grantableStates = nominationStates.filter(
  (nominationState) => seatDecision({ ...grantable, nominationState }).grant,
);

/** Takes one seat; false when none is left, the course seats nobody any more, or what the pass was given for has ended. */
export async function takeSeat(context: RecordContext, course: string, pass: GatePass): Promise<boolean> {
  const { courses } = context.tables;
  await holdCourse(context.connection).execute({ course });
  const taken = await context.db
    .update(courses)
    .set({ granted: sql`${courses.granted} + 1` })
    .where(
      and(
        eq(courses.id, course),
        lt(courses.granted, courses.seats),
        inArray(courses.state, [...seatingStates]),
        isPassed(context, pass),
      ),
    )
    .returning({ id: courses.id });
  return taken.length > 0;
}

/** Whether what the pass was given for stands, and stands until the end of the transaction. */
export async function standsStill(context: RecordContext, course: string, pass: GatePass): Promise<boolean> {
  const { courses } = context.tables;
  await holdCourse(context.connection).execute({ course });
  const standing = await context.db
    .select({ id: courses.id })
    .from(courses)
    .where(and(eq(courses.id, course), isPassed(context, pass)));
  return standing.length > 0;
}

/** Notes on the course that somebody waits for an answer since then, unless somebody has waited for longer. */
export async function noteWaiting(
  { connection }: RecordContext,
  course: string,
  since: number,
): Promise<void> {
  await waitSince(connection).execute({ course, since });
}

/**
 * Looks anew who has waited longest, after one has been answered. The course is held before, so that on PostgreSQL
 * nobody who is being nominated meanwhile is overlooked: they come to the course after this.
 */
export async function noteAnswered({ connection }: RecordContext, course: string): Promise<void> {
  await holdCourse(connection).execute({ course });
  await waitAnew(connection).execute({ course });
}

const waitSince = prepared(({ db, tables: { courses } }) =>
  db
    .update(courses)
    .set({ waitingSince: sql`${given(courses.waitingSince, 'since')}` })
    .where(
      and(
        eq(courses.id, given(courses.id, 'course')),
        or(isNull(courses.waitingSince), gt(courses.waitingSince, given(courses.waitingSince, 'since'))),
      ),
    )
    .prepare('course_waits'),
);

const waitAnew = prepared(({ db, tables: { courses, nominations } }) => {
  const longest = db
    .select({ since: min(nominations.createdAt) })
    .from(nominations)
    .where(
      and(
        eq(nominations.course, given(nominations.course, 'course')),
        inArray(nominations.state, [...waitingStates]),
      ),
    );
  return db
    .update(courses)
    .set({ waitingSince: sql`${longest}` })
    .where(eq(courses.id, given(courses.id, 'course')))
    .prepare('course_waits_anew');
});

export async function returnSeat({ db, tables: { courses } }: RecordContext, course: string): Promise<void> {
  await db
    .update(courses)
    .set({ granted: sql`${courses.granted} - 1` })
    .where(and(eq(courses.id, course), gt(courses.granted, 0)));
}
