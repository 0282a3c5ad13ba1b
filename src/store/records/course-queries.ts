// The queries that take a few courses out of very many: each follows an index, and none reads all to find those.
import { type AnyColumn, and, asc, eq, gte, inArray, isNotNull, lte, type SQL, sql } from 'drizzle-orm';
import { type CourseState, courseStates } from '#exchange/course.ts';
import { type Connection, given, prepared, preparedFor } from '../connection.ts';
import { isAhead, statesBehind } from '../tables/courses.ts';
import { type Reach, withinReach } from './eyes.ts';
import { begins, holdsLater } from './search.ts';

/** Instants and days of a course by which it can be found, in one state at a time. */
export type Milestone = 'startsOn' | 'endsOn' | 'nominationDeadline' | 'createdAt' | 'publishedAt';

/** Which filters of a list are set; their values are handed in. */
export interface ListShape {
  readonly states: readonly CourseState[] | undefined;
  readonly organisation: boolean;
  readonly proposedBy: boolean;
  readonly subject: boolean;
  readonly country: boolean;
  readonly startsFrom: boolean;
  readonly startsUntil: boolean;
  readonly endsFrom: boolean;
  readonly concerning: boolean;
  readonly reach: Reach;
}

/** More than there are courses, on both databases. */
export const allThereAre = 2_000_000_000;

const behind: ReadonlySet<string> = new Set(statesBehind);

const numberOfStatesAhead = courseStates.length - statesBehind.length;

export function shapeOf(shape: ListShape) {
  const { states, organisation, proposedBy, subject, country } = shape;
  const { startsFrom, startsUntil, endsFrom, concerning, reach } = shape;
  return [
    states,
    [organisation, proposedBy, subject, country, startsFrom, startsUntil, endsFrom, concerning],
    reach,
  ] as const;
}

type Filters = ReturnType<typeof shapeOf>[1];

/** By first day, then title. */
export const listCourses = preparedFor(
  'courses_list',
  (connection, name, states: ListShape['states'], filters: Filters, reach: Reach) => {
    const { courses } = connection.tables;
    return connection.db
      .select()
      .from(courses)
      .where(listed(connection, states, filters, reach))
      .orderBy(asc(courses.startsOn), asc(courses.titleKey), asc(courses.id))
      .limit(sql.placeholder('limit'))
      .offset(sql.placeholder('offset'))
      .prepare(name);
  },
);

/** The same rows, only what decides who sees them: to count. */
export const listForEyes = preparedFor(
  'courses_list_for_eyes',
  (connection, name, states: ListShape['states'], filters: Filters, reach: Reach) => {
    const { courses } = connection.tables;
    return connection.db
      .select({
        id: courses.id,
        state: courses.state,
        withheld: courses.withheld,
        proposedBy: courses.proposedBy,
        organisation: courses.organisation,
        publishedAt: courses.publishedAt,
      })
      .from(courses)
      .where(listed(connection, states, filters, reach))
      .orderBy(asc(courses.startsOn), asc(courses.titleKey), asc(courses.id))
      .limit(sql.placeholder('limit'))
      .offset(sql.placeholder('offset'))
      .prepare(name);
  },
);

function listed(
  { db, tables }: Connection,
  states: ListShape['states'],
  filters: Filters,
  reach: Reach,
): SQL | undefined {
  const { courses } = tables;
  const [organisation, proposedBy, subject, country, startsFrom, startsUntil, endsFrom, concerning] = filters;
  return and(
    concerning ? concerningSomebody({ db, tables }, states) : inStates(courses.state, states),
    organisation ? eq(courses.organisation, given(courses.organisation, 'organisation')) : undefined,
    proposedBy ? eq(courses.proposedBy, given(courses.proposedBy, 'proposedBy')) : undefined,
    subject ? eq(courses.subject, given(courses.subject, 'subject')) : undefined,
    country ? eq(courses.country, given(courses.country, 'country')) : undefined,
    startsFrom ? gte(courses.startsOn, given(courses.startsOn, 'startsFrom')) : undefined,
    startsUntil ? lte(courses.startsOn, given(courses.startsOn, 'startsUntil')) : undefined,
    endsFrom ? gte(courses.endsOn, given(courses.endsOn, 'endsFrom')) : undefined,
    withinReach(tables, reach),
  );
}

