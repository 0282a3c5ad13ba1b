// Feedback: who answered is kept apart from what was answered; nothing joins the two.
import { and, asc, count, desc, eq, gt, or, sql } from 'drizzle-orm';
import type { Tally } from '#exchange/publication.ts';
import { type QuestionSet, roundIdOf } from '#exchange/questionnaire.ts';
import { given, prepared } from '../connection.ts';
import { randomText } from '../ids.ts';
import type { RecordContext } from './context.ts';
import { allThereAre } from './course-queries.ts';
import { seesCourse } from './eyes.ts';
import { commentsOf, type FeedbackComment } from './feedback-comments.ts';
import { participationInFile } from './feedback-files.ts';
import {
  dropLeftOver,
  dropWaiting,
  endOfEvaluation,
  layInOrderOfKeys,
  linkFor,
  makeKey,
  releaseWaiting,
} from './feedback-release.ts';
import { roundsToRelease, roundsWaitingFor } from './feedback-rounds.ts';
import {
  correctTally,
  type TalliesWanted,
  type TallyOfRound,
  talliesOfRounds,
  tallyOfRound,
} from './feedback-tallies.ts';
import { countResponses } from './responses.ts';

export interface FeedbackRound {
  /** `roundIdOf(course or edition, set)`. */
  readonly id: string;
  /** What it is about: a course or the edition of a symposium, never both. */
  readonly course: string | null;
  readonly edition: string | null;
  readonly set: QuestionSet;
  /** The version of the questionnaire that is asked, for `questionnaires.items`. */
  readonly questionnaire: string;
  readonly opensAt: number;
  readonly closesAt: number;
  /** Until then an answer is still taken after the close; it is released only with others that come late (§4.5 R3). */
  readonly lateUntil: number;
  /** `called-off`: the course was, so nobody is asked any more and nothing is released. */
  readonly state: 'open' | 'closed' | 'called-off';
}

export type NewFeedbackRound = {
  readonly set: QuestionSet;
  readonly questionnaire: string;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly lateUntil: number;
} & ({ readonly course: string } | { readonly edition: string });

/** What one person answered, by item: ratings as numbers, options and texts as written. */
export type FeedbackAnswers = Readonly<Record<string, number | string>>;

/** What everything that was released of a round comes to; shown through `#exchange/publication.ts` alone. */
export interface FeedbackTally extends Tally {
  readonly round: string;
  readonly batches: number;
}

export interface FeedbackRecords {
  /** Opens a round and invites people; false when this set has been asked of it already. */
  open(round: NewFeedbackRound, invited: readonly string[]): Promise<boolean>;
  /** Invites more people to an open round; who has been invited already stays as they are. How many are new. */
  invite(round: string, people: readonly string[]): Promise<number>;
  round(id: string): Promise<FeedbackRound | undefined>;
  /** All rounds of a course or an edition, by when they opened. */
  of(about: string): Promise<readonly FeedbackRound[]>;
  /** By when they close; of courses of one organisation alone, or the latest first, where that is asked for. */
  rounds(
    state: FeedbackRound['state'],
    narrow?: {
      readonly organisation?: string | undefined;
      readonly latestFirst?: boolean;
      readonly most?: number;
    },
  ): Promise<readonly FeedbackRound[]>;
  /** Of an open round; the time for late answers moves by as much. */
  moveClose(round: string, closesAt: number): Promise<void>;
  /**
   * Releases what has been answered, if that is enough (decision 33); false when it is not open. A test before a course
   * waits for the one after it. With the last round of a course the links between its tests are wiped.
   */
  close(round: string): Promise<boolean>;
  /** Ends an open round without releasing anything; what was answered is deleted. */
  callOff(round: string): Promise<boolean>;
  /** Rounds that this person is invited to, has not answered, and still can at `now`. */
  waitingFor(person: string, now: number): Promise<readonly FeedbackRound[]>;
  /** Invited people who have not answered. */
  silent(round: string): Promise<readonly string[]>;
  invited(round: string, person: string): Promise<'waiting' | 'answered' | undefined>;
  /** How many were invited and have answered. */
  participation(round: string): Promise<{ readonly invited: number; readonly answered: number }>;
  /**
   * Keeps answers under a random key, without person, time or order, and notes the participation without time; false
   * when the person answered already (on whichever platform), was never invited, or it is over for late answers too.
   * `cell` is the part of the round that may be shown apart: a sector of a course, a track of an event.
   */
  answer(round: string, person: string, answers: FeedbackAnswers, cell?: string): Promise<boolean>;
  /**
   * Releases what came late to a closed round, once enough has; how many answers that were. What is still alone when
   * the time for late answers is over is deleted.
   */
  releaseLate(round: string): Promise<number>;
  /** Closed rounds with answers that wait, which took late ones at `since` or do still; by when they closed. */
  toRelease(since: number): Promise<readonly FeedbackRound[]>;
  /** What the released answers come to; undefined while none are. */
  tally(round: string): Promise<FeedbackTally | undefined>;
  /** The same of many closed rounds, by when they closed; costs the number of rounds, and not of answers. */
  tallies(wanted: TalliesWanted): Promise<readonly TallyOfRound[]>;
  /** Counts the released answers again, and corrects the tally; true when it said something else. */
  recount(round: string): Promise<boolean>;
  /** What was written in released answers, sorted by its text: an order that says nothing of who wrote when. */
  comments(round: string): Promise<readonly FeedbackComment[]>;
}

