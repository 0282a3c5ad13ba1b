// Placings: nominations for courses side by side that end because their nominee is placed in another of them.
import { and, eq, inArray } from 'drizzle-orm';
import type { RecordContext } from './context.ts';
import { grantableStates, noteAnswered } from './seats.ts';

export interface PlacingRecords {
  /**
   * Ends these nominations for a course, as far as they wait and nobody has selected them: each with the course in which its
   * nominee is placed instead. Says which.
   */
  settle(
    course: string,
    nominations: readonly { readonly id: string; readonly placedIn: string }[],
  ): Promise<readonly string[]>;
}

const unselected = grantableStates.filter((state) => state !== 'selected');

export function placingRecords(context: RecordContext): PlacingRecords {
  return {
    async settle(course, all) {
      const { nominations } = context.tables;
      const settled: string[] = [];
      for (const [placedIn, some] of Map.groupBy(all, (one) => one.placedIn)) {
        const rows = await context.db
          .update(nominations)
          .set({ state: 'not-selected', placedIn })
          .where(
            and(
              eq(nominations.course, course),
              inArray(
                nominations.id,
                some.map(({ id }) => id),
              ),
              inArray(nominations.state, [...unselected]),
            ),
          )
          .returning({ id: nominations.id });
        for (const { id } of rows.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
          context.audit('nomination.place', id, { course, placedIn });
          settled.push(id);
        }
      }
      if (settled.length > 0) await noteAnswered(context, course);
      return settled;
    },
  };
}
