// Retention: takes out what has been kept for as long as its rule says; counts, aggregates and decisions stay.
import {
  and,
  asc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  notExists,
  notInArray,
  or,
  sql,
} from 'drizzle-orm';
import { nominationStates, seatHoldingStates } from '#exchange/nomination.ts';
import { erasedName } from '#exchange/people.ts';
import type { RetentionKind } from '#exchange/retention.ts';
import { emptyCommitments } from './commitments.ts';
import type { RecordContext } from './context.ts';
import { erasePerson } from './erasures.ts';
import type { FeedbackAnswers } from './feedback.ts';
import { layInOrderOfKeys } from './feedback-release.ts';
import { emptyEvidence } from './forget-evidence.ts';
import { emptyOffers } from './offers.ts';
import { emptyReviews } from './reviews-of-people.ts';

export interface RetentionRecords {
  /**
   * Takes out what is older than `before` (epoch milliseconds), of at most so many records, and says of how many. Safe
   * to be done again: what has been taken out is not found any more.
   */
  purge(kind: RetentionKind, before: number, most: number): Promise<number>;
}

const seated: readonly string[] = seatHoldingStates;
const unseated = nominationStates.filter((state) => !seated.includes(state));

export function retentionRecords(context: RecordContext): RetentionRecords {
  return {
    async purge(kind, before, most) {
      const number = await purgeOf(context, kind, before, most);
      if (number > 0) {
        context.noteErased();
        context.audit('retention.purge', kind, { number, before });
      }
      return number;
    },
  };
}

function purgeOf(context: RecordContext, kind: RetentionKind, before: number, most: number): Promise<number> {
  switch (kind) {
    case 'nominations':
      return emptyNominations(context, unseated, before, most);
    case 'seats':
      return emptySeats(context, before, most);
    case 'comments':
      return emptyComments(context, before, most);
    case 'commitments':
      return emptyCommitments(context, dayOf(before), most);
    case 'reviews':
      return emptyReviews(context, before, most);
    case 'deliveries':
      return emptyDeliveries(context, before, most);
    case 'cards':
      return removeCards(context, before, most);
    case 'registrations':
      return removeRegistrations(context, before);
    case 'exchanges':
      return removeOffers(context, before, most);
    case 'removed':
    case 'pending':
      return forgetPeople(context, kind, before, most);
    case 'codes':
      return removeCodes(context, before, most);
    case 'places':
      return removePlaces(context, before, most);
  }
}

/** The day before which courses must have ended. */
function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** What was written about a person goes; who was nominated for what, and how it ended, stays to be counted. */
async function emptyNominations(
  context: RecordContext,
  states: readonly (typeof nominationStates)[number][],
  before: number,
  most: number,
): Promise<number> {
  const { db, tables } = context;
  const { nominations, courses } = tables;
  const old = db
    .select({ id: nominations.id })
    .from(nominations)
    .innerJoin(courses, eq(courses.id, nominations.course))
    .where(
      and(
        inArray(nominations.state, states),
        or(
          ne(nominations.rank, ''),
          ne(nominations.unit, ''),
          ne(nominations.reason, ''),
          isNotNull(nominations.hubNote),
        ),
        lt(courses.endsOn, dayOf(before)),
      ),
    )
    .orderBy(asc(nominations.id))
    .limit(most);
  const emptied = await db
    .update(nominations)
    .set({ rank: '', unit: '', reason: '', yearsOfService: 0, hubNote: null })
    .where(inArray(nominations.id, old))
    .returning({ id: nominations.id });
  const ids = emptied.map(({ id }) => id);
  await emptyEvidence(context, ids);
  await emptyOffers(context, ids);
  return emptied.length;
}

/** With them goes why somebody was given another's seat; that it was, stays. */
async function emptySeats(context: RecordContext, before: number, most: number): Promise<number> {
  const { seatDepartures, courses } = context.tables;
  const number = await emptyNominations(context, seatHoldingStates, before, most);
  const old = context.db
    .select({ id: seatDepartures.id })
    .from(seatDepartures)
    .innerJoin(courses, eq(courses.id, seatDepartures.course))
    .where(and(ne(seatDepartures.reason, ''), lt(courses.endsOn, dayOf(before))))
    .orderBy(asc(seatDepartures.id))
    .limit(most - number);
  const emptied = await context.db
    .update(seatDepartures)
    .set({ reason: '' })
    .where(inArray(seatDepartures.id, old))
    .returning({ id: seatDepartures.id });
  return number + emptied.length;
}

/** Written anew under the same random keys and in their order, so that nothing tells when an answer came. */
async function emptyComments(context: RecordContext, before: number, most: number): Promise<number> {
  const { db, tables } = context;
  const { feedbackAnswers, feedbackKeys, feedbackRounds } = tables;
  const rows = await db
    .select({ round: feedbackAnswers.round })
    .from(feedbackAnswers)
    .innerJoin(feedbackRounds, eq(feedbackRounds.id, feedbackAnswers.round))
    .where(
      and(
        ne(feedbackRounds.state, 'open'),
        lt(feedbackRounds.lateUntil, before),
        or(
          // A string among the answers; a number has no quotation mark after its colon.
          sql`cast(${feedbackAnswers.answers} as text) like '%":"%'`,
          // A test whose counterpart was never asked, so that it waited in vain.
          isNotNull(feedbackAnswers.link),
          isNull(feedbackAnswers.batch),
        ),
      ),
    )
    .groupBy(feedbackAnswers.round)
    .orderBy(asc(feedbackAnswers.round))
    .limit(most);
  for (const { round } of rows) {
    await layInOrderOfKeys(context, round, (row) =>
      row.batch === null ? undefined : { ...row, link: null, answers: ratingsOf(row.answers) },
    );
  }
  const courses = db
    .select({ course: feedbackRounds.course })
    .from(feedbackRounds)
    .where(
      inArray(
        feedbackRounds.id,
        rows.map(({ round }) => round),
      ),
    );
  await db.delete(feedbackKeys).where(inArray(feedbackKeys.course, courses));
  return rows.length;
}

