// Exchanges between officers: what they offer, and who has been paired with whom; personal, so read only through a viewer.
import { and, asc, eq, gte, inArray } from 'drizzle-orm';
import { maySeeOffer } from '#exchange/disclosure.ts';
import type { ExchangeOffer, OfferState } from '#exchange/pairing.ts';
import { given, prepared } from '../connection.ts';
import { Conflict } from '../store.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { holdNominee } from './nomination-queries.ts';

export interface OfferedExchange extends ExchangeOffer {
  /** The liaison officer, or the officer themselves. */
  readonly offeredBy: string;
  readonly state: OfferState;
  /** The other's offer, once they are paired. */
  readonly pairedWith: string | undefined;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

export interface ExchangeRecords {
  /** Throws Conflict while the officer has another that is open, or when there is nobody of this id any more. */
  offer(offer: Omit<OfferedExchange, 'id' | 'state' | 'pairedWith' | 'createdAt'>): Promise<OfferedExchange>;
  /** Also the other's of a pair, to whoever sees one of the two. */
  byId(id: string): Promise<OfferedExchange | undefined>;
  /** Oldest first, those that the viewer may see; `untilFrom`: whose last day is not before that. */
  list(narrow: {
    states: readonly OfferState[];
    organisation?: string;
    officer?: string;
    untilFrom?: string;
    most: number;
  }): Promise<readonly OfferedExchange[]>;
  /** False when it is not open any more. */
  withdraw(id: string): Promise<boolean>;
  /** Pairs two that are open; false, with nothing changed, when one of them no longer is. */
  pair(one: string, other: string): Promise<boolean>;
}

export function exchangeRecords(context: RecordContext): ExchangeRecords {
  async function rowOf(id: string) {
    const [row] = await offerById(context.connection).execute({ id });
    return row;
  }

  /** One conditional update; true when it was open. */
  async function close(id: string, set: Pick<Row, 'state' | 'pairedWith'>): Promise<boolean> {
    const { exchangeOffers } = context.tables;
    const changed = await context.db
      .update(exchangeOffers)
      .set(set)
      .where(and(eq(exchangeOffers.id, id), eq(exchangeOffers.state, 'open')))
      .returning({ id: exchangeOffers.id });
    return changed.length > 0;
  }

  return {
    async offer(offer) {
      const { exchangeOffers } = context.tables;
      // Whoever is being merged or forgotten meanwhile is waited for.
      const present = await holdNominee(context.connection).execute({ nominee: offer.officer });
      if (present.length === 0) throw new Conflict('There is nobody to go any more.');
      const [row] = await context.db
        .insert(exchangeOffers)
        .values({
          ...offer,
          id: context.newId('exo'),
          counterpart: offer.counterpart ?? null,
          state: 'open',
          pairedWith: null,
          createdAt: context.now,
        })
        .onConflictDoNothing()
        .returning();
      if (row === undefined) throw new Conflict('This officer has an offer that is open already.');
      const { id, officer, organisation, topic, from, until } = row;
      context.audit('exchange.offer', id, { officer, organisation, topic, from, until });
      return offerFrom(row);
    },

    async byId(id) {
      const row = await rowOf(id);
      if (row === undefined) return undefined;
      if (maySeeOffer(context.viewer, row)) return offerFrom(row);
      const other = row.pairedWith === null ? undefined : await rowOf(row.pairedWith);
      return other && maySeeOffer(context.viewer, other) ? offerFrom(row) : undefined;
    },

    async list({ states, organisation, officer, untilFrom, most }) {
      if (states.length === 0) return [];
      const { exchangeOffers } = context.tables;
      const rows = await context.db
        .select()
        .from(exchangeOffers)
        .where(
          and(
            inArray(exchangeOffers.state, [...states]),
            organisation === undefined ? undefined : eq(exchangeOffers.organisation, organisation),
            officer === undefined ? undefined : eq(exchangeOffers.officer, officer),
            untilFrom === undefined ? undefined : gte(exchangeOffers.until, untilFrom),
          ),
        )
        .orderBy(asc(exchangeOffers.createdAt), asc(exchangeOffers.id))
        .limit(most);
      return rows.filter((row) => maySeeOffer(context.viewer, row)).map(offerFrom);
    },

    async withdraw(id) {
      const withdrawn = await close(id, { state: 'withdrawn', pairedWith: null });
      if (withdrawn) context.audit('exchange.withdraw', id);
      return withdrawn;
    },

    async pair(one, other) {
      // In the order of their ids, so that two who pair the same at once wait for one another.
      const [first = one, second = other] = [one, other].toSorted();
      if (first === second || !(await close(first, { state: 'paired', pairedWith: second }))) return false;
      if (!(await close(second, { state: 'paired', pairedWith: first }))) {
        const { exchangeOffers } = context.tables;
        await context.db
          .update(exchangeOffers)
          .set({ state: 'open', pairedWith: null })
          .where(eq(exchangeOffers.id, first));
        return false;
      }
      context.audit('exchange.pair', first, { with: second });
      return true;
    },
  };
}

type Row = Tables['exchangeOffers']['$inferSelect'];

const offerById = prepared(({ db, tables: { exchangeOffers } }) =>
  db
    .select()
    .from(exchangeOffers)
    .where(eq(exchangeOffers.id, given(exchangeOffers.id, 'id')))
    .prepare('exchange_offer_by_id'),
);

function offerFrom({ counterpart, pairedWith, ...row }: Row): OfferedExchange {
  return { ...row, counterpart: counterpart ?? undefined, pairedWith: pairedWith ?? undefined };
}
