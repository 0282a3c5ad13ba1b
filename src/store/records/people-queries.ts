// The queries over people, prepared: most stand on the way to a first reply.
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { amongIds, given, prepared, preparedFor } from '../connection.ts';
import type { Membership, Person } from './people.ts';
import { begins, holdsLater } from './search.ts';

export const changeable = [
  'name',
  'organisation',
  'membership',
  'language',
  'zone',
  'notifications',
  'tellOn',
  'rank',
  'unit',
] as const satisfies readonly (keyof Person)[];

export const personById = prepared(({ db, tables: { people } }) =>
  db
    .select()
    .from(people)
    .where(eq(people.id, given(people.id, 'id')))
    .prepare('person_by_id'),
);

/** More than there are people, on both databases. */
export const everybody = 2_000_000_000;

export const pendingPeople = preparedFor(
  'people_pending',
  ({ db, tables: { people } }, name, inOne: boolean) =>
    db
      .select()
      .from(people)
      .where(
        and(
          eq(people.membership, 'pending'),
          inOne ? eq(people.organisation, given(people.organisation, 'organisation')) : undefined,
        ),
      )
      .orderBy(asc(people.nameKey), asc(people.id))
      .limit(sql.placeholder('most'))
      .prepare(name),
);

export const peopleFound = preparedFor(
  'people_found',
  ({ db, tables: { people } }, name, inOne: boolean, where: 'begins' | 'holds') =>
    db
      .select()
      .from(people)
      .where(
        and(
          // `|| ''`: by name within the one organisation, or else by name among all who are confirmed.
          inOne ? sql`${people.membership} || '' = 'confirmed'` : eq(people.membership, 'confirmed'),
          inOne ? eq(people.organisation, given(people.organisation, 'organisation')) : undefined,
          where === 'begins' ? begins(people.nameKey) : holdsLater(people.nameKey),
        ),
      )
      .orderBy(asc(people.nameKey), asc(people.id))
      .limit(sql.placeholder('most'))
      .prepare(name),
);

export type PersonColumn = (typeof changeable)[number] | 'nameKey';

export const peopleByIds = preparedFor('people_by_ids', ({ db, tables: { people } }, name, places: number) =>
  db
    .select()
    .from(people)
    .where(amongIds(people.id, places))
    .orderBy(asc(people.nameKey), asc(people.id))
    .prepare(name),
);

export const changePerson = preparedFor(
  'person_change',
  (
    { db, tables: { people } },
    name,
    columns: readonly PersonColumn[],
    whileIn: readonly Membership[] | undefined,
  ) =>
    db
      .update(people)
      .set(Object.fromEntries(columns.map((column) => [column, given(people[column], column)])))
      .where(and(eq(people.id, given(people.id, 'of')), whileIn && inArray(people.membership, [...whileIn])))
      .returning()
      .prepare(name),
);

/** Nobody twice, also with the role in several scopes. */
export const peopleWithRole = preparedFor(
  'people_with_role',
  ({ db, tables: { people, grants } }, name, inScope: boolean) => {
    const holders = db
      .select({ id: grants.person })
      .from(grants)
      .where(
        and(
          eq(grants.role, given(grants.role, 'role')),
          inScope ? eq(grants.scope, given(grants.scope, 'scope')) : undefined,
        ),
      );
    return (
      db
        .select({ person: people })
        .from(people)
        // `|| ''`: found by their ids, never by going through everybody who is confirmed in the order of names.
        .where(and(inArray(people.id, holders), sql`${people.membership} || '' = 'confirmed'`))
        .orderBy(asc(people.nameKey), asc(people.id))
        .prepare(name)
    );
  },
);

export const personByAccount = prepared(({ db, tables: { accounts, people, grants, organisations } }) =>
  db
    .select({ person: people, grant: grants, organisation: organisations })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.person))
    .leftJoin(organisations, eq(organisations.id, people.organisation))
    .leftJoin(grants, eq(grants.person, people.id))
    .where(eq(accounts.id, given(accounts.id, 'account')))
    .orderBy(asc(grants.role), asc(grants.scope))
    .prepare('person_by_account'),
);

export const markSeen = prepared(({ db, tables: { accounts } }) =>
  db
    .update(accounts)
    .set({ lastSeen: sql`${sql.placeholder('at')}` })
    .where(eq(accounts.id, given(accounts.id, 'account')))
    .prepare('account_seen'),
);

export const grantsOfPerson = prepared(({ db, tables: { grants } }) =>
  db
    .select()
    .from(grants)
    .where(eq(grants.person, given(grants.person, 'person')))
    .orderBy(asc(grants.role), asc(grants.scope))
    .prepare('grants_of_person'),
);

export const accountsOfPerson = prepared(({ db, tables: { accounts } }) =>
  db
    .select()
    .from(accounts)
    .where(eq(accounts.person, given(accounts.person, 'person')))
    .orderBy(asc(accounts.id))
    .prepare('accounts_of_person'),
);

export const accountsOfPeople = preparedFor(
  'accounts_of_people',
  ({ db, tables: { accounts } }, name, places: number) =>
    db
      .select()
      .from(accounts)
      .where(amongIds(accounts.person, places))
      .orderBy(asc(accounts.id))
      .prepare(name),
);
