// The table of exchanges between officers: what each offers, and with whom they have been paired.
import { sql } from 'drizzle-orm';
import type { Subject } from '#exchange/course.ts';
import type { Language } from '#exchange/languages.ts';
import type { OfferState } from '#exchange/pairing.ts';
import type { Columns } from '../columns.ts';
import type { MemberTables } from './members.ts';

export function exchangeTables(columns: Columns, { organisations, people }: MemberTables) {
  const { table, text, oneOf, instant, json, index, uniqueIndex } = columns;

  const exchangeOffers = table(
    'exchange_offers',
    {
      id: text().primaryKey(),
      officer: text()
        .notNull()
        .references(() => people.id),
      organisation: text()
        .notNull()
        .references(() => organisations.id),
      offeredBy: text('offered_by').notNull(),
      topic: oneOf<Subject>().notNull(),
      languages: json<readonly Language[]>().notNull(),
      // The first and the last day that suit, ISO dates.
      from: text('from_day').notNull(),
      until: text('until_day').notNull(),
      // The officer with whom they wish to go.
      counterpart: text(),
      state: oneOf<OfferState>().notNull(),
      // The other's offer, once they are paired.
      pairedWith: text('paired_with'),
      createdAt: instant('created_at').notNull(),
    },
    (t) => [
      uniqueIndex('exchange_offers_once').on(t.officer).where(sql`state = 'open'`),
      index('exchange_offers_by_state').on(t.state, t.until, t.createdAt),
      index('exchange_offers_of_organisation').on(t.organisation, t.state, t.createdAt),
      index('exchange_offers_of_officer').on(t.officer, t.createdAt),
      index('exchange_offers_for').on(t.counterpart),
    ],
  );

  return { exchangeOffers };
}