/** Proposed by somebody or by their organisation, or with a nomination of theirs: found from each of these three. */
function concerningSomebody({ db, tables }: Connection, states: ListShape['states']): SQL {
  const { courses, nominations } = tables;
  if (states?.length === 0) return sql`1 = 0`;
  const inState = states && inArray(courses.state, [...states]);
  const proposed = db
    .select({ id: courses.id })
    .from(courses)
    .where(and(eq(courses.proposedBy, given(courses.proposedBy, 'person')), inState));
  const ofTheirs = db
    .select({ id: courses.id })
    .from(courses)
    .where(and(eq(courses.organisation, given(courses.organisation, 'personIn')), inState));
  const nominatedFor = db
    .select({ id: nominations.course })
    .from(nominations)
    .where(
      and(
        eq(nominations.nominee, given(nominations.nominee, 'person')),
        sql`${nominations.state} || '' <> 'withdrawn'`,
      ),
    );
  const theirs = inArray(courses.id, proposed.union(ofTheirs).union(nominatedFor));
  return states === undefined ? theirs : sql`${theirs} and ${courses.state} || '' in ${[...states]}`;
}

/**
 * Several states that lie ahead are found by the index of those, in the order of the list, and `|| ''` keeps a database
 * from gathering and sorting everything in these states instead.
 */
function inStates(column: AnyColumn, states: ListShape['states']): SQL | undefined {
  if (states === undefined) return undefined;
  if (states.length === 0) return sql`1 = 0`;
  if (states.length === 1) return sql`${column} = ${states[0]}`;
  if (states.some((state) => behind.has(state))) return sql`${column} in ${[...states]}`;
  if (states.length === numberOfStatesAhead) return isAhead;
  return sql`${isAhead} and ${column} || '' in ${[...states]}`;
}

/** Courses in one state by one of their milestones, earliest first. */
export const coursesInState = preparedFor(
  'courses_in_state',
  (
    { db, tables: { courses, nominations } },
    name,
    by: Milestone,
    filters: readonly [from: boolean, until: boolean, proposedBy: boolean, without: boolean],
  ) => {
    const [from, until, proposedBy, without] = filters;
    const nominated = db
      .select({ id: nominations.id })
      .from(nominations)
      .where(
        and(
          eq(nominations.course, courses.id),
          eq(nominations.organisation, given(nominations.organisation, 'without')),
        ),
      );
    return db
      .select()
      .from(courses)
      .where(
        and(
          eq(courses.state, given(courses.state, 'state')),
          // Where there is none, one database would put it first, and the other last.
          by === 'publishedAt' ? isNotNull(courses.publishedAt) : undefined,
          from ? gte(courses[by], given(courses[by], 'from')) : undefined,
          until ? lte(courses[by], given(courses[by], 'until')) : undefined,
          proposedBy ? eq(courses.proposedBy, given(courses.proposedBy, 'proposedBy')) : undefined,
          without ? sql`not exists ${nominated}` : undefined,
        ),
      )
      .orderBy(asc(courses[by]), asc(courses.id))
      .limit(sql.placeholder('limit'))
      .offset(sql.placeholder('offset'))
      .prepare(name);
  },
);

/** Courses in one state where somebody waits for an answer, longest first. */
export const coursesWaiting = prepared(({ db, tables: { courses } }) =>
  db
    .select()
    .from(courses)
    .where(and(eq(courses.state, given(courses.state, 'state')), gte(courses.waitingSince, 0)))
    .orderBy(asc(courses.waitingSince), asc(courses.id))
    .limit(sql.placeholder('limit'))
    .offset(sql.placeholder('offset'))
    .prepare('courses_waiting'),
);

/** By title: those that begin with what was typed, those that hold it further on, or those whose id begins with it. */
export const coursesFound = preparedFor(
  'courses_found',
  (
    { db, tables: { courses } },
    name,
    where: 'begins' | 'holds' | 'id',
    states: readonly CourseState[] | undefined,
  ) => {
    const state =
      states === undefined
        ? undefined
        : states.length === 1
          ? sql`${courses.state} = ${states[0]}`
          : sql`${courses.state} || '' in ${[...states]}`;
    const typed = {
      begins: () => begins(courses.titleKey),
      holds: () => holdsLater(courses.titleKey),
      id: () => and(begins(courses.id), sql`not (${begins(courses.titleKey)})`),
    }[where]();
    return db
      .select()
      .from(courses)
      .where(and(state, typed))
      .orderBy(asc(courses.titleKey), asc(courses.startsOn), asc(courses.id))
      .limit(sql.placeholder('limit'))
      .offset(sql.placeholder('offset'))
      .prepare(name);
  },
);
