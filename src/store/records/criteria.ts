// Criteria: what a course asks of whoever comes; seen by whoever sees the course.
import { type Criteria, noCriteria } from '#exchange/eligibility.ts';
import { amongIds, idsIn, placesFor, preparedFor } from '../connection.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { visibleByIds } from './eyes.ts';

export interface CriteriaRecords {
  /** Of those of these courses that have said something, by id; the others have `noCriteria`. */
  of(courses: readonly string[]): Promise<ReadonlyMap<string, Criteria>>;
  /** Keeps what the course asks now in place of what it asked. */
  set(course: string, criteria: Criteria, by: string): Promise<void>;
}

export function criteriaRecords(context: RecordContext): CriteriaRecords {
  return {
    async of(courses) {
      const seen =
        context.viewer.kind === 'process'
          ? courses
          : (await visibleByIds(context, courses)).map(({ id }) => id);
      if (seen.length === 0) return new Map();
      const places = placesFor(seen);
      const rows = await criteriaOf(context.connection, places).execute(idsIn(seen, places));
      return new Map(rows.map((row) => [row.course, criteriaFrom(row)]));
    },

    async set(course, asked, by) {
      const { criteria } = context.tables;
      const kept = {
        ...asked,
        minYears: asked.minYears ?? null,
        prerequisite: asked.prerequisite ?? null,
        visaLeadDays: asked.visaLeadDays ?? null,
        lastJoinOn: asked.lastJoinOn ?? null,
        setBy: by,
        setAt: context.now,
      };
      await context.db
        .insert(criteria)
        .values({ course, ...kept })
        .onConflictDoUpdate({ target: criteria.course, set: kept });
      context.audit('course.criteria', course, { by, asks: askedParts(asked).join(' ') });
    },
  };
}

/** Which parts say something other than nothing; what they say is the course's. */
function askedParts(asked: Criteria): readonly string[] {
  return (Object.keys(noCriteria) as (keyof Criteria)[])
    .filter((part) => JSON.stringify(asked[part]) !== JSON.stringify(noCriteria[part]))
    .toSorted();
}

function criteriaFrom(row: Tables['criteria']['$inferSelect']): Criteria {
  const { course: _, setBy: __, setAt: ___, ...asked } = row;
  return {
    ...asked,
    minYears: asked.minYears ?? undefined,
    prerequisite: asked.prerequisite ?? undefined,
    visaLeadDays: asked.visaLeadDays ?? undefined,
    lastJoinOn: asked.lastJoinOn ?? undefined,
  };
}

const criteriaOf = preparedFor('criteria_of', ({ db, tables: { criteria } }, name, places: number) =>
  db.select().from(criteria).where(amongIds(criteria.course, places)).prepare(name),
);
