// Runs: with which earlier course one is compared, where somebody has said so.
import { eq } from 'drizzle-orm';
import type { RecordContext } from './context.ts';
import { seesCourse } from './eyes.ts';

export interface CourseRunRecords {
  /** In place of what was said before; null: with none. */
  compare(course: string, previous: string | null): Promise<void>;
  /** As its title says, again; false when nothing had been said. */
  forget(course: string): Promise<boolean>;
  /** Null: with none. Undefined where nothing was said, and where the viewer does not see the course. */
  comparedWith(course: string): Promise<string | null | undefined>;
}

export function courseRunRecords(context: RecordContext): CourseRunRecords {
  return {
    async compare(course, previous) {
      const { courseRuns } = context.tables;
      const said = { previous, changedAt: context.now };
      await context.db
        .insert(courseRuns)
        .values({ course, ...said })
        .onConflictDoUpdate({ target: courseRuns.course, set: said });
      context.audit('course.compare', course, { previous });
    },

    async forget(course) {
      const { courseRuns } = context.tables;
      const gone = await context.db
        .delete(courseRuns)
        .where(eq(courseRuns.course, course))
        .returning({ course: courseRuns.course });
      if (gone.length > 0) context.audit('course.compare-anew', course, {});
      return gone.length > 0;
    },

    async comparedWith(course) {
      const { courseRuns } = context.tables;
      if (!(await seesCourse(context, course))) return undefined;
      const [row] = await context.db
        .select({ previous: courseRuns.previous })
        .from(courseRuns)
        .where(eq(courseRuns.course, course));
      return row?.previous;
    },
  };
}
