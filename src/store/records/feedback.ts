// Feedback: who answered is kept apart from what was answered; nothing joins the two.
import { and, asc, count, desc, eq, sql } from 'drizzle-orm';
import { randomText } from '../ids.ts';
import type { RecordContext } from './context.ts';
import { allThereAre } from './course-queries.ts';
import { seesCourse } from './eyes.ts';

export interface FeedbackRound {
  readonly course: string;
  readonly questionnaire: string;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly state: 'open' | 'closed';
}

/** One page set of answers by question id: ratings as numbers, texts as written. */
export type FeedbackAnswers = Readonly<Record<string, number | string>>;

export interface FeedbackRecords {
  /** Opens a round and invites people; false when the course has one. */
  open(round: Omit<FeedbackRound, 'state'>, invited: readonly string[]): Promise<boolean>;
  round(course: string): Promise<FeedbackRound | undefined>;
  /** By when they close; of courses of one organisation alone, or the latest first, where that is asked for. */
  rounds(
    state: FeedbackRound['state'],
    narrow?: {
      readonly organisation?: string | undefined;
      readonly latestFirst?: boolean;
      readonly most?: number;
    },
  ): Promise<readonly FeedbackRound[]>;
  moveClose(course: string, closesAt: number): Promise<void>;
  close(course: string): Promise<boolean>;
  /** Rounds where this person is invited and has not answered. */
  waitingFor(person: string): Promise<readonly FeedbackRound[]>;
  /** Invited people who have not answered. */
  silent(course: string): Promise<readonly string[]>;
  invited(course: string, person: string): Promise<'waiting' | 'answered' | undefined>;
  /** How many were invited and have answered. */
  participation(course: string): Promise<{ readonly invited: number; readonly answered: number }>;
  /**
   * Keeps answers under a random key, without person, time or order, and notes the participation without time;
   * false when the person answered already (on whichever platform), was never invited, or the round is closed.
   */
  answer(course: string, person: string, answers: FeedbackAnswers): Promise<boolean>;
  /** Answers released by a closed round, in no order; empty while it is open. Only the summary reads them. */
  released(course: string): Promise<readonly FeedbackAnswers[]>;
}

