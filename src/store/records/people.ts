// People of the exchange: who they are, which accounts are theirs, what they may do.
import type { AccountId, Role } from '#exchange/people.ts';
import type { Language } from '#exchange/languages.ts';

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
  /** The platform they want to be told on; undefined: wherever they last wrote. */
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
  readonly lastSeen: number;
}

/** A role and where it holds: `hub`, an organisation's id or a course's id. */
export interface Grant {
  readonly person: string;
  readonly role: Role;
  readonly scope: string;
}

export interface PeopleRecords {
  add(person: Pick<Person, 'name' | 'organisation' | 'membership'> & Partial<Person>): Promise<Person>;
  byId(id: string): Promise<Person | undefined>;
  byIds(ids: readonly string[]): Promise<readonly Person[]>;
  /** On the way to every first reply: the person behind an account with their grants. Prepared. */
  byAccount(account: AccountId): Promise<{ readonly person: Person; readonly grants: readonly Grant[] } | undefined>;
  change(id: string, changes: Partial<Omit<Person, 'id'>>): Promise<Person>;
  accountsOf(person: string): Promise<readonly Account[]>;
  accountsOfAll(people: readonly string[]): Promise<readonly Account[]>;
  /** Gives an account to a person. Throws Conflict when it is another's. */
  link(account: AccountId, person: string, name: string): Promise<void>;
  /** Moves all accounts, grants, nominations and answers of one doubled person to another. */
  noteSeen(account: AccountId, at: number): Promise<void>;
  setDirectMessages(account: AccountId, state: Account['directMessages']): Promise<void>;
  grant(grant: Grant): Promise<void>;
  revoke(grant: Grant): Promise<void>;
  grantsOf(person: string): Promise<readonly Grant[]>;
  /** Everybody confirmed who holds a role in a scope. */
  withRole(role: Role, scope?: string): Promise<readonly Person[]>;
  /** Pending members, for whoever confirms them; by name. */
  pending(organisation?: string): Promise<readonly Person[]>;
  /** Confirmed people whose folded name begins with, then holds, what was typed; `organisation` narrows. */
  search(typed: string, narrow: { organisation?: string | undefined; most: number }): Promise<readonly Person[]>;
}
