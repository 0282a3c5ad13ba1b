// The model of placings: waiting nominations that end because their nominee is placed in another course.
import { isWaiting } from '#exchange/nomination.ts';
import type { PlacingRecords } from '#store/records/placings.ts';
import { by, kept, type ModelContext } from './model-state.ts';

const waiting = ['submitted', 'eligible', 'vetted', 'scored', 'reserve'];

export function placingModel(context: ModelContext): PlacingRecords {
  const { nominations, courses } = context.state;
  return {
    settle: async (given, all) => {
      const course = kept(given);
      const settled: string[] = [];
      for (const [placedIn, some] of Map.groupBy(all, (one) => one.placedIn)) {
        const rows = [...nominations.values()]
          .filter((row) => row.course === course && waiting.includes(row.state))
          .filter((row) => some.some(({ id }) => kept(id) === row.id))
          .sort(by((row) => row.id));
        for (const row of rows) {
          context.put('nominations', row.id, { ...row, state: 'not-selected', placedIn });
          context.audit('nomination.place', row.id, { course: given, placedIn });
          settled.push(row.id);
        }
      }
      const row = courses.get(course);
      if (settled.length > 0 && row) {
        const waits = [...nominations.values()]
          .filter((one) => one.course === course && isWaiting(one.state))
          .map((one) => one.createdAt);
        const waitingSince = waits.length === 0 ? null : Math.min(...waits);
        context.put('courses', course, { ...row, waitingSince });
      }
      return settled;
    },
  };
}
