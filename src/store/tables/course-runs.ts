// The table of runs: with which earlier course one is compared, where somebody has said so.
import type { Columns } from '../columns.ts';
import type { CourseTables } from './courses.ts';

export function courseRunTables(columns: Columns, { courses }: CourseTables) {
  const { table, text, instant } = columns;

  const courseRuns = table('course_runs', {
    course: text()
      .primaryKey()
      .references(() => courses.id),
    // Null: with none.
    previous: text().references(() => courses.id),
    changedAt: instant('changed_at').notNull(),
  });

  return { courseRuns };
}
