// Feedback: who answered is kept apart from what was answered; nothing joins the two.
import { and, asc, count, desc, eq, exists, gt, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { type QuestionSet, roundIdOf, type Tallies, tallyOf } from '#exchange/questionnaire.ts';
import { given, prepared } from '../connection.ts';
import { randomText } from '../ids.ts';
import type { RecordContext } from './context.ts';
import { allThereAre } from './course-queries.ts';
import { seesCourse } from './eyes.ts';
import { itemsOf } from './questionnaires.ts';

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

/** The parts of a round that may be shown apart, with what their answers come to. */
export type Cells = Readonly<Record<string, { readonly released: number; readonly tallies: Tallies }>>;

/** Of a test after a course: what those who took both answered, in per cent of what was asked. */
export interface Gain {
  readonly before: readonly number[];
  /** Of the same person at the same place. */
  readonly after: readonly number[];
}

/** What everything that was released of a round comes to. */
export interface FeedbackTally {
  readonly round: string;
  readonly batches: number;
  readonly released: number;
  readonly tallies: Tallies;
  readonly cells: Cells | null;
  readonly gain: Gain | null;
}

/** Something that was written, and whether its writer lets it be quoted word for word. */
export interface FeedbackComment {
  readonly item: string;
  readonly text: string;
  readonly mayQuote: boolean;
}

export interface FeedbackRecords {
  /** Opens a round and invites people; false when this set has been asked of it already. */
  open(round: NewFeedbackRound, invited: readonly string[]): Promise<boolean>;
  /** Invites more people to an open round; who has been invited already stays as they are. How many are new. */
  invite(round: string, people: readonly string[]): Promise<number>;
  round(id: string): Promise<FeedbackRound | undefined>;
  /** All rounds of a course or an edition, by when they opened. */
  of(about: string): Promise<readonly FeedbackRound[]>;
  /**
   * By when they close; of courses of one organisation alone, or the latest first, where that is asked for. With
   * `lateSince` those alone that take late answers, or did until then, and have some that wait to be released.
   */
  rounds(
    state: FeedbackRound['state'],
    narrow?: {
      readonly organisation?: string | undefined;
      readonly lateSince?: number;
      readonly latestFirst?: boolean;
      readonly most?: number;
    },
  ): Promise<readonly FeedbackRound[]>;
  /** Of an open round; the time for late answers moves by as much. */
  moveClose(round: string, closesAt: number): Promise<void>;
  /** Releases what has been answered, if that is enough; false when it is not open. */
  close(round: string): Promise<boolean>;
  /** Ends an open round without releasing anything. */
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
   */
  answer(round: string, person: string, answers: FeedbackAnswers): Promise<boolean>;
  /** Releases what came late to a closed round, once enough has; how many answers that were. */
  releaseLate(round: string): Promise<number>;
  /** What the released answers come to; undefined while none are. */
  tally(round: string): Promise<FeedbackTally | undefined>;
  /** What was written in released answers, sorted by its text: an order that says nothing of who wrote when. */
  comments(round: string): Promise<readonly FeedbackComment[]>;
}

/** Fewer are never released together (§4.5 R1, R3). */
const smallestBatch = 5;

const roundById = prepared(({ db, tables: { feedbackRounds } }) =>
  db
    .select()
    .from(feedbackRounds)
    .where(eq(feedbackRounds.id, given(feedbackRounds.id, 'id')))
    .prepare('feedback_round'),
);

const tallyById = prepared(({ db, tables: { feedbackTallies } }) =>
  db
    .select()
    .from(feedbackTallies)
    .where(eq(feedbackTallies.round, given(feedbackTallies.round, 'round')))
    .prepare('feedback_tally'),
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
   * True for a round that takes answers, which then stays as it is until the end of the transaction: the row is written
   * without being changed, so that a close waits for the answers that are on their way, and comes before all others.
   */
  async function holdAsking(round: string): Promise<boolean> {
    const { feedbackRounds } = context.tables;
    const held = await context.db
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
      .returning({ id: feedbackRounds.id });
    return held.length > 0;
  }

  /**
   * Writes the answers of a round anew in the order of their random keys: where a database had put them, and which
   * transaction had written them, told in which order people answered.
   */
  async function layInOrderOfKeys(round: string, batch?: number): Promise<void> {
    const { feedbackAnswers } = context.tables;
    const answers = await context.db
      .delete(feedbackAnswers)
      .where(eq(feedbackAnswers.round, round))
      .returning();
    if (answers.length > 0) {
      answers.sort((one, other) => (one.key < other.key ? -1 : 1));
      await context.db
        .insert(feedbackAnswers)
        .values(
          batch === undefined ? answers : answers.map((one) => ({ ...one, batch: one.batch ?? batch })),
        );
    }
    context.noteErased();
  }

  /** Adds those that wait to what has been released, if they are enough to be among each other; how many they were. */
  async function release({ id, questionnaire }: FeedbackRound): Promise<number> {
    const { feedbackAnswers, feedbackTallies } = context.tables;
    const waiting = await context.db
      .select({ answers: feedbackAnswers.answers })
      .from(feedbackAnswers)
      .where(and(eq(feedbackAnswers.round, id), isNull(feedbackAnswers.batch)));
    if (waiting.length < smallestBatch) return 0;
    const items = (await itemsOf(context, questionnaire)) ?? [];
    const [earlier] = await tallyById(context.connection).execute({ round: id });
    const batches = (earlier?.batches ?? 0) + 1;
    await layInOrderOfKeys(id, batches);
    const added = tallyOf(
      items,
      waiting.map(({ answers }) => answers),
    );
    const sums = {
      batches,
      released: (earlier?.released ?? 0) + waiting.length,
      tallies: together(earlier?.tallies, added),
    };
    await context.db
      .insert(feedbackTallies)
      .values({ round: id, ...sums })
      .onConflictDoUpdate({ target: feedbackTallies.round, set: sums });
    return waiting.length;
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

    async rounds(state, { organisation, lateSince, latestFirst = false, most } = {}) {
      const { feedbackRounds, feedbackAnswers, courses } = context.tables;
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
            lateSince === undefined
              ? undefined
              : and(
                  gt(feedbackRounds.lateUntil, lateSince),
                  exists(
                    context.db
                      .select({ round: feedbackAnswers.round })
                      .from(feedbackAnswers)
                      .where(
                        and(eq(feedbackAnswers.round, feedbackRounds.id), isNull(feedbackAnswers.batch)),
                      ),
                  ),
                ),
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
      context.audit('feedback.close', round, { released: await release(closed) });
      return true;
    },

    async callOff(round) {
      const ended = await end(round, 'called-off');
      if (ended) context.audit('feedback.call-off', round, {});
      return ended !== undefined;
    },

    async waitingFor(person, now) {
      const { feedbackRounds, feedbackParticipation } = context.tables;
      const rows = await context.db
        .select({ round: feedbackRounds })
        .from(feedbackParticipation)
        .innerJoin(feedbackRounds, eq(feedbackRounds.id, feedbackParticipation.round))
        .where(
          and(
            eq(feedbackParticipation.person, person),
            eq(feedbackParticipation.answered, false),
            or(
              eq(feedbackRounds.state, 'open'),
              and(eq(feedbackRounds.state, 'closed'), gt(feedbackRounds.lateUntil, now)),
            ),
          ),
        )
        .orderBy(asc(feedbackRounds.closesAt), asc(feedbackRounds.id));
      return rows.map(({ round }) => round);
    },

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
      const answered = rows.find((row) => row.answered)?.number ?? 0;
      return { invited: answered + (rows.find((row) => !row.answered)?.number ?? 0), answered };
    },

    async answer(round, person, answers) {
      const { feedbackParticipation, feedbackAnswers } = context.tables;
      if (!(await holdAsking(round))) return false;
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
      await context.db.insert(feedbackAnswers).values({ key: randomText(20), round, answers });
      await layInOrderOfKeys(round);
      return true;
    },

    async releaseLate(round) {
      const found = await roundOf(round);
      if (found?.state !== 'closed') return 0;
      const released = await release(found);
      if (released > 0) context.audit('feedback.release', round, { released });
      return released;
    },

    async tally(round) {
      const [row] = await tallyById(context.connection).execute({ round });
      const found = row && (await roundOf(round));
      return found && (await seesRound(found)) ? row : undefined;
    },

    async comments(round) {
      const { feedbackAnswers } = context.tables;
      const found = await roundOf(round);
      if (!found || !(await seesRound(found))) return [];
      const texts = ((await itemsOf(context, found.questionnaire)) ?? []).filter(
        ({ kind }) => kind === 'text',
      );
      const rows = await context.db
        .select({ answers: feedbackAnswers.answers })
        .from(feedbackAnswers)
        .where(and(eq(feedbackAnswers.round, round), isNotNull(feedbackAnswers.batch)));
      const comments = rows.flatMap(({ answers }) =>
        texts.flatMap(({ id }) => {
          const text = answers[id];
          return typeof text === 'string' ? [{ item: id, text, mayQuote: answers.quote === 'yes' }] : [];
        }),
      );
      // Whatever else is the same of two comments cannot be told apart.
      const key = ({ text, item, mayQuote }: FeedbackComment) => `${text}\0${item}\0${mayQuote}`;
      return comments.sort((one, other) => (key(one) < key(other) ? -1 : 1));
    },
  };
}

function together(earlier: Tallies | undefined, added: Tallies): Tallies {
  if (!earlier) return added;
  return Object.fromEntries(
    Object.entries(added).map(([item, counts]) => [
      item,
      counts.map((number, at) => number + (earlier[item]?.[at] ?? 0)),
    ]),
  );
}
