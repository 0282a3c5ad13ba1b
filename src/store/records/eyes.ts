// Whose eyes: the one path from rows of courses and nominations to what a viewer may see of them.
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { maySeeCourse } from '#exchange/disclosure.ts';
import { holdsSeat } from '#exchange/nomination.ts';
import { prepared } from '../connection.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

export type CourseRow = Tables['courses']['$inferSelect'];

interface Participants {
  seatHolders: string[];
  routedTo: string[];
  assigned: string[];
}

/** Those of the courses that the context's viewer may see, in the same order. */
export async function visibleCourses(
  context: RecordContext,
  rows: readonly CourseRow[],
): Promise<CourseRow[]> {
  if (context.viewer.kind === 'process') return [...rows];
  const withheld = rows.filter((row) => row.withheld.length > 0).map((row) => row.id);
  const participants = withheld.length === 0 ? new Map() : await participantsOf(context, withheld);
  return rows.filter((row) =>
    maySeeCourse(context.viewer, {
      state: row.state,
      withheld: row.withheld,
      proposedBy: row.proposedBy,
      organisation: row.organisation,
      publishedAt: row.publishedAt ?? undefined,
      participants: participants.get(row.id) ?? { seatHolders: [], routedTo: [], assigned: [] },
    }),
  );
}

/**
 * Rows in pages until there are as many visible ones as were asked for, so that withheld rows neither show nor
 * shorten the list. `page` answers with rows from an offset, in a fixed order.
 */
export async function collectVisible(
  context: RecordContext,
  most: number,
  page: (limit: number, offset: number) => Promise<readonly CourseRow[]>,
): Promise<CourseRow[]> {
  const found: CourseRow[] = [];
  const length = Math.max(most, 50);
  for (let offset = 0; found.length < most; offset += length) {
    const rows = await page(length, offset);
    found.push(...(await visibleCourses(context, rows)));
    if (rows.length < length) break;
  }
  return found.slice(0, most);
}

/** A course that the viewer may see, or undefined. */
export async function visibleCourse(context: RecordContext, id: string): Promise<CourseRow | undefined> {
  const [row] = await visibleCourses(context, await courseById(context.connection).execute({ id }));
  return row;
}

export async function seesCourse(context: RecordContext, id: string): Promise<boolean> {
  return context.viewer.kind === 'process' || (await visibleCourse(context, id)) !== undefined;
}

const courseById = prepared(({ db, tables: { courses } }) =>
  db
    .select()
    .from(courses)
    .where(eq(courses.id, sql.placeholder('id')))
    .prepare('course_by_id'),
);

/**
 * Whom withheld courses concern. There is no routing of its own yet: an organisation that nominates for a course
 * is one that the course was routed to.
 */
async function participantsOf(
  { db, tables: { nominations, grants } }: RecordContext,
  courses: readonly string[],
): Promise<Map<string, Participants>> {
  const found = new Map<string, Participants>(
    courses.map((id) => [id, { seatHolders: [], routedTo: [], assigned: [] }]),
  );
  const nominated = await db
    .select({
      course: nominations.course,
      nominee: nominations.nominee,
      organisation: nominations.organisation,
      state: nominations.state,
    })
    .from(nominations)
    .where(and(inArray(nominations.course, [...courses]), ne(nominations.state, 'withdrawn')));
  for (const { course, nominee, organisation, state } of nominated) {
    found.get(course)?.routedTo.push(organisation);
    if (holdsSeat(state)) found.get(course)?.seatHolders.push(nominee);
  }
  const assigned = await db
    .select({ course: grants.scope, person: grants.person })
    .from(grants)
    .where(and(inArray(grants.scope, [...courses]), inArray(grants.role, ['courseManager', 'instructor'])));
  for (const { course, person } of assigned) found.get(course)?.assigned.push(person);
  return found;
}
