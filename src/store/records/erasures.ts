// Erasures: how the record forgets somebody; the id, counts and decisions stay.
import { and, asc, eq, gt, inArray, notInArray, or } from 'drizzle-orm';
import { isOpen, type NominationState, nominationStates } from '#exchange/nomination.ts';
import type { AccountId } from '#exchange/people.ts';
import { statesBehind } from '../tables/courses.ts';
import type { Tables } from '../tables.ts';
import { forgetCertificates } from './certificates.ts';
import { forgetCommitments } from './commitments.ts';
import type { RecordContext } from './context.ts';
import { type Duties, dutiesOf } from './duties.ts';
import { forgetEvidence } from './forget-evidence.ts';
import { type Held, heldOf } from './held.ts';
import { nobodyAnyMore } from './nobody.ts';
import { endOffer, forgetOffers } from './offers.ts';
import { forgetReviews } from './reviews-of-people.ts';
import { noteAnswered, returnSeat } from './seats.ts';

/** A nomination that ended because its nominee was forgotten. */
export interface EndedNomination {
  readonly id: string;
  readonly course: string;
  readonly organisation: string;
  readonly nominatedBy: string;
  readonly seat: boolean;
}

export interface ErasureRecords {
  /** What is held about whoever has this account, whatever their standing; for themselves alone. */
  held(account: AccountId): Promise<Held | undefined>;
  /** What somebody else has to take over from them first, as it stands at an instant (epoch milliseconds). */
  duties(person: string, at: number): Promise<Duties>;
  /**
   * Forgets somebody; undefined when that has been done already, or there is nobody of this id here. The id stays in
   * the list of erasures either way, so that a copy that is brought back forgets as well.
   */
  erase(person: string): Promise<readonly EndedNomination[] | undefined>;
  all(): Promise<readonly Tables['erasures']['$inferSelect'][]>;
}

const openStates = nominationStates.filter(isOpen);
/** Given, and not begun: the seat is for somebody else then. */
const seatedAhead = ['offered', 'accepted'] as const satisfies readonly NominationState[];
const begun = ['running', ...statesBehind] as const;

export function erasureRecords(context: RecordContext): ErasureRecords {
  return {
    held: (account) => heldOf(context, account),

    duties: (person, at) => dutiesOf(context, person, at),
    erase: (person) => erasePerson(context, person),

    async all() {
      const { erasures } = context.tables;
      return await context.db.select().from(erasures).orderBy(asc(erasures.person));
    },
  };
}

/** One transaction: the retention purge forgets people in the same way. */
export async function erasePerson(
  context: RecordContext,
  person: string,
): Promise<readonly EndedNomination[] | undefined> {
  const { db, tables } = context;
  const { erasures, people, accounts, grants, deputies, codes, symposiumRegistrations, posts } = tables;
  const { exchangeOffers, digestChoices } = tables;
  const noted = await db
    .insert(erasures)
    .values({ person, at: context.now })
    .onConflictDoNothing()
    .returning();
  if (noted.length === 0) return undefined;
  const named = await db
    .update(people)
    .set(nobodyAnyMore)
    .where(eq(people.id, person))
    .returning({ id: people.id });
  if (named.length === 0) return undefined;
  const unlinked = await db
    .delete(accounts)
    .where(eq(accounts.person, person))
    .returning({ id: accounts.id });
  const own = unlinked.map(({ id }) => id);
  if (own.length > 0) await forgetAccounts(context, own);
  const stoodIn = await db
    .delete(deputies)
    .where(or(eq(deputies.principal, person), eq(deputies.deputy, person)))
    .returning({ id: deputies.id });
  await db.delete(grants).where(eq(grants.person, person));
  await db.delete(codes).where(and(eq(codes.subject, person), inArray(codes.purpose, ['person', 'link'])));
  await db.delete(symposiumRegistrations).where(eq(symposiumRegistrations.person, person));
  await db.delete(posts).where(eq(posts.person, person));
  await forgetEvidence(context, person);
  await db.delete(exchangeOffers).where(eq(exchangeOffers.officer, person));
  await db.update(exchangeOffers).set({ counterpart: null }).where(eq(exchangeOffers.counterpart, person));
  await db.delete(digestChoices).where(eq(digestChoices.reader, person));
  await forgetCertificates(context, person);
  await forgetSilence(context, person);
  await forgetCommitments(context, person);
  await forgetDeliveries(context, person);
  await forgetReviews(context, person);
  const ended = await endNominations(context, person);
  context.noteErased();
  context.audit('person.erase', person, {
    accounts: own.length,
    deputies: stoodIn.length,
    withdrawn: ended.length,
  });
  return ended;
}

