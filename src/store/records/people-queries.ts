// The queries over people, prepared: most stand on the way to a first reply.
import { and, asc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
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
  'approvedBy',
  'approvedUntil',
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
          or(isNull(grants.until), gt(grants.until, given(grants.until, 'at'))),
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

/**
 * Somebody with their organisation and what they hold at an instant: their own grants, and those of whoever they stand
 * in for. A deputy's deputy holds nothing, because only a principal's own grants are looked at.
 */
export const personKnown = preparedFor(
  'person_known',
  ({ db, tables: { accounts, deputies, grants, organisations, people } }, name, by: 'account' | 'person') => {
    const nothing = sql<string | null>`cast(null as text)`;
    const asked =
      by === 'account'
        ? db
            .select({ id: accounts.person })
            .from(accounts)
            .where(eq(accounts.id, given(accounts.id, 'account')))
        : db
            .select({ id: people.id })
            .from(people)
            .where(eq(people.id, given(people.id, 'person')));
    const themselves = db
      .select({
        holder: sql<string>`${people.id}`.as('holder'),
        home: sql<string | null>`${people.organisation}`.as('home'),
        role: nothing.as('of_role'),
        scope: nothing.as('of_scope'),
      })
      .from(people)
      .where(inArray(people.id, asked));
    const principals = db
      .select({
        holder: sql<string>`${people.id}`.as('holder'),
        home: sql<string | null>`${people.organisation}`.as('home'),
        role: sql<string | null>`${deputies.role}`.as('of_role'),
        scope: sql<string | null>`${deputies.scope}`.as('of_scope'),
      })
      .from(deputies)
      .innerJoin(people, eq(people.id, deputies.principal))
      .where(
        and(
          inArray(deputies.deputy, asked),
          lte(deputies.from, given(deputies.from, 'at')),
          gt(deputies.until, given(deputies.until, 'at')),
          sql`${people.membership} || '' = 'confirmed'`,
          or(isNull(people.approvedUntil), gt(people.approvedUntil, given(people.approvedUntil, 'at'))),
        ),
      );
    const holders = themselves.unionAll(principals).as('holders');
    return db
      .select({ person: people, grant: grants, organisation: organisations, home: holders.home })
      .from(people)
      .leftJoin(organisations, eq(organisations.id, people.organisation))
      .innerJoin(holders, sql`true`)
      .leftJoin(
        grants,
        and(
          eq(grants.person, holders.holder),
          or(isNull(holders.role), eq(grants.role, holders.role)),
          or(isNull(holders.scope), eq(grants.scope, holders.scope)),
          or(isNull(grants.until), gt(grants.until, given(grants.until, 'at'))),
        ),
      )
      .where(inArray(people.id, asked))
      .orderBy(asc(grants.role), asc(grants.scope), asc(grants.person))
      .prepare(name);
  },
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

export const grantsOfPeople = preparedFor(
  'grants_of_people',
  ({ db, tables: { grants } }, name, places: number) =>
    db
      .select()
      .from(grants)
      .where(amongIds(grants.person, places))
      .orderBy(asc(grants.person), asc(grants.role), asc(grants.scope))
      .prepare(name),
);

export const confirmedMembers = preparedFor(
  'people_members',
  ({ db, tables: { organisations, people } }, name, inOne: boolean) =>
    db
      .select({ person: people })
      .from(people)
      .leftJoin(organisations, eq(organisations.id, people.organisation))
      .where(
        and(
          inOne ? sql`${people.membership} || '' = 'confirmed'` : eq(people.membership, 'confirmed'),
          inOne ? eq(people.organisation, given(people.organisation, 'organisation')) : undefined,
        ),
      )
      .orderBy(sql`coalesce(${organisations.nameKey}, '')`, asc(people.nameKey), asc(people.id))
      .limit(sql.placeholder('most'))
      .offset(sql.placeholder('skip'))
      .prepare(name),
);

/** Nobody has approved them, or for no longer than until then. */
export const approvalsUntil = prepared(({ db, tables: { people } }) =>
  db
    .select()
    .from(people)
    .where(
      and(
        eq(people.membership, 'confirmed'),
        or(isNull(people.approvedUntil), lte(people.approvedUntil, given(people.approvedUntil, 'until'))),
      ),
    )
    .orderBy(asc(people.nameKey), asc(people.id))
    .prepare('people_approvals_until'),
);
