// Whose eyes: the one path from rows of courses and nominations to what a viewer may see of them.
import { and, asc, eq, inArray, ne, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { maySeeCourse } from '#exchange/disclosure.ts';
import { holdsSeat } from '#exchange/nomination.ts';
import type { Viewer } from '#exchange/viewer.ts';
import { amongIds, given, idsIn, placesFor, prepared, preparedFor } from '../connection.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

export type CourseRow = Tables['courses']['$inferSelect'];

/** The part of a row that decides who sees it. */
export type SeenRow = Pick<
  CourseRow,
  'id' | 'state' | 'withheld' | 'proposedBy' | 'organisation' | 'publishedAt'
>;

interface Participants {
  seatHolders: string[];
  routedTo: string[];
  assigned: string[];
}

/** Those of the courses that the context's viewer may see, in the same order. */
export async function visibleCourses<Row extends SeenRow>(
  context: RecordContext,
  rows: readonly Row[],
): Promise<Row[]> {
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
 * shorten the list. `page` answers with rows from an offset, in a fixed order; `skip` are visible ones passed over.
 */
export async function collectVisible<Row extends SeenRow>(
  context: RecordContext,
  most: number,
  page: (limit: number, offset: number) => Promise<readonly Row[]>,
  skip = 0,
): Promise<Row[]> {
  const found: Row[] = [];
  const wanted = most + skip;
  for (let offset = 0, limit = wanted; found.length < wanted; offset += limit, limit = Math.max(wanted, 50)) {
    const rows = await page(limit, offset);
    found.push(...(await visibleCourses(context, rows)));
    if (rows.length < limit) break;
  }
  return found.slice(skip, wanted);
}

/** How far somebody's eyes can reach at most, for a query to leave out early what `maySeeCourse` would refuse. */
export type Reach = 'everything' | 'published and own' | 'published';

export function reachOf(viewer: Viewer): Reach {
  if (viewer.kind === 'process') return 'everything';
  if (viewer.kind === 'channel') return viewer.audience === 'hub' ? 'everything' : 'published';
  if (viewer.kind === 'stranger') return 'published';
  const seesProposals = (['coordinator', 'approver', 'oversight'] as const).some((role) =>
    viewer.roles.includes(role),
  );
  return seesProposals ? 'everything' : 'published and own';
}

/** Filled by `reachedBy`. No row that the viewer may see is left out. */
export function withinReach({ courses }: Tables, reach: Reach): SQL | undefined {
  if (reach === 'everything') return undefined;
  const published = notInArray(courses.state, [...neverPublished]);
  if (reach === 'published') return published;
  return or(
    published,
    sql`${courses.proposedBy} || '' = ${given(courses.proposedBy, 'eyesOf')}`,
    sql`${courses.organisation} || '' = ${given(courses.organisation, 'eyesIn')}`,
  );
}

export function reachedBy(viewer: Viewer): { readonly eyesOf: string; readonly eyesIn: string } {
  if (viewer.kind !== 'person') return { eyesOf: '', eyesIn: '' };
  return { eyesOf: viewer.person, eyesIn: viewer.organisation ?? '' };
}

/** Before its call is opened a course is seen by few. */
const neverPublished = ['draft', 'proposed', 'gated', 'approved', 'declined'] as const;

/** A course that the viewer may see, or undefined. */
export async function visibleCourse(context: RecordContext, id: string): Promise<CourseRow | undefined> {
  const [row] = await visibleCourses(context, await courseById(context.connection).execute({ id }));
  return row;
}

/** Those of these courses that the viewer may see, by title. */
export async function visibleByIds(context: RecordContext, ids: readonly string[]): Promise<CourseRow[]> {
  if (ids.length === 0) return [];
  const wanted = [...new Set(ids)];
  const places = placesFor(wanted);
  const rows = await coursesByIds(context.connection, places).execute(idsIn(wanted, places));
  return await visibleCourses(context, rows);
}

export async function seesCourse(context: RecordContext, id: string): Promise<boolean> {
  return context.viewer.kind === 'process' || (await visibleCourse(context, id)) !== undefined;
}

export const courseById = prepared(({ db, tables: { courses } }) =>
  db
    .select()
    .from(courses)
    .where(eq(courses.id, given(courses.id, 'id')))
    .prepare('course_by_id'),
);

const coursesByIds = preparedFor('courses_by_ids', ({ db, tables: { courses } }, name, places: number) =>
  db
    .select()
    .from(courses)
    .where(amongIds(courses.id, places))
    .orderBy(asc(courses.titleKey), asc(courses.id))
    .prepare(name),
);

/**
 * Whom withheld courses concern. There is no routing of its own yet: an organisation that nominates for a course
 * is one that the course was routed to.
 */
async function participantsOf(
  { connection }: RecordContext,
  courses: readonly string[],
): Promise<Map<string, Participants>> {
  const found = new Map<string, Participants>(
    courses.map((id) => [id, { seatHolders: [], routedTo: [], assigned: [] }]),
  );
  const places = placesFor(courses);
  const ids = idsIn(courses, places);
  for (const { course, nominee, organisation, state } of await nominatedFor(connection, places).execute(
    ids,
  )) {
    found.get(course)?.routedTo.push(organisation);
    if (holdsSeat(state)) found.get(course)?.seatHolders.push(nominee);
  }
  for (const { course, person } of await assignedTo(connection, places).execute(ids))
    found.get(course)?.assigned.push(person);
  return found;
}

const nominatedFor = preparedFor('eyes_nominated', ({ db, tables: { nominations } }, name, places: number) =>
  db
    .select({
      course: nominations.course,
      nominee: nominations.nominee,
      organisation: nominations.organisation,
      state: nominations.state,
    })
    .from(nominations)
    .where(and(amongIds(nominations.course, places), ne(nominations.state, 'withdrawn')))
    .prepare(name),
);

const assignedTo = preparedFor('eyes_assigned', ({ db, tables: { grants } }, name, places: number) =>
  db
    .select({ course: grants.scope, person: grants.person })
    .from(grants)
    .where(and(inArray(grants.role, ['courseManager', 'instructor']), amongIds(grants.scope, places)))
    .prepare(name),
);
