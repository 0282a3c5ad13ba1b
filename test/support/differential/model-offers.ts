// The model of offers: open while their nomination is as it was granted, ended by whatever moves it.
import { maySeeNomination } from '#exchange/disclosure.ts';
import { offerStates } from '#exchange/offers.ts';
import type { Offer, OfferRecords } from '#store/records/offers.ts';
import { by, type ModelContext, Violation } from './model-state.ts';

const rowsOf = ({ state }: ModelContext) => [...state.offers.values()];

export function endOfferIn(context: ModelContext, nomination: string, to: string): void {
  const state = offerStates.find((one) => one === to) ?? 'withdrawn';
  for (const row of rowsOf(context))
    if (row.nomination === nomination && row.state === 'open')
      context.put('offers', row.id, { ...row, state, endedAt: context.now });
}

export function bareOffers(context: ModelContext, nomination: string): void {
  for (const row of rowsOf(context))
    if (row.nomination === nomination)
      context.put('offers', row.id, { ...row, reason: null, declineReason: null });
}

export function offerModel(context: ModelContext): OfferRecords {
  const { state, viewer } = context;
  const organiser = (course: string) => state.courses.get(course)?.organisation ?? '';
  const sees = (offer: Offer) => {
    const nomination = state.nominations.get(offer.nomination);
    return (
      nomination !== undefined &&
      maySeeNomination(viewer, { ...nomination, organiser: organiser(offer.course) })
    );
  };
  const visible = (id: string) => {
    const row = state.offers.get(id);
    return row && sees(row) ? row : undefined;
  };
  const open = () => rowsOf(context).filter((row) => row.state === 'open');

  return {
    open: async (offer) => {
      const nomination = state.nominations.get(offer.nomination);
      if (nomination?.state !== 'offered') return undefined;
      const id = context.newId('ofr');
      if (open().some((row) => row.nomination === nomination.id)) return undefined;
      if (offer.offeredBy && !state.people.has(offer.offeredBy)) throw new Violation('foreign key');
      const row = context.put('offers', id, {
        offeredBy: null,
        reason: null,
        toldAt: null,
        endedAt: null,
        declineReason: null,
        ...offer,
        id,
        nomination: nomination.id,
        course: nomination.course,
        state: 'open',
        offeredAt: context.now,
        extensions: 0,
      });
      const { course, endsAt, origin } = row;
      context.audit('offer.open', id, { course, nomination: row.nomination, origin, endsAt });
      return row;
    },
    byId: async (id) => visible(id),
    among: async (nominations, states) =>
      rowsOf(context)
        .filter((row) => nominations.includes(row.nomination) && states.includes(row.state))
        .sort(
          by(
            (row) => row.endsAt,
            (row) => row.id,
          ),
        )
        .filter(sees),
    of: async (course, most, skip) =>
      context.seesCourse(course)
        ? rowsOf(context)
            .filter((row) => row.course === course)
            .sort(
              by<Offer>(
                (row) => row.offeredAt,
                (row) => row.id,
              ),
            )
            .toReversed()
            .filter(sees)
            .slice(skip, skip + most)
        : [],
    counts: async (course) => {
      const rows = context.seesCourse(course) ? rowsOf(context).filter((row) => row.course === course) : [];
      const count = (wanted: string) => rows.filter((row) => row.state === wanted).length;
      return {
        open: count('open'),
        accepted: count('accepted'),
        declined: count('declined'),
        expired: count('expired'),
        withdrawn: count('withdrawn'),
      };
    },
    due: async (now, most) =>
      open()
        .filter((row) => row.lookAt <= now)
        .sort(
          by(
            (row) => row.lookAt,
            (row) => row.id,
          ),
        )
        .slice(0, most)
        .filter(sees),
    plan: async (id, changes) => {
      const row = visible(id);
      if (row?.state !== 'open') return false;
      const { endsAt } = context.put('offers', row.id, { ...row, ...changes });
      if (changes.endsAt !== undefined) context.audit('offer.extend', id, { endsAt });
      return true;
    },
    explain: async (id, reason) => {
      const row = visible(id);
      if (row?.state !== 'declined' || row.declineReason !== null) return false;
      context.put('offers', row.id, { ...row, declineReason: reason });
      context.audit('offer.explain', id);
      return true;
    },
    vacant: async () => {
      if (viewer.kind !== 'process') return [];
      const isReserved = (course: string) =>
        [...state.nominations.values()].some((one) => one.course === course && one.state === 'reserve');
      return [...state.courses.values()]
        .filter((row) => row.state === 'confirmed' && row.granted < row.seats && isReserved(row.id))
        .sort(
          by(
            (row) => row.startsOn,
            (row) => row.id,
          ),
        )
        .map(({ id }) => id);
    },
  };
}
