// Merging: two people who are one human become one; what was the first's is the second's, and the first stays without a name.
import { and, eq, exists, inArray, isNull, ne, notInArray, or, sql } from 'drizzle-orm';
import { erasedName } from '#exchange/people.ts';
import { moveCertificates } from './certificates.ts';
import { moveCommitments } from './commitments.ts';
import type { RecordContext } from './context.ts';
import { moveEvidence } from './merge-evidence.ts';
import { nobodyAnyMore } from './nobody.ts';
import { mergeReviews } from './reviews-of-people.ts';

/** What stands against it: ids of courses, each once, in order. */
export interface AgainstMerge {
  /** Both are nominated for them. */
  readonly nominated: readonly string[];
  /** One would have decided on what the other proposed or assessed. */
  readonly decided: readonly string[];
  /** Approved, and the first sees to something there: who does is part of what was approved. */
  readonly mitigations: readonly string[];
}

export interface MergeRecords {
  against(from: string, into: string): Promise<AgainstMerge>;
  /**
   * Makes two confirmed members of one organisation one; false, with nothing changed, when they are not (any more), or
   * something stands against it. Where both have the same, what the second has stays: of roles the longer, of
   * questionnaires that one was answered.
   */
  merge(from: string, into: string): Promise<boolean>;
}

const over = ['closed', 'declined', 'cancelled'] as const;

export function mergeRecords(context: RecordContext): MergeRecords {
  return {
    against: (from, into) => standsAgainst(context, from, into),

    async merge(from, into) {
      if (!(await holdBoth(context, from, into))) return false;
      const { nominated, decided, mitigations } = await standsAgainst(context, from, into);
      if (nominated.length + decided.length + mitigations.length > 0) return false;
      const { accounts, nominations } = await moveOwn(context, from, into);
      await moveShared(context, from, into);
      await moveCertificates(context, from, into);
      await moveCommitments(context, from, into);
      await moveEvidence(context, from, into);
      await moveOffers(context, from, into);
      await moveImprovement(context, from, into);
      await movePart(context, from, into);
      await mergeReviews(context, from, into);
      await moveRights(context, from, into);
      await leaveBare(context, from, into);
      context.noteErased();
      context.audit('person.merge', into, { from, accounts, nominations });
      context.audit('person.merged', from, { into });
      return true;
    },
  };
}

/** In the order of their ids, so that two merges of the same two wait for one another. */
async function holdBoth({ db, tables }: RecordContext, from: string, into: string): Promise<boolean> {
  const { people } = tables;
  if (from === into) return false;
  const homes = new Set<string | null>();
  for (const id of [from, into].toSorted()) {
    const [held] = await db
      .update(people)
      .set({ membership: 'confirmed' })
      .where(and(eq(people.id, id), eq(people.membership, 'confirmed'), ne(people.name, erasedName)))
      .returning({ organisation: people.organisation });
    if (held === undefined) return false;
    homes.add(held.organisation);
  }
  return homes.size === 1;
}

async function standsAgainst(context: RecordContext, from: string, into: string): Promise<AgainstMerge> {
  const { db, tables } = context;
  const { nominations, decisions, courses, assessments, risks } = tables;
  const isOpenTo = (person: string) =>
    and(eq(nominations.nominee, person), ne(nominations.state, 'withdrawn'));
  const others = db.select({ course: nominations.course }).from(nominations).where(isOpenTo(into));
  const nominated = await db
    .selectDistinct({ course: nominations.course })
    .from(nominations)
    .where(and(isOpenTo(from), inArray(nominations.course, others)));

  const decidedOnWhatIsOf = (decider: string, other: string) => {
    const proposed = db.select({ course: courses.id }).from(courses).where(eq(courses.proposedBy, other));
    const assessed = db
      .select({ course: assessments.course })
      .from(assessments)
      .where(eq(assessments.assessor, other));
    return and(
      or(eq(decisions.decidedBy, decider), eq(decisions.inNameOf, decider)),
      or(inArray(decisions.course, proposed), inArray(decisions.course, assessed)),
    );
  };
  const decided = await db
    .selectDistinct({ course: decisions.course })
    .from(decisions)
    .where(or(decidedOnWhatIsOf(from, into), decidedOnWhatIsOf(into, from)));

  const mitigations = await db
    .selectDistinct({ course: risks.course })
    .from(risks)
    .innerJoin(decisions, and(eq(decisions.course, risks.course), isNull(decisions.voidedAt)))
    .innerJoin(courses, and(eq(courses.id, risks.course), notInArray(courses.state, [...over])))
    .where(eq(risks.owner, from));
  return { nominated: ids(nominated), decided: ids(decided), mitigations: ids(mitigations) };
}