export function feedbackRecords(context: RecordContext): FeedbackRecords {
  /**
   * True for an open round, which then stays open until the end of the transaction: the row is written without
   * being changed, so that a close waits for the answers that are on their way, and comes before all others.
   */
  async function holdOpen(course: string): Promise<boolean> {
    const { feedbackRounds } = context.tables;
    const held = await context.db
      .update(feedbackRounds)
      .set({ state: 'open' })
      .where(and(eq(feedbackRounds.course, course), eq(feedbackRounds.state, 'open')))
      .returning({ course: feedbackRounds.course });
    return held.length > 0;
  }

  /**
   * Writes the answers of a course anew in the order of their random keys: where a database had put them, and which
   * transaction had written them, told in which order people answered. Says how many there are.
   */
  async function layInOrderOfKeys(course: string): Promise<number> {
    const { feedbackAnswers } = context.tables;
    const answers = await context.db
      .delete(feedbackAnswers)
      .where(eq(feedbackAnswers.course, course))
      .returning();
    if (answers.length > 0) {
      answers.sort((one, other) => (one.key < other.key ? -1 : 1));
      await context.db.insert(feedbackAnswers).values(answers);
    }
    context.noteErased();
    return answers.length;
  }

  return {
    async open({ course, questionnaire, opensAt, closesAt }, invited) {
      const { feedbackRounds, feedbackParticipation } = context.tables;
      const opened = await context.db
        .insert(feedbackRounds)
        .values({ course, questionnaire, opensAt, closesAt, state: 'open' })
        .onConflictDoNothing()
        .returning({ course: feedbackRounds.course });
      if (opened.length === 0) return false;
      const people = [...new Set(invited)];
      if (people.length > 0) {
        await context.db
          .insert(feedbackParticipation)
          .values(people.map((person) => ({ course, person, answered: false })));
      }
      context.audit('feedback.open', course, { questionnaire, opensAt, closesAt, invited: people.length });
      return true;
    },

    async round(course) {
      const { feedbackRounds } = context.tables;
      if (!(await seesCourse(context, course))) return undefined;
      const [row] = await context.db.select().from(feedbackRounds).where(eq(feedbackRounds.course, course));
      return row;
    },

    async rounds(state, { organisation, latestFirst = false, most } = {}) {
      const { feedbackRounds, courses } = context.tables;
      const order = latestFirst ? desc : asc;
      const rows = await context.db
        .select({ round: feedbackRounds })
        .from(feedbackRounds)
        .innerJoin(courses, eq(courses.id, feedbackRounds.course))
        .where(
          and(
            eq(feedbackRounds.state, state),
            // Looked at while the rounds are gone through in order: an organisation may have held thousands of courses.
            organisation === undefined
              ? undefined
              : sql`${courses.organisation} || '' = ${sql.param(organisation, courses.organisation)}`,
          ),
        )
        .orderBy(order(feedbackRounds.closesAt), order(feedbackRounds.course))
        .limit(most ?? allThereAre);
      return rows.map(({ round }) => round);
    },

    async moveClose(course, closesAt) {
      const { feedbackRounds } = context.tables;
      const moved = await context.db
        .update(feedbackRounds)
        .set({ closesAt })
        .where(and(eq(feedbackRounds.course, course), eq(feedbackRounds.state, 'open')))
        .returning({ course: feedbackRounds.course });
      if (moved.length > 0) context.audit('feedback.move-close', course, { closesAt });
    },

    async close(course) {
      const { feedbackRounds } = context.tables;
      const closed = await context.db
        .update(feedbackRounds)
        .set({ state: 'closed' })
        .where(and(eq(feedbackRounds.course, course), eq(feedbackRounds.state, 'open')))
        .returning({ course: feedbackRounds.course });
      if (closed.length === 0) return false;
      context.audit('feedback.close', course, { answered: await layInOrderOfKeys(course) });
      return true;
    },

    async waitingFor(person) {
      const { feedbackRounds, feedbackParticipation } = context.tables;
      const rows = await context.db
        .select({ round: feedbackRounds })
        .from(feedbackParticipation)
        .innerJoin(feedbackRounds, eq(feedbackRounds.course, feedbackParticipation.course))
        .where(
          and(
            eq(feedbackParticipation.person, person),
            eq(feedbackParticipation.answered, false),
            eq(feedbackRounds.state, 'open'),
          ),
        )
        .orderBy(asc(feedbackRounds.closesAt), asc(feedbackRounds.course));
      return rows.map(({ round }) => round);
    },

    async silent(course) {
      const { feedbackParticipation } = context.tables;
      const rows = await context.db
        .select({ person: feedbackParticipation.person })
        .from(feedbackParticipation)
        .where(and(eq(feedbackParticipation.course, course), eq(feedbackParticipation.answered, false)))
        .orderBy(asc(feedbackParticipation.person));
      return rows.map(({ person }) => person);
    },

    async invited(course, person) {
      const { feedbackParticipation } = context.tables;
      const [row] = await context.db
        .select({ answered: feedbackParticipation.answered })
        .from(feedbackParticipation)
        .where(and(eq(feedbackParticipation.course, course), eq(feedbackParticipation.person, person)));
      return row && (row.answered ? 'answered' : 'waiting');
    },

    async participation(course) {
      const { feedbackParticipation } = context.tables;
      if (!(await seesCourse(context, course))) return { invited: 0, answered: 0 };
      const rows = await context.db
        .select({ answered: feedbackParticipation.answered, number: count() })
        .from(feedbackParticipation)
        .where(eq(feedbackParticipation.course, course))
        .groupBy(feedbackParticipation.answered);
      const answered = rows.find((row) => row.answered)?.number ?? 0;
      return { invited: answered + (rows.find((row) => !row.answered)?.number ?? 0), answered };
    },

    async answer(course, person, answers) {
      const { feedbackParticipation, feedbackAnswers } = context.tables;
      if (!(await holdOpen(course))) return false;
      const noted = await context.db
        .update(feedbackParticipation)
        .set({ answered: true })
        .where(
          and(
            eq(feedbackParticipation.course, course),
            eq(feedbackParticipation.person, person),
            eq(feedbackParticipation.answered, false),
          ),
        )
        .returning({ person: feedbackParticipation.person });
      if (noted.length === 0) return false;
      await context.db.insert(feedbackAnswers).values({ key: randomText(20), course, answers });
      await layInOrderOfKeys(course);
      return true;
    },

    async released(course) {
      const { feedbackRounds, feedbackAnswers } = context.tables;
      const rows = await context.db
        .select({ answers: feedbackAnswers.answers })
        .from(feedbackAnswers)
        .innerJoin(feedbackRounds, eq(feedbackRounds.course, feedbackAnswers.course))
        .where(and(eq(feedbackAnswers.course, course), eq(feedbackRounds.state, 'closed')))
        .orderBy(asc(feedbackAnswers.key));
      return rows.map(({ answers }) => answers);
    },
  };
}
