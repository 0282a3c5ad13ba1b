// The queries over nominations, prepared: none reads more of them than were asked for.
import { and, asc, count, desc, eq, gte, inArray, lte, ne, sql } from 'drizzle-orm';
import type { NominationState } from '#exchange/nomination.ts';
import { erasedName } from '#exchange/people.ts';
import { amongIds, given, prepared, preparedFor } from '../connection.ts';
import { isAsked, isToRelease } from '../tables/courses.ts';
import type { Tables } from '../tables.ts';

export type NominationRow = Tables['nominations']['$inferSelect'];

/** Whoever is forgotten or merged into another is there no more; nobody does either before the end of this transaction. */
export const holdNominee = prepared(({ db, tables: { people } }) =>
  db
    .update(people)
    .set({ membership: sql`${people.membership}` })
    .where(and(eq(people.id, given(people.id, 'nominee')), ne(people.name, erasedName)))
    .returning({ id: people.id })
    .prepare('hold_nominee'),
);

export const addNomination = prepared(({ db, tables: { nominations } }) =>
  db
    .insert(nominations)
    .values({
      id: given(nominations.id, 'id'),
      course: given(nominations.course, 'course'),
      nominee: given(nominations.nominee, 'nominee'),
      organisation: given(nominations.organisation, 'organisation'),
      nominatedBy: given(nominations.nominatedBy, 'nominatedBy'),
      rank: given(nominations.rank, 'rank'),
      unit: given(nominations.unit, 'unit'),
      yearsOfService: given(nominations.yearsOfService, 'yearsOfService'),
      reason: given(nominations.reason, 'reason'),
      state: given(nominations.state, 'state'),
      createdAt: given(nominations.createdAt, 'createdAt'),
      priority: given(nominations.priority, 'priority'),
      asReserve: given(nominations.asReserve, 'asReserve'),
      needsVisa: given(nominations.needsVisa, 'needsVisa'),
      preference: given(nominations.preference, 'preference'),
      consent: given(nominations.consent, 'consent'),
      release: given(nominations.release, 'release'),
      sentAt: given(nominations.sentAt, 'sentAt'),
      isLate: given(nominations.isLate, 'isLate'),
    })
    .onConflictDoNothing()
    .returning()
    .prepare('nomination_add'),
);

export const updateNomination = preparedFor(
  'nomination_update',
  (
    { db, tables: { nominations } },
    name,
    columns: readonly (keyof NominationRow)[],
    from: readonly NominationState[],
  ) =>
    db
      .update(nominations)
      .set(Object.fromEntries(columns.map((column) => [column, given(nominations[column], column)])))
      .where(and(eq(nominations.id, given(nominations.id, 'of')), inArray(nominations.state, [...from])))
      .returning()
      .prepare(name),
);

export const nominationCounts = prepared(({ db, tables: { nominations } }) =>
  db
    .select({
      organisation: nominations.organisation,
      state: nominations.state,
      isLate: nominations.isLate,
      number: count(),
    })
    .from(nominations)
    .where(eq(nominations.course, given(nominations.course, 'course')))
    .groupBy(nominations.organisation, nominations.state, nominations.isLate)
    .orderBy(asc(nominations.organisation))
    .prepare('nomination_counts'),
);

export const nominationList = preparedFor(
  'nomination_list',
  (
    { db, tables: { nominations, courses } },
    name,
    [course, organisation, nominee]: readonly [boolean, boolean, boolean],
    states: readonly NominationState[] | undefined,
  ) =>
    db
      .select({ nomination: nominations, organiser: courses.organisation })
      .from(nominations)
      .innerJoin(courses, eq(courses.id, nominations.course))
      .where(
        and(
          course ? eq(nominations.course, given(nominations.course, 'course')) : undefined,
          organisation
            ? eq(nominations.organisation, given(nominations.organisation, 'organisation'))
            : undefined,
          nominee ? eq(nominations.nominee, given(nominations.nominee, 'nominee')) : undefined,
          states && inArray(nominations.state, [...states]),
        ),
      )
      .orderBy(asc(nominations.createdAt), asc(nominations.id))
      .prepare(name),
);

export const newestNominations = prepared(({ db, tables: { nominations, courses } }) =>
  db
    .select({ nomination: nominations, organiser: courses.organisation })
    .from(nominations)
    .innerJoin(courses, eq(courses.id, nominations.course))
    .where(
      and(
        eq(nominations.organisation, given(nominations.organisation, 'organisation')),
        eq(nominations.state, given(nominations.state, 'state')),
      ),
    )
    .orderBy(desc(nominations.createdAt), desc(nominations.id))
    .limit(sql.placeholder('limit'))
    .prepare('nominations_newest'),
);

