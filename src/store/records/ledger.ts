// The ledger of seats: what each organisation weighs and has received since a day, counted anew from the nominations that
// hold a seat; nothing is kept of it, so a cancelled course has never counted.
import { and, asc, count, eq, gte, max, ne, sql } from 'drizzle-orm';
import { maySeeStanding } from '#exchange/disclosure.ts';
import { weightLimits } from '#exchange/entitlement.ts';
import { given, prepared } from '../connection.ts';
import { isSeated } from '../tables/courses.ts';
import type { RecordContext } from './context.ts';

export interface LedgerRow {
  readonly organisation: string;
  readonly name: string;
  readonly weight: number;
  readonly received: number;
  /** Of those received: nobody came. They count all the same. */
  readonly noShows: number;
  /** The first day of the last course in which it has a seat. */
  readonly lastOn: string | undefined;
}

export interface Ledger {
  /** By name: of all organisations for whoever may see that, else the viewer's own. */
  readonly rows: readonly LedgerRow[];
  /** Sums over all organisations, for whoever sees a row: what one is entitled to is a part of them. */
  readonly weights: number;
  readonly seats: number;
}

export interface LedgerRecords {
  /**
   * Of courses whose first day is this one (ISO) or later, and that were not cancelled. The hub is left out while it has
   * neither a weight nor a seat.
   */
  since(day: string): Promise<Ledger>;
  weigh(organisation: string, weight: number): Promise<void>;
}

export function ledgerRecords(context: RecordContext): LedgerRecords {
  return {
    async since(day) {
      let hidden = 0;
      const seats = new Map<string, { received: number; noShows: number; lastOn: string | undefined }>();
      for (const row of await seatsSince(context.connection).execute({ day })) {
        // Nobody learns from a sum that a withheld course of others has given seats.
        if (row.withheld !== '[]' && !maySeeStanding(context.viewer, row.organisation)) hidden += row.number;
        const sum = seats.get(row.organisation) ?? { received: 0, noShows: 0, lastOn: undefined };
        seats.set(row.organisation, sum);
        sum.received += row.number;
        if (row.state === 'no-show') sum.noShows += row.number;
        if (row.lastOn !== null && row.lastOn > (sum.lastOn ?? '')) sum.lastOn = row.lastOn;
      }
      const all = (await weighed(context.connection).execute())
        .filter(({ id, hub, weight }) => !hub || weight !== null || seats.has(id))
        .map(
          ({ id, name, weight }): LedgerRow => ({
            organisation: id,
            name,
            weight: weight ?? weightLimits.fallback,
            ...(seats.get(id) ?? { received: 0, noShows: 0, lastOn: undefined }),
          }),
        );
      const rows = all.filter(({ organisation }) => maySeeStanding(context.viewer, organisation));
      if (rows.length === 0) return { rows, weights: 0, seats: 0 };
      return { rows, weights: sum(all, 'weight'), seats: sum(all, 'received') - hidden };
    },

    async weigh(organisation, weight) {
      const { weights } = context.tables;
      await context.db
        .insert(weights)
        .values({ organisation, weight })
        .onConflictDoUpdate({ target: weights.organisation, set: { weight } });
      context.audit('seats.weigh', organisation, { weight });
    },
  };
}

function sum(rows: readonly LedgerRow[], of: 'weight' | 'received'): number {
  return rows.reduce((total, row) => total + row[of], 0);
}

// One look into the index of those that hold a seat for each course of the window.
const seatsSince = prepared(({ db, tables: { nominations, courses } }) => {
  const seated = db
    .select({ course: nominations.course, organisation: nominations.organisation, state: nominations.state })
    .from(nominations)
    .where(isSeated)
    .as('seated');
  return db
    .select({
      organisation: seated.organisation,
      state: seated.state,
      withheld: sql<string>`cast(${courses.withheld} as text)`.as('withheld_for'),
      number: count(),
      lastOn: max(courses.startsOn),
    })
    .from(courses)
    .innerJoin(seated, eq(seated.course, courses.id))
    .where(and(gte(courses.startsOn, given(courses.startsOn, 'day')), ne(courses.state, 'cancelled')))
    .groupBy(seated.organisation, seated.state, sql`withheld_for`)
    .orderBy(asc(seated.organisation), asc(seated.state), sql`withheld_for`)
    .prepare('seats_since');
});

const weighed = prepared(({ db, tables: { organisations, weights } }) =>
  db
    .select({
      id: organisations.id,
      name: organisations.name,
      hub: organisations.hub,
      weight: weights.weight,
    })
    .from(organisations)
    .leftJoin(weights, eq(weights.organisation, organisations.id))
    .orderBy(asc(organisations.nameKey))
    .prepare('organisations_weighed'),
);
