// Offers of seats: personal as nominations are, so read only through a viewer; one stands open for a nomination at most.
import { and, asc, count, desc, eq, exists, inArray, isNull, lt, lte, sql } from 'drizzle-orm';
import { maySeeNomination } from '#exchange/disclosure.ts';
import type { NominationState } from '#exchange/nomination.ts';
import { type DeclineReason, type OfferState, offerStates } from '#exchange/offers.ts';
import { amongIds, given, idsIn, placesFor, prepared, preparedFor } from '../connection.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { seesCourse } from './eyes.ts';

/** Instants in epoch milliseconds; null where it has not come to that. */
export type Offer = Tables['offers']['$inferSelect'];

export type NewOffer = Pick<Offer, 'nomination' | 'origin' | 'endsAt' | 'closesAt' | 'lookAt'> &
  Partial<Pick<Offer, 'offeredBy' | 'reason'>>;

export interface OfferRecords {
  /**
   * Opens the offer of a nomination that has just been granted its seat as `offered`; undefined when it has not, or
   * one stands open. It ends with the state of the nomination: by `nominations.move`, and by nothing else.
   */
  open(offer: NewOffer): Promise<Offer | undefined>;
  byId(id: string): Promise<Offer | undefined>;
  /** The offers of these nominations in these states, those that end first before others. */
  among(nominations: readonly string[], states: readonly OfferState[]): Promise<readonly Offer[]>;
  /** Of one course, newest first. */
  of(course: string, most: number, skip: number): Promise<readonly Offer[]>;
  /** How many there are in each state; counts alone, for whoever sees the course. */
  counts(course: string): Promise<Readonly<Record<OfferState, number>>>;
  /** Open ones at which it is time to look, the longest due first. */
  due(now: number, most: number): Promise<readonly Offer[]>;
  /** While it is open: when to look again, when its message had left, when it ends. False when it is not any more. */
  plan(
    id: string,
    changes: Pick<Offer, 'lookAt'> & Partial<Pick<Offer, 'toldAt' | 'endsAt' | 'extensions'>>,
  ): Promise<boolean>;
  /** Why it was declined, said once; false when it was not declined, or it has been said. */
  explain(id: string, reason: DeclineReason): Promise<boolean>;
  /** Confirmed courses with a seat that nobody holds and somebody in the reserve, by first day: ids alone. */
  vacant(): Promise<readonly string[]>;
}

export function offerRecords(context: RecordContext): OfferRecords {
  function seen(rows: readonly { offer: Offer; nomination: SeenNomination; organiser: string }[]): Offer[] {
    return rows
      .filter(({ nomination, organiser }) => maySeeNomination(context.viewer, { ...nomination, organiser }))
      .map(({ offer }) => offer);
  }

  async function visible(id: string): Promise<Offer | undefined> {
    const [offer] = seen(await offerById(context.connection).execute({ id }));
    return offer;
  }

  return {
    async open(offer) {
      const { nominations, offers } = context.tables;
      const [nomination] = await context.db
        .select({ course: nominations.course })
        .from(nominations)
        .where(and(eq(nominations.id, offer.nomination), eq(nominations.state, 'offered')));
      if (nomination === undefined) return undefined;
      const [row] = await context.db
        .insert(offers)
        .values({
          ...offer,
          id: context.newId('ofr'),
          course: nomination.course,
          state: 'open',
          offeredAt: context.now,
          extensions: 0,
        })
        .onConflictDoNothing()
        .returning();
      if (row === undefined) return undefined;
      const { id, course, endsAt, origin } = row;
      context.audit('offer.open', id, { course, nomination: row.nomination, origin, endsAt });
      return row;
    },

    byId: visible,

    async among(nominations, states) {
      if (nominations.length === 0 || states.length === 0) return [];
      const places = placesFor(nominations);
      return seen(await offersAmong(context.connection, places, states).execute(idsIn(nominations, places)));
    },

    async of(course, most, skip) {
      if (!(await seesCourse(context, course))) return [];
      const rows = await offersOfCourse(context.connection).execute({ course });
      return seen(rows).slice(skip, skip + most);
    },

    async counts(course) {
      const none = Object.fromEntries(offerStates.map((state) => [state, 0])) as Record<OfferState, number>;
      if (!(await seesCourse(context, course))) return none;
      const rows = await offerCounts(context.connection).execute({ course });
      for (const { state, number } of rows) none[state] = number;
      return none;
    },

    async due(now, most) {
      return seen(await offersDue(context.connection).execute({ now, limit: most }));
    },

    async plan(id, changes) {
      const { offers } = context.tables;
      if ((await visible(id)) === undefined) return false;
      const [row] = await context.db
        .update(offers)
        .set(changes)
        .where(and(eq(offers.id, id), eq(offers.state, 'open')))
        .returning({ endsAt: offers.endsAt });
      if (row !== undefined && changes.endsAt !== undefined)
        context.audit('offer.extend', id, { endsAt: row.endsAt });
      return row !== undefined;
    },

    async explain(id, reason) {
      const { offers } = context.tables;
      if ((await visible(id)) === undefined) return false;
      const rows = await context.db
        .update(offers)
        .set({ declineReason: reason })
        .where(and(eq(offers.id, id), eq(offers.state, 'declined'), isNull(offers.declineReason)))
        .returning({ id: offers.id });
      if (rows.length > 0) context.audit('offer.explain', id);
      return rows.length > 0;
    },

    async vacant() {
      if (context.viewer.kind !== 'process') return [];
      const { courses, nominations } = context.tables;
      const inReserve = context.db
        .select({ id: nominations.id })
        .from(nominations)
        .where(and(eq(nominations.course, courses.id), eq(nominations.state, 'reserve')));
      const rows = await context.db
        .select({ id: courses.id })
        .from(courses)
        .where(and(eq(courses.state, 'confirmed'), lt(courses.granted, courses.seats), exists(inReserve)))
        .orderBy(asc(courses.startsOn), asc(courses.id));
      return rows.map(({ id }) => id);
    },
  };
}

