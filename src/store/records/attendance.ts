// Attendance: who came, as the proposing liaison marked it; personal, as nominations are.
import { and, asc, eq, ne } from 'drizzle-orm';
import { maySeeNomination } from '#exchange/disclosure.ts';
import type { RecordContext } from './context.ts';
import type { NominationRecords } from './nominations.ts';

export function attendanceRecords(context: RecordContext): Pick<NominationRecords, 'mark' | 'attendance'> {
  return {
    async mark(course, person, mark, by) {
      const { attendance } = context.tables;
      const marked = { mark, markedBy: by, markedAt: context.now };
      await context.db
        .insert(attendance)
        .values({ course, person, ...marked })
        .onConflictDoUpdate({ target: [attendance.course, attendance.person], set: marked });
      context.audit('course.attendance', course, { person, mark, by });
    },

    async attendance(course) {
      const { attendance, courses, nominations } = context.tables;
      const rows = await context.db
        .select({
          person: attendance.person,
          mark: attendance.mark,
          organisation: nominations.organisation,
          state: nominations.state,
          organiser: courses.organisation,
        })
        .from(attendance)
        .innerJoin(courses, eq(courses.id, attendance.course))
        .leftJoin(
          nominations,
          and(
            eq(nominations.course, attendance.course),
            eq(nominations.nominee, attendance.person),
            ne(nominations.state, 'withdrawn'),
          ),
        )
        .where(eq(attendance.course, course))
        .orderBy(asc(attendance.person));
      return rows
        .filter(({ person, organisation, state, organiser }) =>
          maySeeNomination(context.viewer, {
            nominee: person,
            organisation: organisation ?? '',
            state: state ?? 'withdrawn',
            organiser,
            course,
          }),
        )
        .map(({ person, mark }) => ({ person, mark }));
    },
  };
}
