// People of the exchange: who they are, which accounts are theirs, what they may do.
import { and, eq, sql } from 'drizzle-orm';
import type { Language } from '#exchange/languages.ts';
import { type AccountId, mayBeDeputised, type Role } from '#exchange/people.ts';
import { idsIn, placesFor } from '../connection.ts';
import { Conflict } from '../store.ts';
import type { Tables } from '../tables.ts';
import { changed } from './changes.ts';
import type { RecordContext } from './context.ts';
import { type Organisation, organisationFrom } from './organisations.ts';
import {
  accountsOfPeople,
  accountsOfPerson,
  approvalsUntil,
  changeable,
  changePerson,
  confirmedMembers,
  everybody,
  grantsOfPeople,
  grantsOfPerson,
  markSeen,
  type PersonColumn,
  pendingPeople,
  peopleByIds,
  peopleFound,
  peopleWithRole,
  personById,
  personKnown,
} from './people-queries.ts';
import { lettersOf, nameKey, typedKey } from './search.ts';

export type Membership = 'pending' | 'confirmed' | 'removed';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly organisation: string | undefined;
  /** `lapsed` is never kept: `standing.ts` says it of a confirmed member whose approval has run out. */
  readonly membership: Membership | 'lapsed';
  /** Chosen by the person; undefined until then. */
  readonly language: Language | undefined;
  readonly zone: string | undefined;
  /** Which reminders the person wants; what is addressed to them by name always arrives. */
  readonly notifications: 'all' | 'essential';
  /** The platform they want to be told on; undefined: wherever they last changed something. */
  readonly tellOn: string | undefined;
  readonly rank: string | undefined;
  readonly unit: string | undefined;
  /** Who said last that the person serves, and until when that holds (epoch milliseconds); undefined: nobody yet. */
  readonly approvedBy: string | undefined;
  readonly approvedUntil: number | undefined;
}

export interface Account {
  readonly id: AccountId;
  readonly person: string;
  readonly name: string;
  /** Whether direct messages were asked for (Discord) or are welcome; `closed` when the platform refused one. */
  readonly directMessages: 'not-asked' | 'welcome' | 'closed';
  /** When it was linked or last changed something; epoch milliseconds. */
  readonly lastSeen: number;
}

/** A role and where it holds: `hub`, an organisation's id, a course's id or an office. */
export interface Grant {
  /** Whose it is: of what a deputy holds, the principal. */
  readonly person: string;
  readonly role: Role;
  readonly scope: string;
  /** From this instant on it holds no more; undefined: until it is taken away. */
  readonly until?: number | undefined;
}

/** Somebody with an account, and what decides who they are to the bot. */
export interface Known {
  readonly person: Person;
  readonly organisation: Organisation | undefined;
  /** What they hold at the instant asked for: their own, and as deputies those of others in their organisation. */
  readonly grants: readonly Grant[];
}

type NewPerson = Omit<Person, 'id' | 'membership'> & { readonly membership: Membership };

export interface PeopleRecords {
  add(
    person: Pick<NewPerson, 'name' | 'organisation' | 'membership'> &
      Partial<NewPerson> & { readonly id?: string },
  ): Promise<Person>;
  byId(id: string): Promise<Person | undefined>;
  byIds(ids: readonly string[]): Promise<readonly Person[]>;
  /** On the way to every first reply: the person behind an account, with organisation and grants. Prepared. */
  byAccount(account: AccountId, at: number): Promise<Known | undefined>;
  /** The same by the person's id. */
  known(person: string, at: number): Promise<Known | undefined>;
  /** With `whileIn`, only a member who stands like that: throws Conflict when somebody else decided meanwhile. */
  change(id: string, changes: Partial<NewPerson>, whileIn?: readonly Membership[]): Promise<Person>;
  accountsOf(person: string): Promise<readonly Account[]>;
  accountsOfAll(people: readonly string[]): Promise<readonly Account[]>;
  /**
   * Gives an account to a person. Throws Conflict when it is another's. A second one counts as not seen until it changes
   * something, so that what is told of it arrives at the one that was known before.
   */
  link(account: AccountId, person: string, name: string): Promise<void>;
  /** Takes an account from a person: false when it is not theirs, or the last that they have. */
  unlink(account: AccountId, person: string): Promise<boolean>;
  /** Notes that an account changes something; not audited. On the way to a first reply. Prepared. */
  noteSeen(account: AccountId, at: number): Promise<void>;
  setDirectMessages(account: AccountId, state: Account['directMessages']): Promise<void>;
  /** Again with another end, it ends then. */
  grant(grant: Grant): Promise<void>;
  /** True for whoever takes it away. */
  revoke(grant: Grant): Promise<boolean>;
  /** The hub's coordinators by their grants, none of which anybody else changes before the end of this transaction. */
  holdCoordinators(): Promise<readonly Grant[]>;
  /** Their own, also those that have run out. */
  grantsOf(person: string): Promise<readonly Grant[]>;
  grantsOfAll(people: readonly string[]): Promise<readonly Grant[]>;
  /** Everybody confirmed whose own a role is at an instant; whom to tell is said by `holdersOf`. */
  withRole(role: Role, scope: string | undefined, at: number): Promise<readonly Person[]>;
  /** Confirmed members by organisation and name, of one organisation or of all. */
  members(page: {
    organisation?: string | undefined;
    most: number;
    skip: number;
  }): Promise<readonly Person[]>;
  /** Confirmed members whom nobody has approved, or for no longer than until this instant; by name. */
  approvedUntil(until: number): Promise<readonly Person[]>;
  /** Pending members, for whoever confirms them; by name. */
  pending(organisation?: string, most?: number): Promise<readonly Person[]>;
  /** Confirmed people whose folded name begins with, then holds, what was typed; `organisation` narrows. */
  search(
    typed: string,
    narrow: { organisation?: string | undefined; most: number },
  ): Promise<readonly Person[]>;
}

