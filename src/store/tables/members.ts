// The tables of who takes part: organisations, their places and channels, people, their accounts and rights.
import { sql } from 'drizzle-orm';
import type { Language } from '#exchange/languages.ts';
import type { AccountId, ChannelId, PlaceId, Role } from '#exchange/people.ts';
import type { Columns } from '../columns.ts';
import type { CodePurpose } from '../records/codes.ts';
import type { OrganisationChannel } from '../records/organisations.ts';
import type { Account, Membership, Person } from '../records/people.ts';

export type MemberTables = ReturnType<typeof memberTables>;

export function memberTables(columns: Columns) {
  const { table, text, oneOf, instant, yesNo, index, uniqueIndex, primaryKey } = columns;

  const organisations = table(
    'organisations',
    {
      id: text().primaryKey(),
      name: text().notNull(),
      nameKey: text('name_key').notNull(),
      country: text().notNull(),
      language: oneOf<Language>().notNull(),
      zone: text().notNull(),
      hub: yesNo().notNull(),
    },
    (t) => [
      uniqueIndex('organisations_name').on(t.nameKey),
      uniqueIndex('organisations_one_hub').on(t.hub).where(sql`hub`),
    ],
  );

  const places = table(
    'places',
    {
      id: oneOf<PlaceId | ChannelId>().primaryKey(),
      organisation: text()
        .notNull()
        .references(() => organisations.id),
      name: text(),
    },
    (t) => [index('places_of_organisation').on(t.organisation)],
  );

  const channels = table(
    'channels',
    {
      organisation: text()
        .notNull()
        .references(() => organisations.id),
      purpose: oneOf<OrganisationChannel['purpose']>().notNull(),
      channel: oneOf<ChannelId>().notNull(),
    },
    (t) => [primaryKey({ columns: [t.organisation, t.purpose] })],
  );

  const people = table(
    'people',
    {
      id: text().primaryKey(),
      name: text().notNull(),
      nameKey: text('name_key').notNull(),
      organisation: text().references(() => organisations.id),
      membership: oneOf<Membership>().notNull(),
      language: oneOf<Language>(),
      zone: text(),
      notifications: oneOf<Person['notifications']>().notNull(),
      tellOn: text('tell_on'),
      rank: text(),
      unit: text(),
    },
    (t) => [
      index('people_by_membership').on(t.membership, t.nameKey),
      index('people_of_organisation').on(t.organisation, t.nameKey, t.membership),
    ],
  );

  const accounts = table(
    'accounts',
    {
      id: oneOf<AccountId>().primaryKey(),
      person: text()
        .notNull()
        .references(() => people.id),
      name: text().notNull(),
      directMessages: oneOf<Account['directMessages']>('direct_messages').notNull(),
      lastSeen: instant('last_seen').notNull(),
    },
    (t) => [index('accounts_of_person').on(t.person)],
  );

  const grants = table(
    'grants',
    {
      person: text()
        .notNull()
        .references(() => people.id),
      role: oneOf<Role>().notNull(),
      scope: text().notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.person, t.role, t.scope] }),
      index('grants_by_role').on(t.role, t.scope),
    ],
  );

  const codes = table(
    'codes',
    {
      hash: text().primaryKey(),
      purpose: oneOf<CodePurpose>().notNull(),
      subject: text().notNull(),
      goodUntil: instant('good_until').notNull(),
      usedAt: instant('used_at'),
    },
    (t) => [index('codes_of_subject').on(t.subject, t.purpose)],
  );

  // Who was forgotten, so that a copy that is brought back can be made to forget again: ids alone, also of people who are
  // not in this record.
  const erasures = table('erasures', { person: text().primaryKey(), at: instant().notNull() });

  return { organisations, places, channels, people, accounts, grants, codes, erasures };
}
