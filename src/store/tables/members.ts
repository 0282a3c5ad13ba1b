// The tables of who takes part: organisations, their places and channels, people, their accounts and rights.
import { sql } from 'drizzle-orm';
import type { Language } from '#exchange/languages.ts';
import type { AccountId, ChannelId, PlaceId, Role } from '#exchange/people.ts';
import type { Gender, Sector } from '#exchange/profile.ts';
import type { Columns } from '../columns.ts';
import type { CodePurpose } from '../records/codes.ts';
import type { OrganisationChannel } from '../records/organisations.ts';
import type { Account, Membership, Person } from '../records/people.ts';

export type MemberTables = ReturnType<typeof memberTables>;

export function memberTables(columns: Columns) {
  const { table, text, oneOf, count, instant, yesNo, json, index, uniqueIndex, primaryKey } = columns;

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

  // Places that Attaché was put out of, tied or not; a row goes when it is let in again.
  const leftPlaces = table('left_places', {
    place: oneOf<PlaceId>().primaryKey(),
    leftAt: instant('left_at').notNull(),
  });

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
      approvedBy: text('approved_by'),
      approvedUntil: instant('approved_until'),
    },
    (t) => [
      index('people_by_membership').on(t.membership, t.nameKey),
      index('people_of_organisation').on(t.organisation, t.nameKey, t.membership),
      index('people_by_approval').on(t.membership, t.approvedUntil),
    ],
  );

  // What eligibility and soft reserves look at: kept only where somebody has said it.
  const profiles = table('profiles', {
    person: text()
      .primaryKey()
      .references(() => people.id),
    sector: oneOf<Sector>(),
    gender: oneOf<Gender>(),
    languages: json<readonly Language[]>().notNull(),
    changedBy: text('changed_by').notNull(),
    changedAt: instant('changed_at').notNull(),
  });

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
      until: instant(),
    },
    (t) => [
      primaryKey({ columns: [t.person, t.role, t.scope] }),
      index('grants_by_role').on(t.role, t.scope),
    ],
  );

  // No role: whatever of the principal's can be deputised.
  const deputies = table(
    'deputies',
    {
      id: text().primaryKey(),
      principal: text()
        .notNull()
        .references(() => people.id),
      deputy: text()
        .notNull()
        .references(() => people.id),
      role: oneOf<Role>(),
      scope: text(),
      from: instant('from_instant').notNull(),
      until: instant().notNull(),
      zone: text().notNull(),
    },
    (t) => [
      index('deputies_of_deputy').on(t.deputy, t.until),
      index('deputies_of_principal').on(t.principal, t.until),
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

  // Wrong codes by whom and where, in the hour that began with the first of them.
  const guesses = table('guesses', {
    by: oneOf<AccountId | PlaceId>().primaryKey(),
    tries: count().notNull(),
    since: instant().notNull(),
  });

  // Who was forgotten, so that a copy that is brought back can be made to forget again: ids alone, also of people who are
  // not in this record.
  const erasures = table('erasures', { person: text().primaryKey(), at: instant().notNull() });

  return {
    organisations,
    places,
    leftPlaces,
    channels,
    people,
    profiles,
    accounts,
    grants,
    deputies,
    codes,
    guesses,
    erasures,
  };
}