function ids(rows: readonly { course: string }[]): readonly string[] {
  return rows.map(({ course }) => course).toSorted();
}

/** What only one can have. Drafts go by accounts. */
async function moveOwn({ db, tables }: RecordContext, from: string, into: string) {
  const { accounts, nominations, deliveries, posts } = tables;
  const linked = await db
    .update(accounts)
    .set({ person: into })
    .where(eq(accounts.person, from))
    .returning({ id: accounts.id });
  const nominated = await db
    .update(nominations)
    .set({ nominee: into })
    .where(eq(nominations.nominee, from))
    .returning({ id: nominations.id });
  await db.update(deliveries).set({ person: into }).where(eq(deliveries.person, from));
  await db.update(posts).set({ person: into }).where(eq(posts.person, from));
  return { accounts: linked.length, nominations: nominated.length };
}

/** What both may have: the second's stays, and who has answered has answered. */
async function moveShared({ db, tables }: RecordContext, from: string, into: string): Promise<void> {
  const {
    attendance,
    attendanceDays: days,
    feedbackParticipation: asked,
    symposiumRegistrations: registrations,
  } = tables;
  const marked = db.select({ of: attendance.course }).from(attendance).where(eq(attendance.person, into));
  await db.delete(attendance).where(and(eq(attendance.person, from), inArray(attendance.course, marked)));
  await db.update(attendance).set({ person: into }).where(eq(attendance.person, from));

  // The same person was there on the same day in both of their names: what the second has stays, day by day.
  const both = await db.select().from(days).where(eq(days.person, from));
  await db.delete(days).where(eq(days.person, from));
  for (const row of both)
    await db
      .insert(days)
      .values({ ...row, person: into })
      .onConflictDoNothing();

  const answered = db
    .select({ of: asked.round })
    .from(asked)
    .where(and(eq(asked.person, from), eq(asked.answered, true)));
  await db
    .update(asked)
    .set({ answered: true })
    .where(and(eq(asked.person, into), inArray(asked.round, answered)));
  const askedBoth = db.select({ of: asked.round }).from(asked).where(eq(asked.person, into));
  await db.delete(asked).where(and(eq(asked.person, from), inArray(asked.round, askedBoth)));
  await db.update(asked).set({ person: into }).where(eq(asked.person, from));

  const registered = db
    .select({ of: registrations.edition })
    .from(registrations)
    .where(eq(registrations.person, into));
  await db
    .delete(registrations)
    .where(and(eq(registrations.person, from), inArray(registrations.edition, registered)));
  await db.update(registrations).set({ person: into }).where(eq(registrations.person, from));
}

/** Only one offer of an exchange is open: the second's stays. Nobody wishes to go with themselves. */
async function moveOffers({ db, tables }: RecordContext, from: string, into: string): Promise<void> {
  const { exchangeOffers: offers } = tables;
  const open = db
    .select({ officer: offers.officer })
    .from(offers)
    .where(and(eq(offers.officer, into), eq(offers.state, 'open')));
  await db
    .update(offers)
    .set({ state: 'withdrawn' })
    .where(and(eq(offers.officer, from), eq(offers.state, 'open'), exists(open)));
  await db.update(offers).set({ officer: into }).where(eq(offers.officer, from));
  await db.update(offers).set({ offeredBy: into }).where(eq(offers.offeredBy, from));
  await db.update(offers).set({ counterpart: into }).where(eq(offers.counterpart, from));
  await db
    .update(offers)
    .set({ counterpart: null })
    .where(and(eq(offers.officer, into), eq(offers.counterpart, into)));
}

/** What they see to; of each digest what the second chose stays. */
async function moveImprovement({ db, tables }: RecordContext, from: string, into: string): Promise<void> {
  const { improvementActions: actions, digestChoices: choices } = tables;
  await db.update(actions).set({ owner: into }).where(eq(actions.owner, from));
  const chosen = db.select({ of: choices.digest }).from(choices).where(eq(choices.reader, into));
  await db.delete(choices).where(and(eq(choices.reader, from), inArray(choices.digest, chosen)));
  await db.update(choices).set({ reader: into }).where(eq(choices.reader, from));
}

