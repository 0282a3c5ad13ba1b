// What is held about somebody, over all tables, for the file that they can ask for.
import { and, asc, count, eq, getTableColumns, inArray, ne, or } from 'drizzle-orm';
import type { AccountId } from '#exchange/people.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { type HeldAtGate, heldAtGateOf } from './held-at-gate.ts';
import { type HeldEvidence, heldEvidenceOf } from './held-evidence.ts';
import { type HeldOfImprovement, heldOfImprovement } from './held-of-improvement.ts';
import { type HeldOfPractice, heldOfPractice } from './held-of-practice.ts';
import { type HeldOfReviews, heldOfReviews } from './held-of-reviews.ts';
import { type HeldOfSeats, heldOfSeatsOf } from './held-of-seats.ts';

type Row<Name extends keyof Tables> = Tables[Name]['$inferSelect'];

/** Everything that names a person, row by row; of what concerns others with them only that it is so. */
export interface Held
  extends HeldAtGate,
    HeldEvidence,
    HeldOfPractice,
    HeldOfReviews,
    HeldOfSeats,
    HeldOfImprovement {
  readonly person: Row<'people'>;
  readonly accounts: readonly Row<'accounts'>[];
  readonly grants: readonly Row<'grants'>[];
  /** Those who stand in for them, and those for whom they stand in; also those that are over. */
  readonly deputies: readonly Row<'deputies'>[];
  readonly codes: readonly Pick<Row<'codes'>, 'purpose' | 'goodUntil' | 'usedAt'>[];
  /** Wrong codes from their accounts that are still counted. */
  readonly guesses: readonly Pick<Row<'guesses'>, 'tries' | 'since'>[];
  readonly drafts: readonly Row<'drafts'>[];
  readonly nominations: readonly Row<'nominations'>[];
  /** Of others, whom they nominated: without what was written about those. */
  readonly nominated: readonly Pick<Row<'nominations'>, 'id' | 'course' | 'state' | 'createdAt'>[];
  /** Seats that they were offered, and what became of it. */
  readonly offers: readonly Omit<Row<'offers'>, 'offeredBy' | 'lookAt'>[];
  /** How many seats they offered to others. */
  readonly offered: number;
  /** Of how many others they said last that they serve. */
  readonly approved: number;
  readonly attendance: readonly Row<'attendance'>[];
  /** Of each day of a course. */
  readonly attendanceDays: readonly Row<'attendanceDays'>[];
  readonly certificates: readonly Row<'certificates'>[];
  /** Of how many others' certificates they issued or withdrew. */
  readonly certified: number;
  /** For how many others they marked it, of a course or a day of it. */
  readonly marked: number;
  readonly feedback: readonly (Row<'feedbackParticipation'> &
    Pick<Row<'feedbackRounds'>, 'course' | 'edition' | 'set'>)[];
  /** Designed by them. */
  readonly questionnaires: readonly Pick<Row<'questionnaires'>, 'id' | 'course' | 'set' | 'madeAt'>[];
  readonly exchanges: readonly Row<'exchangeOffers'>[];
  /** Of others, for whom they offered one. */
  readonly exchangesOffered: readonly Pick<Row<'exchangeOffers'>, 'id' | 'state' | 'createdAt'>[];
  /** How many others named them as the one to go with. */
  readonly wished: number;
  readonly registrations: readonly (Pick<Row<'symposiumRegistrations'>, 'edition' | 'track'> & {
    readonly title: string;
  })[];
  readonly deliveries: readonly Pick<Row<'deliveries'>, 'message' | 'state' | 'createdAt' | 'changedAt'>[];
  /** Messages to them that are drawn anew when something changes. */
  readonly posts: number;
  readonly circulars: readonly Pick<Row<'circulars'>, 'cause' | 'createdAt'>[];
  readonly proposed: readonly Pick<Row<'courses'>, 'id' | 'createdAt'>[];
  readonly planned: readonly Pick<Row<'symposiumEditions'>, 'id' | 'title'>[];
  readonly documents: readonly Pick<Row<'clearances'>, 'course' | 'document' | 'recordedAt'>[];
  /** Workspaces in which they installed the bot, by their names. */
  readonly installations: readonly Pick<Row<'installations'>, 'name' | 'installedAt' | 'endedAt'>[];
  readonly audit: readonly Pick<Row<'audit'>, 'at' | 'action'>[];
}

