// The tables of the symposium: series, editions, and who comes.
import type { AudienceTrack } from '#exchange/symposium.ts';
import type { Columns } from '../columns.ts';
import type { SymposiumEdition } from '../records/symposia.ts';
import type { MemberTables } from './members.ts';

export type SymposiumTables = ReturnType<typeof symposiumTables>;

export function symposiumTables(columns: Columns, { people }: MemberTables) {
  const { table, text, oneOf, count, index, uniqueIndex, primaryKey } = columns;

  const symposiumSeries = table('symposium_series', {
    id: text().primaryKey(),
    name: text().notNull(),
    everyYears: count('every_years').notNull(),
  });

  const symposiumEditions = table(
    'symposium_editions',
    {
      id: text().primaryKey(),
      series: text()
        .notNull()
        .references(() => symposiumSeries.id),
      number: count().notNull(),
      title: text().notNull(),
      state: oneOf<SymposiumEdition['state']>().notNull(),
      startsOn: text('starts_on'),
      endsOn: text('ends_on'),
      zone: text().notNull(),
      place: text(),
      plannedBy: text('planned_by').notNull(),
      sequence: count().notNull(),
    },
    (t) => [
      uniqueIndex('symposium_editions_once').on(t.series, t.number),
      index('symposium_editions_by_state').on(t.state),
    ],
  );

  const symposiumRegistrations = table(
    'symposium_registrations',
    {
      edition: text()
        .notNull()
        .references(() => symposiumEditions.id),
      person: text()
        .notNull()
        .references(() => people.id),
      track: oneOf<AudienceTrack>().notNull(),
    },
    (t) => [primaryKey({ columns: [t.edition, t.person] })],
  );

  return { symposiumSeries, symposiumEditions, symposiumRegistrations };
}