/** What they had a part in. Of approved courses that are over, mitigations stay as they were approved. */
async function movePart({ db, tables }: RecordContext, from: string, into: string): Promise<void> {
  const { courses, nominations, offers, clearances, attendance, attendanceDays } = tables;
  const { briefs, assessments, risks } = tables;
  const { consultations, decisions, symposiumEditions, circulars, people, questionnaires } = tables;
  const { seatPlans, seatDepartures } = tables;
  await db.update(courses).set({ proposedBy: into }).where(eq(courses.proposedBy, from));
  await db.update(nominations).set({ nominatedBy: into }).where(eq(nominations.nominatedBy, from));
  await db.update(offers).set({ offeredBy: into }).where(eq(offers.offeredBy, from));
  await db.update(clearances).set({ recordedBy: into }).where(eq(clearances.recordedBy, from));
  await db.update(attendance).set({ markedBy: into }).where(eq(attendance.markedBy, from));
  await db.update(attendanceDays).set({ markedBy: into }).where(eq(attendanceDays.markedBy, from));
  await db.update(briefs).set({ writtenBy: into }).where(eq(briefs.writtenBy, from));
  await db.update(assessments).set({ assessor: into }).where(eq(assessments.assessor, from));
  const approved = db.select({ course: decisions.course }).from(decisions).where(isNull(decisions.voidedAt));
  await db
    .update(risks)
    .set({ owner: into })
    .where(and(eq(risks.owner, from), notInArray(risks.course, approved)));
  await db.update(risks).set({ doneBy: into }).where(eq(risks.doneBy, from));
  await db.update(consultations).set({ askedBy: into }).where(eq(consultations.askedBy, from));
  await db.update(consultations).set({ answeredBy: into }).where(eq(consultations.answeredBy, from));
  await db.update(decisions).set({ decidedBy: into }).where(eq(decisions.decidedBy, from));
  await db.update(decisions).set({ inNameOf: into }).where(eq(decisions.inNameOf, from));
  await db.update(seatPlans).set({ proposedBy: into }).where(eq(seatPlans.proposedBy, from));
  await db.update(seatPlans).set({ confirmedBy: into }).where(eq(seatPlans.confirmedBy, from));
  await db.update(seatDepartures).set({ by: into }).where(eq(seatDepartures.by, from));
  await db.update(symposiumEditions).set({ plannedBy: into }).where(eq(symposiumEditions.plannedBy, from));
  await db.update(circulars).set({ startedBy: into }).where(eq(circulars.startedBy, from));
  await db.update(questionnaires).set({ madeBy: into }).where(eq(questionnaires.madeBy, from));
  await db.update(people).set({ approvedBy: into }).where(eq(people.approvedBy, from));
  // Nobody answers for themselves.
  await db
    .update(people)
    .set({ approvedBy: null })
    .where(and(eq(people.id, into), eq(people.approvedBy, into)));
}

async function moveRights({ db, tables }: RecordContext, from: string, into: string): Promise<void> {
  const { grants, deputies } = tables;
  const held = await db.delete(grants).where(eq(grants.person, from)).returning();
  for (const grant of held)
    await db
      .insert(grants)
      .values({ ...grant, person: into })
      .onConflictDoUpdate({
        target: [grants.person, grants.role, grants.scope],
        set: {
          until: sql`case when ${grants.until} is null or excluded.until is null then null when ${grants.until} > excluded.until then ${grants.until} else excluded.until end`,
        },
      });
  const pair = [from, into];
  await db.delete(deputies).where(and(inArray(deputies.principal, pair), inArray(deputies.deputy, pair)));
  await db.update(deputies).set({ principal: into }).where(eq(deputies.principal, from));
  await db.update(deputies).set({ deputy: into }).where(eq(deputies.deputy, from));
}

/** As an erasure leaves somebody; not in its list, since a copy that is brought back holds both again. */
async function leaveBare({ db, tables }: RecordContext, from: string, into: string): Promise<void> {
  const { people, codes } = tables;
  await db
    .delete(codes)
    .where(and(inArray(codes.subject, [from, into]), inArray(codes.purpose, ['person', 'link'])));
  await db.update(people).set(nobodyAnyMore).where(eq(people.id, from));
}