/** Of whoever has this account. */
export async function heldOf(context: RecordContext, account: AccountId): Promise<Held | undefined> {
  const { db, tables } = context;
  const {
    people,
    accounts,
    grants,
    deputies,
    codes,
    guesses,
    drafts,
    nominations,
    offers,
    attendance,
    attendanceDays,
    certificates,
    feedbackParticipation,
    feedbackRounds,
    questionnaires,
    exchangeOffers,
    symposiumRegistrations,
    symposiumEditions,
    deliveries,
    posts,
    circulars,
    courses,
    clearances,
    installations,
    audit,
  } = tables;
  const [known] = await db
    .select({ person: people })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.person))
    .where(eq(accounts.id, account));
  if (known === undefined) return undefined;
  const { person } = known;
  const { id } = person;
  const own = await db.select().from(accounts).where(eq(accounts.person, id)).orderBy(asc(accounts.id));
  const accountIds = own.map((one) => one.id);
  const about = await db
    .select()
    .from(nominations)
    .where(eq(nominations.nominee, id))
    .orderBy(asc(nominations.createdAt), asc(nominations.id));
  const [marks] = await db
    .select({ number: count() })
    .from(attendance)
    .where(and(eq(attendance.markedBy, id), ne(attendance.person, id)));
  const [dayMarks] = await db
    .select({ number: count() })
    .from(attendanceDays)
    .where(and(eq(attendanceDays.markedBy, id), ne(attendanceDays.person, id)));
  const [offered] = await db.select({ number: count() }).from(offers).where(eq(offers.offeredBy, id));
  const { offeredBy: _, lookAt: __, ...offerColumns } = getTableColumns(offers);
  const [issued] = await db
    .select({ number: count() })
    .from(certificates)
    .where(
      and(or(eq(certificates.issuedBy, id), eq(certificates.revokedBy, id)), ne(certificates.person, id)),
    );
  const [approvals] = await db
    .select({ number: count() })
    .from(people)
    .where(and(eq(people.approvedBy, id), ne(people.id, id)));
  const [wishes] = await db
    .select({ number: count() })
    .from(exchangeOffers)
    .where(eq(exchangeOffers.counterpart, id));
  const [cards] = await db.select({ number: count() }).from(posts).where(eq(posts.person, id));
  return {
    ...(await heldAtGateOf(context, id)),
    ...(await heldOfSeatsOf(context, id)),
    ...(await heldEvidenceOf(context, id)),
    ...(await heldOfReviews(context, id)),
    ...(await heldOfImprovement(context, id)),
    ...(await heldOfPractice(context, id)),
    person,
    accounts: own,
    grants: await db
      .select()
      .from(grants)
      .where(eq(grants.person, id))
      .orderBy(asc(grants.role), asc(grants.scope)),
    deputies: await db
      .select()
      .from(deputies)
      .where(or(eq(deputies.principal, id), eq(deputies.deputy, id)))
      .orderBy(asc(deputies.from), asc(deputies.id)),
    codes: await db
      .select({ purpose: codes.purpose, goodUntil: codes.goodUntil, usedAt: codes.usedAt })
      .from(codes)
      .where(and(eq(codes.subject, id), inArray(codes.purpose, ['person', 'link'])))
      .orderBy(asc(codes.goodUntil), asc(codes.hash)),
    guesses: await db
      .select({ tries: guesses.tries, since: guesses.since })
      .from(guesses)
      .where(inArray(guesses.by, accountIds))
      .orderBy(asc(guesses.since), asc(guesses.by)),
    drafts: await db
      .select()
      .from(drafts)
      .where(inArray(drafts.account, accountIds))
      .orderBy(asc(drafts.changedAt), asc(drafts.id)),
    nominations: about,
    nominated: await db
      .select({
        id: nominations.id,
        course: nominations.course,
        state: nominations.state,
        createdAt: nominations.createdAt,
      })
      .from(nominations)
      .where(and(eq(nominations.nominatedBy, id), ne(nominations.nominee, id)))
      .orderBy(asc(nominations.createdAt), asc(nominations.id)),
    offers: await db
      .select(offerColumns)
      .from(offers)
      .innerJoin(nominations, eq(nominations.id, offers.nomination))
      .where(eq(nominations.nominee, id))
      .orderBy(asc(offers.offeredAt), asc(offers.id)),
    offered: offered?.number ?? 0,
    approved: approvals?.number ?? 0,
    attendance: await db
      .select()
      .from(attendance)
      .where(eq(attendance.person, id))
      .orderBy(asc(attendance.course)),
    attendanceDays: await db
      .select()
      .from(attendanceDays)
      .where(eq(attendanceDays.person, id))
      .orderBy(asc(attendanceDays.course), asc(attendanceDays.day)),
    certificates: await db
      .select()
      .from(certificates)
      .where(eq(certificates.person, id))
      .orderBy(asc(certificates.issuedAt), asc(certificates.id)),
    certified: issued?.number ?? 0,
    marked: (marks?.number ?? 0) + (dayMarks?.number ?? 0),
    feedback: await db
      .select({
        round: feedbackParticipation.round,
        person: feedbackParticipation.person,
        answered: feedbackParticipation.answered,
        course: feedbackRounds.course,
        edition: feedbackRounds.edition,
        set: feedbackRounds.set,
      })
      .from(feedbackParticipation)
      .innerJoin(feedbackRounds, eq(feedbackRounds.id, feedbackParticipation.round))
      .where(eq(feedbackParticipation.person, id))
      .orderBy(asc(feedbackParticipation.round)),
    questionnaires: await db
      .select({
        id: questionnaires.id,
        course: questionnaires.course,
        set: questionnaires.set,
        madeAt: questionnaires.madeAt,
      })
      .from(questionnaires)
      .where(eq(questionnaires.madeBy, id))
      .orderBy(asc(questionnaires.madeAt), asc(questionnaires.id)),
    exchanges: await db
      .select()
      .from(exchangeOffers)
      .where(eq(exchangeOffers.officer, id))
      .orderBy(asc(exchangeOffers.createdAt), asc(exchangeOffers.id)),
    exchangesOffered: await db
      .select({
        id: exchangeOffers.id,
        state: exchangeOffers.state,
        createdAt: exchangeOffers.createdAt,
      })
      .from(exchangeOffers)
      .where(and(eq(exchangeOffers.offeredBy, id), ne(exchangeOffers.officer, id)))
      .orderBy(asc(exchangeOffers.createdAt), asc(exchangeOffers.id)),
    wished: wishes?.number ?? 0,
    registrations: await db
      .select({
        edition: symposiumRegistrations.edition,
        track: symposiumRegistrations.track,
        title: symposiumEditions.title,
      })
      .from(symposiumRegistrations)
      .innerJoin(symposiumEditions, eq(symposiumEditions.id, symposiumRegistrations.edition))
      .where(eq(symposiumRegistrations.person, id))
      .orderBy(asc(symposiumRegistrations.edition)),
    deliveries: await db
      .select({
        message: deliveries.message,
        state: deliveries.state,
        createdAt: deliveries.createdAt,
        changedAt: deliveries.changedAt,
      })
      .from(deliveries)
      .where(eq(deliveries.person, id))
      .orderBy(asc(deliveries.createdAt), asc(deliveries.id)),
    posts: cards?.number ?? 0,
    circulars: await db
      .select({ cause: circulars.cause, createdAt: circulars.createdAt })
      .from(circulars)
      .where(eq(circulars.startedBy, id))
      .orderBy(asc(circulars.createdAt), asc(circulars.id)),
    proposed: await db
      .select({ id: courses.id, createdAt: courses.createdAt })
      .from(courses)
      .where(eq(courses.proposedBy, id))
      .orderBy(asc(courses.createdAt), asc(courses.id)),
    planned: await db
      .select({ id: symposiumEditions.id, title: symposiumEditions.title })
      .from(symposiumEditions)
      .where(eq(symposiumEditions.plannedBy, id))
      .orderBy(asc(symposiumEditions.id)),
    documents: await db
      .select({
        course: clearances.course,
        document: clearances.document,
        recordedAt: clearances.recordedAt,
      })
      .from(clearances)
      .where(eq(clearances.recordedBy, id))
      .orderBy(asc(clearances.course), asc(clearances.document)),
    installations: await db
      .select({
        name: installations.name,
        installedAt: installations.installedAt,
        endedAt: installations.endedAt,
      })
      .from(installations)
      .where(inArray(installations.installedBy, accountIds))
      .orderBy(asc(installations.place)),
    audit: await db
      .select({ at: audit.at, action: audit.action })
      .from(audit)
      .where(or(eq(audit.actor, id), inArray(audit.subject, [id, ...about.map((one) => one.id)])))
      .orderBy(asc(audit.sequence)),
  };
}