const roundById = prepared(({ db, tables: { feedbackRounds } }) =>
  db
    .select()
    .from(feedbackRounds)
    .where(eq(feedbackRounds.id, given(feedbackRounds.id, 'id')))
    .prepare('feedback_round'),
);

export function feedbackRecords(context: RecordContext): FeedbackRecords {
  async function roundOf(id: string): Promise<FeedbackRound | undefined> {
    const [row] = await roundById(context.connection).execute({ id });
    return row;
  }

  async function seesRound({ course }: FeedbackRound): Promise<boolean> {
    return course === null || (await seesCourse(context, course));
  }

  /**
   * A round that takes answers, which then stays as it is until the end of the transaction: the row is written
   * without being changed, so that a close waits for the answers that are on their way, and comes before all others.
   */
  async function holdAsking(round: string): Promise<FeedbackRound | undefined> {
    const { feedbackRounds } = context.tables;
    const [held] = await context.db
      .update(feedbackRounds)
      .set({ state: sql`${feedbackRounds.state}` })
      .where(
        and(
          eq(feedbackRounds.id, round),
          or(
            eq(feedbackRounds.state, 'open'),
            and(eq(feedbackRounds.state, 'closed'), gt(feedbackRounds.lateUntil, context.now)),
          ),
        ),
      )
      .returning();
    return held;
  }

  async function end(round: string, state: 'closed' | 'called-off'): Promise<FeedbackRound | undefined> {
    const { feedbackRounds } = context.tables;
    const [ended] = await context.db
      .update(feedbackRounds)
      .set({ state })
      .where(and(eq(feedbackRounds.id, round), eq(feedbackRounds.state, 'open')))
      .returning();
    return ended;
  }

  return {
    async open(round, invited) {
      const { feedbackRounds, feedbackParticipation } = context.tables;
      const { set, questionnaire, opensAt, closesAt, lateUntil } = round;
      const about =
        'course' in round
          ? { course: round.course, edition: null }
          : { course: null, edition: round.edition };
      const id = roundIdOf(about.course ?? about.edition ?? '', set);
      const opened = await context.db
        .insert(feedbackRounds)
        .values({ id, ...about, set, questionnaire, opensAt, closesAt, lateUntil, state: 'open' })
        .onConflictDoNothing()
        .returning({ id: feedbackRounds.id });
      if (opened.length === 0) return false;
      if (set === 'pre-test' && about.course !== null) await makeKey(context, about.course);
      const people = [...new Set(invited)];
      if (people.length > 0) {
        await context.db
          .insert(feedbackParticipation)
          .values(people.map((person) => ({ round: id, person, answered: false })));
      }
      const facts = { questionnaire, opensAt, closesAt, lateUntil, invited: people.length };
      context.audit('feedback.open', id, facts);
      return true;
    },

    async invite(round, people) {
      const { feedbackParticipation } = context.tables;
      const asked = [...new Set(people)];
      if (asked.length === 0 || (await roundOf(round))?.state !== 'open') return 0;
      const added = await context.db
        .insert(feedbackParticipation)
        .values(asked.map((person) => ({ round, person, answered: false })))
        .onConflictDoNothing()
        .returning({ person: feedbackParticipation.person });
      if (added.length > 0) context.audit('feedback.invite', round, { invited: added.length });
      return added.length;
    },

    async round(id) {
      const row = await roundOf(id);
      return row && (await seesRound(row)) ? row : undefined;
    },

    async of(about) {
      const { feedbackRounds } = context.tables;
      const rows = await context.db
        .select()
        .from(feedbackRounds)
        .where(or(eq(feedbackRounds.course, about), eq(feedbackRounds.edition, about)))
        .orderBy(asc(feedbackRounds.opensAt), asc(feedbackRounds.id));
      const [first] = rows;
      return first && (await seesRound(first)) ? rows : [];
    },

    async rounds(state, { organisation, latestFirst = false, most } = {}) {
      const { feedbackRounds, courses } = context.tables;
      const order = latestFirst ? desc : asc;
      const rows = await context.db
        .select({ round: feedbackRounds })
        .from(feedbackRounds)
        .leftJoin(courses, eq(courses.id, feedbackRounds.course))
        .where(
          and(
            eq(feedbackRounds.state, state),
            // Looked at while the rounds are gone through in order: an organisation may have held thousands of courses.
            organisation === undefined
              ? undefined
              : sql`${courses.organisation} || '' = ${sql.param(organisation, courses.organisation)}`,
          ),
        )
        .orderBy(order(feedbackRounds.closesAt), order(feedbackRounds.id))
        .limit(most ?? allThereAre);
      return rows.map(({ round }) => round);
    },

    async moveClose(round, closesAt) {
      const { feedbackRounds } = context.tables;
      const moved = await context.db
        .update(feedbackRounds)
        .set({
          closesAt,
          lateUntil: sql`${feedbackRounds.lateUntil} - ${feedbackRounds.closesAt} + ${closesAt}`,
        })
        .where(and(eq(feedbackRounds.id, round), eq(feedbackRounds.state, 'open')))
        .returning({ id: feedbackRounds.id });
      if (moved.length > 0) context.audit('feedback.move-close', round, { closesAt });
    },

    async close(round) {
      const closed = await end(round, 'closed');
      if (!closed) return false;
      await countResponses(context, round);
      context.audit('feedback.close', round, { released: await releaseWaiting(context, closed) });
      if (closed.course !== null) await endOfEvaluation(context, closed.course);
      return true;
    },

    async callOff(round) {
      const ended = await end(round, 'called-off');
      if (!ended) return false;
      await dropWaiting(context, round);
      context.audit('feedback.call-off', round, {});
      if (ended.course !== null) await endOfEvaluation(context, ended.course);
      return true;
    },

    waitingFor: (person, now) => roundsWaitingFor(context, person, now),

    async silent(round) {
      const { feedbackParticipation } = context.tables;
      const rows = await context.db
        .select({ person: feedbackParticipation.person })
        .from(feedbackParticipation)
        .where(and(eq(feedbackParticipation.round, round), eq(feedbackParticipation.answered, false)))
        .orderBy(asc(feedbackParticipation.person));
      return rows.map(({ person }) => person);
    },

    async invited(round, person) {
      const { feedbackParticipation } = context.tables;
      const [row] = await context.db
        .select({ answered: feedbackParticipation.answered })
        .from(feedbackParticipation)
        .where(and(eq(feedbackParticipation.round, round), eq(feedbackParticipation.person, person)));
      return row && (row.answered ? 'answered' : 'waiting');
    },

    async participation(round) {
      const { feedbackParticipation } = context.tables;
      const found = await roundOf(round);
      if (!found || !(await seesRound(found))) return { invited: 0, answered: 0 };
      const rows = await context.db
        .select({ answered: feedbackParticipation.answered, number: count() })
        .from(feedbackParticipation)
        .where(eq(feedbackParticipation.round, round))
        .groupBy(feedbackParticipation.answered);
      if (rows.length === 0) return participationInFile(context, round);
      const answered = rows.find((row) => row.answered)?.number ?? 0;
      return { invited: answered + (rows.find((row) => !row.answered)?.number ?? 0), answered };
    },

    async answer(round, person, answers, cell) {
      const { feedbackParticipation, feedbackAnswers } = context.tables;
      const asking = await holdAsking(round);
      if (!asking) return false;
      const noted = await context.db
        .update(feedbackParticipation)
        .set({ answered: true })
        .where(
          and(
            eq(feedbackParticipation.round, round),
            eq(feedbackParticipation.person, person),
            eq(feedbackParticipation.answered, false),
          ),
        )
        .returning({ person: feedbackParticipation.person });
      if (noted.length === 0) return false;
      const link = await linkFor(context, asking, person);
      const key = randomText(20);
      await context.db.insert(feedbackAnswers).values({ key, round, answers, link, cell: cell ?? null });
      await layInOrderOfKeys(context, round);
      return true;
    },

    async releaseLate(round) {
      const found = await roundOf(round);
      if (found?.state !== 'closed') return 0;
      const released = await releaseWaiting(context, found);
      if (released > 0) await countResponses(context, round);
      if (released > 0) context.audit('feedback.release', round, { released });
      if (context.now >= found.lateUntil) await dropLeftOver(context, found);
      return released;
    },

    toRelease: (since) => roundsToRelease(context, since),
    tally: (round) => tallyOfRound(context, round),
    tallies: (wanted) => talliesOfRounds(context, wanted),
    recount: (round) => correctTally(context, round),

    comments: async (round) => {
      const found = await roundOf(round);
      return found && (await seesRound(found)) ? commentsOf(context, found) : [];
    },
  };
}