/** What is kept by account: forms, wrong codes, and who installed. The installation itself is the workspace's. */
async function forgetAccounts({ db, tables }: RecordContext, own: readonly AccountId[]): Promise<void> {
  const { drafts, guesses, installations } = tables;
  await db.delete(drafts).where(inArray(drafts.account, [...own]));
  await db.delete(guesses).where(inArray(guesses.by, [...own]));
  await db
    .update(installations)
    .set({ installedBy: null })
    .where(inArray(installations.installedBy, [...own]));
}

/** Whoever has answered stays counted among those who have; whoever has not is asked no more. */
async function forgetSilence({ db, tables, now }: RecordContext, person: string): Promise<void> {
  const { feedbackParticipation, feedbackRounds } = tables;
  const asking = db
    .select({ id: feedbackRounds.id })
    .from(feedbackRounds)
    .where(
      or(
        eq(feedbackRounds.state, 'open'),
        and(eq(feedbackRounds.state, 'closed'), gt(feedbackRounds.lateUntil, now)),
      ),
    );
  await db
    .delete(feedbackParticipation)
    .where(
      and(
        eq(feedbackParticipation.person, person),
        eq(feedbackParticipation.answered, false),
        inArray(feedbackParticipation.round, asking),
      ),
    );
}

/** The keys stay, which name ids alone: nothing that was said is said again. */
async function forgetDeliveries({ db, tables, now }: RecordContext, person: string): Promise<void> {
  const { deliveries } = tables;
  await db
    .update(deliveries)
    .set({ state: 'dropped', reason: 'nothing to say', takenBy: null, changedAt: now })
    .where(
      and(
        eq(deliveries.person, person),
        inArray(deliveries.state, ['pending', 'sending', 'undeliverable'] as const),
      ),
    );
  await db
    .update(deliveries)
    .set({ facts: {}, sentTo: null, reference: null, failure: null, lane: null })
    .where(eq(deliveries.person, person));
}

async function endNominations(context: RecordContext, person: string): Promise<readonly EndedNomination[]> {
  const { db, tables } = context;
  const { nominations, courses, seatDepartures } = tables;
  const withdrawn = { state: 'withdrawn' } as const;
  const open = await db
    .update(nominations)
    .set(withdrawn)
    .where(and(eq(nominations.nominee, person), inArray(nominations.state, openStates)))
    .returning();
  const ahead = db
    .select({ id: courses.id })
    .from(courses)
    .where(notInArray(courses.state, [...begun]));
  const seated = await db
    .update(nominations)
    .set(withdrawn)
    .where(
      and(
        eq(nominations.nominee, person),
        inArray(nominations.state, seatedAhead),
        inArray(nominations.course, ahead),
      ),
    )
    .returning();
  await db
    .update(nominations)
    .set({ rank: '', unit: '', reason: '', yearsOfService: 0, hubNote: null })
    .where(eq(nominations.nominee, person));
  const own = db.select({ id: nominations.id }).from(nominations).where(eq(nominations.nominee, person));
  await db
    .update(seatDepartures)
    .set({ reason: '' })
    .where(or(inArray(seatDepartures.loses, own), inArray(seatDepartures.gains, own)));
  const ended = [
    ...open.map((one) => ({ ...one, seat: false })),
    ...seated.map((one) => ({ ...one, seat: true })),
  ].sort((one, other) => (one.course + one.id < other.course + other.id ? -1 : 1));
  await forgetOffers(context, person);
  for (const { id, course, seat } of ended) {
    if (seat) await endOffer(context, id, 'withdrawn');
    if (seat) await returnSeat(context, course);
    else await noteAnswered(context, course);
  }
  return ended.map(({ id, course, organisation, nominatedBy, seat }) => ({
    id,
    course,
    organisation,
    nominatedBy,
    seat,
  }));
}