export function peopleRecords(context: RecordContext): PeopleRecords {
  async function byIds(ids: readonly string[]): Promise<readonly Person[]> {
    if (ids.length === 0) return [];
    const wanted = [...new Set(ids)];
    const places = placesFor(wanted);
    const rows = await peopleByIds(context.connection, places).execute(idsIn(wanted, places));
    return rows.map(personFrom);
  }

  async function accountsOfAll(of: readonly string[]): Promise<readonly Account[]> {
    if (of.length === 0) return [];
    const wanted = [...new Set(of)];
    const places = placesFor(wanted);
    return await accountsOfPeople(context.connection, places).execute(idsIn(wanted, places));
  }

  return {
    async add(person) {
      const { people } = context.tables;
      const id = person.id ?? context.newId('per');
      const [row] = await context.db
        .insert(people)
        .values({ notifications: 'all', ...person, id, nameKey: nameKey(person.name) })
        .onConflictDoNothing()
        .returning();
      if (row === undefined) throw new Conflict(`There is a person ${id} already.`);
      context.audit('person.add', id, { organisation: row.organisation, membership: row.membership });
      return personFrom(row);
    },

    async byId(id) {
      const [row] = await personById(context.connection).execute({ id });
      return row && personFrom(row);
    },

    byIds,

    async byAccount(account, at) {
      return knownFrom(await personKnown(context.connection, 'account').execute({ account, at }));
    },

    async known(person, at) {
      return knownFrom(await personKnown(context.connection, 'person').execute({ person, at }));
    },

    async change(id, changes, whileIn) {
      const asked = changed(changes, changeable);
      const named = changes.name === undefined ? {} : { nameKey: nameKey(changes.name) };
      const set: Partial<Record<PersonColumn, unknown>> = { ...asked, ...named };
      // Of these keys alone: see `changed`.
      const columns = Object.keys(set) as PersonColumn[];
      const [row] = await changePerson(context.connection, columns, whileIn).execute({ ...set, of: id });
      if (row === undefined && whileIn) throw new Conflict(`The membership of ${id} was decided meanwhile.`);
      if (row === undefined) throw new Error(`There is no person ${id}.`);
      context.audit('person.change', id, {
        changed: Object.keys(asked).sort().join(' '),
        organisation: row.organisation,
        membership: row.membership,
      });
      return personFrom(row);
    },

    async accountsOf(person) {
      return await accountsOfPerson(context.connection).execute({ person });
    },

    accountsOfAll,

    async link(account, person, name) {
      const { accounts } = context.tables;
      const [row] = await context.db
        .insert(accounts)
        .values({
          id: account,
          person,
          name,
          directMessages: 'not-asked',
          lastSeen: sql`case when exists (select 1 from ${accounts} where ${eq(accounts.person, person)}) then 0 else cast(${context.now} as bigint) end`,
        })
        .onConflictDoUpdate({ target: accounts.id, set: { name }, setWhere: eq(accounts.person, person) })
        .returning();
      if (row === undefined) throw new Conflict('This account is linked to somebody else.');
      context.audit('person.link', person, { platform: account.slice(0, account.indexOf(':')) });
    },

    async unlink(account, person) {
      const { accounts } = context.tables;
      // Two who each take one of the last two away are one after the other here.
      const theirs = await context.db
        .update(accounts)
        .set({ person })
        .where(eq(accounts.person, person))
        .returning({ id: accounts.id });
      if (theirs.length < 2 || !theirs.some(({ id }) => id === account)) return false;
      await context.db.delete(accounts).where(eq(accounts.id, account));
      context.audit('person.unlink', person, { platform: account.slice(0, account.indexOf(':')) });
      return true;
    },

    async noteSeen(account, at) {
      await markSeen(context.connection).execute({ account, at });
    },

    async setDirectMessages(account, state) {
      const { accounts } = context.tables;
      const [row] = await context.db
        .update(accounts)
        .set({ directMessages: state })
        .where(eq(accounts.id, account))
        .returning({ person: accounts.person });
      if (row !== undefined) context.audit('person.direct-messages', row.person, { state });
    },

    async grant({ person, role, scope, until }) {
      const { grants } = context.tables;
      const rows = await context.db
        .insert(grants)
        .values({ person, role, scope, until: until ?? null })
        .onConflictDoUpdate({
          target: [grants.person, grants.role, grants.scope],
          set: { until: until ?? null },
          setWhere: sql`${grants.until} is distinct from excluded.until`,
        })
        .returning();
      const ends = until === undefined ? {} : { until };
      if (rows.length > 0) context.audit('person.grant', person, { role, scope, ...ends });
    },

    async revoke({ person, role, scope }) {
      const { grants } = context.tables;
      const rows = await context.db
        .delete(grants)
        .where(and(eq(grants.person, person), eq(grants.role, role), eq(grants.scope, scope)))
        .returning();
      if (rows.length > 0) context.audit('person.revoke', person, { role, scope });
      return rows.length > 0;
    },

    async holdCoordinators() {
      const { grants } = context.tables;
      const held = await context.db
        .update(grants)
        .set({ scope: 'hub' })
        .where(and(eq(grants.role, 'coordinator'), eq(grants.scope, 'hub')))
        .returning();
      return held.map(grantFrom);
    },

    async grantsOf(person) {
      return (await grantsOfPerson(context.connection).execute({ person })).map(grantFrom);
    },

    async grantsOfAll(of) {
      if (of.length === 0) return [];
      const wanted = [...new Set(of)];
      const places = placesFor(wanted);
      const rows = await grantsOfPeople(context.connection, places).execute(idsIn(wanted, places));
      return rows.map(grantFrom);
    },

    async withRole(role, scope, at) {
      const rows = await peopleWithRole(context.connection, scope !== undefined).execute({ role, scope, at });
      return rows.map(({ person }) => personFrom(person));
    },

    async members({ organisation, most, skip }) {
      const rows = await confirmedMembers(context.connection, organisation !== undefined).execute({
        organisation,
        most,
        skip,
      });
      return rows.map(({ person }) => personFrom(person));
    },

    async approvedUntil(until) {
      return (await approvalsUntil(context.connection).execute({ until })).map(personFrom);
    },

    async pending(organisation, most) {
      const rows = await pendingPeople(context.connection, organisation !== undefined).execute({
        organisation,
        most: most ?? everybody,
      });
      return rows.map(personFrom);
    },

    async search(typed, { organisation, most }) {
      const letters = lettersOf(typedKey(typed));
      const inOne = organisation !== undefined;
      const first = await peopleFound(context.connection, inOne, 'begins').execute({
        ...letters,
        organisation,
        most,
      });
      const left = most - first.length;
      const others =
        left > 0
          ? await peopleFound(context.connection, inOne, 'holds').execute({
              ...letters,
              organisation,
              most: left,
            })
          : [];
      return [...first, ...others].map(personFrom);
    },
  };
}

