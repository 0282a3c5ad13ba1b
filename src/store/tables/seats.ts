// The tables of how seats are shared: weights of organisations, rules and lot of a course, plans and departures from them.
import type { PlannedSeat, PlannedShare } from '#exchange/seat-plan.ts';
import type { Reserve } from '#exchange/seat-rules.ts';
import type { Columns } from '../columns.ts';
import type { CourseTables } from './courses.ts';
import type { MemberTables } from './members.ts';

export function seatTables(
  columns: Columns,
  { organisations }: MemberTables,
  { courses, nominations }: CourseTables,
) {
  const { table, text, count, instant, yesNo, json, index, uniqueIndex } = columns;
  const ofCourse = () => text().references(() => courses.id);
  const nomination = () =>
    text()
      .notNull()
      .references(() => nominations.id);

  // Only of those that have another than the first.
  const weights = table('weights', {
    organisation: text()
      .primaryKey()
      .references(() => organisations.id),
    weight: count().notNull(),
  });

  const seatRules = table('seat_rules', {
    course: ofCourse().primaryKey(),
    cap: count(),
    floor: yesNo().notNull(),
    reserves: json<readonly Reserve[]>().notNull(),
  });

  // The seed is told to nobody before the call has closed; its hash is told to everybody.
  const lots = table('lots', {
    course: ofCourse().primaryKey(),
    seed: text().notNull(),
    drawnAt: instant('drawn_at').notNull(),
    revealedAt: instant('revealed_at'),
  });

  const seatPlans = table(
    'seat_plans',
    {
      id: text().primaryKey(),
      course: ofCourse().notNull(),
      number: count().notNull(),
      seats: count().notNull(),
      hash: text().notNull(),
      rows: json<readonly PlannedSeat[]>().notNull(),
      shares: json<readonly PlannedShare[]>().notNull(),
      proposedBy: text('proposed_by').notNull(),
      proposedAt: instant('proposed_at').notNull(),
      confirmedBy: text('confirmed_by'),
      confirmedAt: instant('confirmed_at'),
    },
    (t) => [uniqueIndex('seat_plans_of_course').on(t.course, t.number)],
  );

  const seatDepartures = table(
    'seat_departures',
    {
      id: text().primaryKey(),
      plan: text()
        .notNull()
        .references(() => seatPlans.id),
      course: ofCourse().notNull(),
      number: count().notNull(),
      loses: nomination(),
      gains: nomination(),
      reason: text().notNull(),
      by: text('departed_by').notNull(),
      at: instant('departed_at').notNull(),
    },
    (t) => [
      uniqueIndex('seat_departures_of_plan').on(t.plan, t.number),
      index('seat_departures_of_course').on(t.course),
      index('seat_departures_by_time').on(t.at),
    ],
  );

  return { weights, seatRules, lots, seatPlans, seatDepartures };
}
