// The model of exchanges between officers: offers, of which one is open to an officer, and pairs of two.
import { maySeeOffer } from '#exchange/disclosure.ts';
import { erasedName } from '#exchange/people.ts';
import type { ExchangeRecords, OfferedExchange } from '#store/records/exchanges.ts';
import { Conflict } from '#store/store.ts';
import { by, kept, type ModelContext, type Row } from './model-state.ts';

export function exchangeModel(context: ModelContext): ExchangeRecords {
  const { exchangeOffers, people } = context.state;
  const sees = (row: Row<'exchangeOffers'>) => maySeeOffer(context.viewer, row);

  return {
    offer: async (offer) => {
      const id = context.newId('exo');
      const officer = people.get(offer.officer);
      if (officer === undefined || officer.name === erasedName)
        throw new Conflict('There is nobody to go any more.');
      const isOpen = [...exchangeOffers.values()].some(
        (one) => one.officer === officer.id && one.state === 'open',
      );
      if (isOpen) throw new Conflict('This officer has an offer that is open already.');
      context.need('organisations', offer.organisation);
      const row = context.put('exchangeOffers', id, {
        ...offer,
        id,
        counterpart: offer.counterpart ?? null,
        state: 'open',
        pairedWith: null,
        createdAt: context.now,
      });
      const { organisation, topic, from, until } = row;
      context.audit('exchange.offer', id, { officer: row.officer, organisation, topic, from, until });
      return offerFrom(row);
    },
    byId: async (id) => {
      const row = exchangeOffers.get(id);
      if (row === undefined) return undefined;
      const other = exchangeOffers.get(row.pairedWith ?? '');
      return sees(row) || (other !== undefined && sees(other)) ? offerFrom(row) : undefined;
    },
    list: async ({ states, organisation, officer, untilFrom, most }) =>
      [...exchangeOffers.values()]
        .filter((row) => states.includes(row.state))
        .filter((row) => organisation === undefined || row.organisation === kept(organisation))
        .filter((row) => officer === undefined || row.officer === kept(officer))
        .filter((row) => untilFrom === undefined || row.until >= untilFrom)
        .sort(
          by(
            (row) => row.createdAt,
            (row) => row.id,
          ),
        )
        .slice(0, most)
        .filter(sees)
        .map(offerFrom),
    withdraw: async (id) => {
      const row = exchangeOffers.get(id);
      if (row?.state !== 'open') return false;
      context.put('exchangeOffers', row.id, { ...row, state: 'withdrawn' });
      context.audit('exchange.withdraw', row.id);
      return true;
    },
    pair: async (...ids) => {
      const [first, second] = ids
        .map(kept)
        .toSorted()
        .map((id) => exchangeOffers.get(id));
      if (first?.state !== 'open' || second?.state !== 'open' || first.id === second.id) return false;
      context.put('exchangeOffers', first.id, { ...first, state: 'paired', pairedWith: second.id });
      context.put('exchangeOffers', second.id, { ...second, state: 'paired', pairedWith: first.id });
      context.audit('exchange.pair', first.id, { with: second.id });
      return true;
    },
  };
}

function offerFrom({ counterpart, pairedWith, ...row }: Row<'exchangeOffers'>): OfferedExchange {
  return { ...row, counterpart: counterpart ?? undefined, pairedWith: pairedWith ?? undefined };
}