export function personFrom(row: Tables['people']['$inferSelect']): Person {
  return {
    id: row.id,
    name: row.name,
    organisation: row.organisation ?? undefined,
    membership: row.membership,
    language: row.language ?? undefined,
    zone: row.zone ?? undefined,
    notifications: row.notifications,
    tellOn: row.tellOn ?? undefined,
    rank: row.rank ?? undefined,
    unit: row.unit ?? undefined,
    approvedBy: row.approvedBy ?? undefined,
    approvedUntil: row.approvedUntil ?? undefined,
  };
}

function grantFrom({ until, ...grant }: Tables['grants']['$inferSelect']): Grant {
  return until === null ? grant : { ...grant, until };
}

interface KnownRow {
  readonly person: Tables['people']['$inferSelect'];
  readonly organisation: Tables['organisations']['$inferSelect'] | null;
  readonly grant: Tables['grants']['$inferSelect'] | null;
  /** The organisation of whoever the grant is of. */
  readonly home: string | null;
}

/** Twice deputised, by role and in all, is held once. */
function knownFrom(rows: readonly KnownRow[]): Known | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const { id, organisation } = first.person;
  const held = new Map<string, Grant>();
  for (const { grant, home } of rows) {
    const isOwn = grant?.person === id;
    if (grant === null || (!isOwn && !(mayBeDeputised(grant.role) && home !== null && home === organisation)))
      continue;
    held.set(`${grant.role} ${grant.scope} ${grant.person}`, grantFrom(grant));
  }
  return {
    person: personFrom(first.person),
    organisation: first.organisation === null ? undefined : organisationFrom(first.organisation),
    grants: [...held.values()],
  };
}