/** The open offer of a nomination ends as the nomination has moved on. */
export async function endOffer(
  { db, tables, now }: RecordContext,
  nomination: string,
  to: NominationState,
): Promise<void> {
  const { offers } = tables;
  const state = to === 'accepted' || to === 'declined' || to === 'expired' ? to : 'withdrawn';
  await db
    .update(offers)
    .set({ state, endedAt: now })
    .where(and(eq(offers.nomination, nomination), eq(offers.state, 'open')));
}

/** What was said about somebody, and by them, with an offer. */
export async function forgetOffers({ db, tables }: RecordContext, nominee: string): Promise<void> {
  const { offers, nominations } = tables;
  const own = db.select({ id: nominations.id }).from(nominations).where(eq(nominations.nominee, nominee));
  await db.update(offers).set({ reason: null, declineReason: null }).where(inArray(offers.nomination, own));
}

/** The same for nominations that have been kept for long enough. */
export async function emptyOffers(
  { db, tables: { offers } }: Pick<RecordContext, 'db' | 'tables'>,
  nominations: readonly string[],
): Promise<void> {
  if (nominations.length === 0) return;
  await db
    .update(offers)
    .set({ reason: null, declineReason: null })
    .where(inArray(offers.nomination, [...nominations]));
}

/** What decides who sees an offer: whoever sees its nomination. */
type SeenNomination = Pick<Tables['nominations']['$inferSelect'], 'nominee' | 'organisation' | 'state'>;

function seenParts({ offers, nominations, courses }: Tables) {
  const { nominee, organisation, state } = nominations;
  return { offer: offers, nomination: { nominee, organisation, state }, organiser: courses.organisation };
}

const offerById = prepared(({ db, tables }) => {
  const { offers, nominations, courses } = tables;
  return db
    .select(seenParts(tables))
    .from(offers)
    .innerJoin(nominations, eq(nominations.id, offers.nomination))
    .innerJoin(courses, eq(courses.id, offers.course))
    .where(eq(offers.id, given(offers.id, 'id')))
    .prepare('offer_by_id');
});

const offersAmong = preparedFor(
  'offers_among',
  ({ db, tables }, name, places: number, states: readonly OfferState[]) => {
    const { offers, nominations, courses } = tables;
    return db
      .select(seenParts(tables))
      .from(offers)
      .innerJoin(nominations, eq(nominations.id, offers.nomination))
      .innerJoin(courses, eq(courses.id, offers.course))
      .where(and(amongIds(offers.nomination, places), inArray(offers.state, [...states])))
      .orderBy(asc(offers.endsAt), asc(offers.id))
      .prepare(name);
  },
);

const offersOfCourse = prepared(({ db, tables }) => {
  const { offers, nominations, courses } = tables;
  return db
    .select(seenParts(tables))
    .from(offers)
    .innerJoin(nominations, eq(nominations.id, offers.nomination))
    .innerJoin(courses, eq(courses.id, offers.course))
    .where(eq(offers.course, given(offers.course, 'course')))
    .orderBy(desc(offers.offeredAt), desc(offers.id))
    .prepare('offers_of_course');
});

const offerCounts = prepared(({ db, tables: { offers } }) =>
  db
    .select({ state: offers.state, number: count() })
    .from(offers)
    .where(eq(offers.course, given(offers.course, 'course')))
    .groupBy(offers.state)
    .prepare('offer_counts'),
);

const offersDue = prepared(({ db, tables }) => {
  const { offers, nominations, courses } = tables;
  return (
    db
      .select(seenParts(tables))
      .from(offers)
      .innerJoin(nominations, eq(nominations.id, offers.nomination))
      .innerJoin(courses, eq(courses.id, offers.course))
      // In the words of the index: nothing that has ended is read.
      .where(and(sql`${offers.state} = 'open'`, lte(offers.lookAt, sql`${sql.placeholder('now')}`)))
      .orderBy(asc(offers.lookAt), asc(offers.id))
      .limit(sql.placeholder('limit'))
      .prepare('offers_due')
  );
});
