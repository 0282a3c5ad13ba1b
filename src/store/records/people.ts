// People of the exchange: who they are, which accounts are theirs, what they may do.
import { and, eq } from 'drizzle-orm';
import type { Language } from '#exchange/languages.ts';
import type { AccountId, Role } from '#exchange/people.ts';
import { idsIn, placesFor } from '../connection.ts';
import { Conflict } from '../store.ts';
import type { Tables } from '../tables.ts';
import { changed } from './changes.ts';
import type { RecordContext } from './context.ts';
import { type Organisation, organisationFrom } from './organisations.ts';
import {
  accountsOfPeople,
  accountsOfPerson,
  changeable,
  changePerson,
  everybody,
  grantsOfPerson,
  markSeen,
  type PersonColumn,
  pendingPeople,
  peopleByIds,
  peopleFound,
  peopleWithRole,
  personByAccount,
  personById,
} from './people-queries.ts';
import { lettersOf, nameKey, typedKey } from './search.ts';

export type Membership = 'pending' | 'confirmed' | 'removed';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly organisation: string | undefined;
  readonly membership: Membership;
  /** Chosen by the person; undefined until then. */
  readonly language: Language | undefined;
  readonly zone: string | undefined;
  /** Which reminders the person wants; what is addressed to them by name always arrives. */
  readonly notifications: 'all' | 'essential';
  /** The platform they want to be told on; undefined: wherever they last changed something. */
  readonly tellOn: string | undefined;
  readonly rank: string | undefined;
  readonly unit: string | undefined;
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

/** A role and where it holds: `hub`, an organisation's id or a course's id. */
export interface Grant {
  readonly person: string;
  readonly role: Role;
  readonly scope: string;
}

/** Somebody with an account, and what decides who they are to the bot. */
export interface Known {
  readonly person: Person;
  readonly organisation: Organisation | undefined;
  readonly grants: readonly Grant[];
}

export interface PeopleRecords {
  add(person: Pick<Person, 'name' | 'organisation' | 'membership'> & Partial<Person>): Promise<Person>;
  byId(id: string): Promise<Person | undefined>;
  byIds(ids: readonly string[]): Promise<readonly Person[]>;
  /** On the way to every first reply: the person behind an account, with organisation and grants. Prepared. */
  byAccount(account: AccountId): Promise<Known | undefined>;
  /** With `whileIn`, only a member who stands like that: throws Conflict when somebody else decided meanwhile. */
  change(id: string, changes: Partial<Omit<Person, 'id'>>, whileIn?: readonly Membership[]): Promise<Person>;
  accountsOf(person: string): Promise<readonly Account[]>;
  accountsOfAll(people: readonly string[]): Promise<readonly Account[]>;
  /** Gives an account to a person. Throws Conflict when it is another's. */
  link(account: AccountId, person: string, name: string): Promise<void>;
  /** Notes that an account changes something; not audited. On the way to a first reply. Prepared. */
  noteSeen(account: AccountId, at: number): Promise<void>;
  setDirectMessages(account: AccountId, state: Account['directMessages']): Promise<void>;
  grant(grant: Grant): Promise<void>;
  revoke(grant: Grant): Promise<void>;
  grantsOf(person: string): Promise<readonly Grant[]>;
  /** Everybody confirmed who holds a role in a scope. */
  withRole(role: Role, scope?: string): Promise<readonly Person[]>;
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

    async byAccount(account) {
      const rows = await personByAccount(context.connection).execute({ account });
      const [first] = rows;
      if (first === undefined) return undefined;
      return {
        person: personFrom(first.person),
        organisation: first.organisation === null ? undefined : organisationFrom(first.organisation),
        grants: rows.flatMap(({ grant }) => (grant === null ? [] : [grant])),
      };
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
        .values({ id: account, person, name, directMessages: 'not-asked', lastSeen: context.now })
        .onConflictDoUpdate({ target: accounts.id, set: { name }, setWhere: eq(accounts.person, person) })
        .returning();
      if (row === undefined) throw new Conflict('This account is linked to somebody else.');
      context.audit('person.link', person, { platform: account.slice(0, account.indexOf(':')) });
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

    async grant({ person, role, scope }) {
      const { grants } = context.tables;
      const rows = await context.db
        .insert(grants)
        .values({ person, role, scope })
        .onConflictDoNothing()
        .returning();
      if (rows.length > 0) context.audit('person.grant', person, { role, scope });
    },

    async revoke({ person, role, scope }) {
      const { grants } = context.tables;
      const rows = await context.db
        .delete(grants)
        .where(and(eq(grants.person, person), eq(grants.role, role), eq(grants.scope, scope)))
        .returning();
      if (rows.length > 0) context.audit('person.revoke', person, { role, scope });
    },

    async grantsOf(person) {
      return await grantsOfPerson(context.connection).execute({ person });
    },

    async withRole(role, scope) {
      const rows = await peopleWithRole(context.connection, scope !== undefined).execute({ role, scope });
      return rows.map(({ person }) => personFrom(person));
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

function personFrom(row: Tables['people']['$inferSelect']): Person {
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
  };
}
