// Holds a course until the end of the transaction, so that on PostgreSQL what is looked at next is as it stays.
import { eq, sql } from 'drizzle-orm';
import { given, prepared } from '../connection.ts';

/** Before any decision on it is changed or asked for: course before decision, so that two at once wait and never lock each other out. */
export const holdCourse = prepared(({ db, tables: { courses } }) =>
  db
    .update(courses)
    .set({ waitingSince: sql`${courses.waitingSince}` })
    .where(eq(courses.id, given(courses.id, 'course')))
    .prepare('course_hold'),
);
