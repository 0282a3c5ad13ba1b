// Seats: granted by one function and given back by another, always by conditional updates, never by read-then-write.
import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import { courseStates } from '#exchange/course.ts';
import { nominationStates, seatDecision } from '#exchange/nomination.ts';
import type { RecordContext } from './context.ts';

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

/** Takes one seat; false when none is left or the course seats nobody any more. */
export async function takeSeat({ db, tables: { courses } }: RecordContext, course: string): Promise<boolean> {
  const taken = await db
    .update(courses)
    .set({ granted: sql`${courses.granted} + 1` })
    .where(
      and(
        eq(courses.id, course),
        lt(courses.granted, courses.seats),
        inArray(courses.state, [...seatingStates]),
      ),
    )
    .returning({ id: courses.id });
  return taken.length > 0;
}

export async function returnSeat({ db, tables: { courses } }: RecordContext, course: string): Promise<void> {
  await db
    .update(courses)
    .set({ granted: sql`${courses.granted} - 1` })
    .where(and(eq(courses.id, course), gt(courses.granted, 0)));
}