export const nominationsAmid = preparedFor(
  'nominations_amid',
  (
    { db, tables: { nominations, courses } },
    name,
    by: 'course' | 'nominee',
    places: number,
    states: readonly NominationState[],
  ) =>
    db
      .select({ nomination: nominations, organiser: courses.organisation })
      .from(nominations)
      .innerJoin(courses, eq(courses.id, nominations.course))
      .where(and(amongIds(nominations[by], places), inArray(nominations.state, [...states])))
      .orderBy(asc(nominations.createdAt), asc(nominations.id))
      .limit(sql.placeholder('limit'))
      .prepare(name),
);

export const nominationTally = preparedFor(
  'nomination_tally',
  ({ db, tables: { nominations, courses } }, name, places: number) => {
    const isOwn = sql<number>`case when ${nominations.nominee} = ${given(nominations.nominee, 'own')} then 1 else 0 end`;
    return db
      .select({
        course: nominations.course,
        organisation: nominations.organisation,
        organiser: courses.organisation,
        state: nominations.state,
        isOwn: isOwn.as('own'),
        number: count(),
      })
      .from(nominations)
      .innerJoin(courses, eq(courses.id, nominations.course))
      .where(amongIds(nominations.course, places))
      .groupBy(
        nominations.course,
        nominations.organisation,
        courses.organisation,
        nominations.state,
        sql`own`,
      )
      .prepare(name);
  },
);

export const nominationById = prepared(({ db, tables: { nominations, courses } }) =>
  db
    .select({ nomination: nominations, organiser: courses.organisation })
    .from(nominations)
    .innerJoin(courses, eq(courses.id, nominations.course))
    .where(eq(nominations.id, given(nominations.id, 'id')))
    .prepare('nomination_by_id'),
);

export const awaitingConsent = preparedFor(
  'nominations_awaiting_consent',
  ({ db, tables: { nominations, courses } }, name, states: readonly NominationState[]) =>
    db
      .select({ nomination: nominations, organiser: courses.organisation })
      .from(nominations)
      .innerJoin(courses, eq(courses.id, nominations.course))
      .where(
        and(
          eq(nominations.nominee, given(nominations.nominee, 'of')),
          inArray(nominations.state, [...states]),
          eq(nominations.consent, 'asked'),
        ),
      )
      .orderBy(asc(nominations.createdAt), asc(nominations.id))
      .limit(sql.placeholder('limit'))
      .prepare(name),
);

export const awaitingRelease = preparedFor(
  'nominations_awaiting_release',
  ({ db, tables: { nominations, courses } }, name, states: readonly NominationState[]) =>
    db
      .select({ nomination: nominations, organiser: courses.organisation })
      .from(nominations)
      .innerJoin(courses, eq(courses.id, nominations.course))
      .where(
        and(
          eq(nominations.organisation, given(nominations.organisation, 'of')),
          isToRelease,
          inArray(nominations.state, [...states]),
        ),
      )
      .orderBy(asc(nominations.createdAt), asc(nominations.id))
      .limit(sql.placeholder('limit'))
      .prepare(name),
);

export const nominationsAskedSince = preparedFor(
  'nominations_asked_since',
  ({ db, tables: { nominations, courses } }, name, states: readonly NominationState[]) =>
    db
      .select({ nomination: nominations, organiser: courses.organisation })
      .from(nominations)
      .innerJoin(courses, eq(courses.id, nominations.course))
      .where(
        and(
          isAsked,
          gte(nominations.sentAt, given(nominations.sentAt, 'from')),
          lte(nominations.sentAt, given(nominations.sentAt, 'until')),
          inArray(nominations.state, [...states]),
        ),
      )
      .orderBy(asc(nominations.createdAt), asc(nominations.id))
      .prepare(name),
);

export const nominationsAskedFor = preparedFor(
  'nominations_asked_for',
  ({ db, tables: { nominations, courses } }, name, places: number, states: readonly NominationState[]) =>
    db
      .select({ nomination: nominations, organiser: courses.organisation })
      .from(nominations)
      .innerJoin(courses, eq(courses.id, nominations.course))
      .where(and(amongIds(nominations.course, places), isAsked, inArray(nominations.state, [...states])))
      .orderBy(asc(nominations.createdAt), asc(nominations.id))
      .prepare(name),
);