function ratingsOf(answers: FeedbackAnswers): FeedbackAnswers {
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => typeof answer === 'number'));
}

/** The key stays: it keeps anything from being said twice. */
async function emptyDeliveries({ db, tables }: RecordContext, before: number, most: number): Promise<number> {
  const { deliveries } = tables;
  const old = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        isNotNull(deliveries.sentTo),
        lt(deliveries.changedAt, before),
        inArray(deliveries.state, ['sent', 'dropped'] as const),
      ),
    )
    .orderBy(asc(deliveries.changedAt), asc(deliveries.id))
    .limit(most);
  const emptied = await db
    .update(deliveries)
    .set({ facts: {}, sentTo: null, reference: null, failure: null })
    .where(inArray(deliveries.id, old))
    .returning({ id: deliveries.id });
  return emptied.length;
}

/** The cards of courses that ended long ago are drawn anew no more. */
async function removeCards({ db, tables }: RecordContext, before: number, most: number): Promise<number> {
  const { posts, courses } = tables;
  const names = db
    .select({ name: sql<string>`'course/card · ' || ${courses.id}` })
    .from(courses)
    .where(
      and(
        inArray(courses.state, ['closed', 'declined', 'cancelled'] as const),
        lt(courses.endsOn, dayOf(before)),
      ),
    );
  const old = db
    .select({ id: posts.id })
    .from(posts)
    .where(inArray(posts.name, names))
    .orderBy(asc(posts.id))
    .limit(most);
  const removed = await db.delete(posts).where(inArray(posts.id, old)).returning({ id: posts.id });
  return removed.length;
}

async function removeRegistrations({ db, tables }: RecordContext, before: number): Promise<number> {
  const { symposiumRegistrations, symposiumEditions } = tables;
  const over = db
    .select({ id: symposiumEditions.id })
    .from(symposiumEditions)
    .where(lt(symposiumEditions.endsOn, dayOf(before)));
  const removed = await db
    .delete(symposiumRegistrations)
    .where(inArray(symposiumRegistrations.edition, over))
    .returning({ person: symposiumRegistrations.person });
  return removed.length;
}

/** Offers of an exchange whose last day is so long past. */
async function removeOffers({ db, tables }: RecordContext, before: number, most: number): Promise<number> {
  const { exchangeOffers } = tables;
  const old = db
    .select({ id: exchangeOffers.id })
    .from(exchangeOffers)
    .where(lt(exchangeOffers.until, dayOf(before)))
    .orderBy(asc(exchangeOffers.id))
    .limit(most);
  const removed = await db
    .delete(exchangeOffers)
    .where(inArray(exchangeOffers.id, old))
    .returning({ id: exchangeOffers.id });
  return removed.length;
}

/** Those about whom nothing has been changed, and who have changed nothing, since then. */
async function forgetPeople(
  context: RecordContext,
  membership: 'removed' | 'pending',
  before: number,
  most: number,
): Promise<number> {
  const { db, tables } = context;
  const { people, accounts, audit, certificates } = tables;
  const seen = db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.person, people.id), gte(accounts.lastSeen, before)));
  const changed = db
    .select({ at: audit.at })
    .from(audit)
    .where(and(eq(audit.subject, people.id), gte(audit.at, before)));
  // A certificate that stands says a name, and is good only while it does; it goes at its holder's wish.
  const certified = db
    .select({ id: certificates.id })
    .from(certificates)
    .where(and(eq(certificates.person, people.id), isNull(certificates.revokedAt)));
  const old = await db
    .select({ id: people.id })
    .from(people)
    .where(
      and(
        eq(people.membership, membership),
        ne(people.name, erasedName),
        notExists(seen),
        notExists(changed),
        notExists(certified),
      ),
    )
    .orderBy(asc(people.id))
    .limit(most);
  let forgotten = 0;
  for (const { id } of old) if ((await erasePerson(context, id)) !== undefined) forgotten += 1;
  return forgotten;
}

async function removeCodes({ db, tables }: RecordContext, before: number, most: number): Promise<number> {
  const { codes } = tables;
  const old = db
    .select({ hash: codes.hash })
    .from(codes)
    .where(lt(codes.goodUntil, before))
    .orderBy(asc(codes.hash))
    .limit(most);
  const removed = await db.delete(codes).where(inArray(codes.hash, old)).returning({ hash: codes.hash });
  return removed.length;
}

/** Installations that have ended, and places left that are no organisation's: nothing is sent to either. */
async function removePlaces({ db, tables }: RecordContext, before: number, most: number): Promise<number> {
  const { installations, leftPlaces, places } = tables;
  const ended = db
    .select({ place: installations.place })
    .from(installations)
    .where(lt(installations.endedAt, before))
    .orderBy(asc(installations.place))
    .limit(most);
  const removed = await db
    .delete(installations)
    .where(inArray(installations.place, ended))
    .returning({ place: installations.place });
  const tied = db.select({ id: places.id }).from(places);
  const left = db
    .select({ place: leftPlaces.place })
    .from(leftPlaces)
    .where(and(lt(leftPlaces.leftAt, before), notInArray(leftPlaces.place, tied)))
    .orderBy(asc(leftPlaces.place))
    .limit(most - removed.length);
  const forgotten = await db
    .delete(leftPlaces)
    .where(inArray(leftPlaces.place, left))
    .returning({ place: leftPlaces.place });
  return removed.length + forgotten.length;
}
