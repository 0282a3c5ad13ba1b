// Evaluations that were made elsewhere and came as a file: each a closed round, told of by the rules of all others.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { type QuestionSet, roundIdOf } from '#exchange/questionnaire.ts';
import { partsOf, together, toldOf } from '#exchange/release.ts';
import { randomText } from '../ids.ts';
import type { RecordContext } from './context.ts';
import type { FeedbackAnswers } from './feedback.ts';
import { type AnswerRow, layDown } from './feedback-answers.ts';
import { minimum } from './feedback-release.ts';
import { itemsOf } from './questionnaires.ts';

export interface FeedbackFile {
  readonly course: string;
  readonly set: QuestionSet;
  readonly questionnaire: string;
  /** When it was over; none come late. */
  readonly closedAt: number;
  readonly answers: readonly FeedbackAnswers[];
  /** How many attended; never fewer than answered. */
  readonly attended: number;
}

export interface FeedbackFileRecords {
  /**
   * Keeps a file as a closed round whose answers are one batch. False, and nothing is kept, when this set has been asked
   * of the course already, or the answers are fewer than are ever told of together.
   */
  keep(file: FeedbackFile): Promise<boolean>;
}

/** Keys are made for so many before others have their turn. */
const answersAtOnce = 2_000;

export function feedbackFileRecords(context: RecordContext): FeedbackFileRecords {
  return {
    async keep({ course, set, questionnaire, closedAt, answers, attended }) {
      const { feedbackRounds, feedbackTallies, feedbackFiles } = context.tables;
      const round = roundIdOf(course, set);
      const rows: AnswerRow[] = [];
      for (const one of answers) {
        rows.push({ key: randomText(20), round, batch: 1, cell: null, link: null, answers: one });
        if (rows.length % answersAtOnce === 0) await nextTurn();
      }
      const parts = partsOf(rows, await minimum(context));
      if (parts.length === 0) return false;
      const times = { opensAt: closedAt, closesAt: closedAt, lateUntil: closedAt };
      const added = await context.db
        .insert(feedbackRounds)
        .values({ ...{ id: round, course, edition: null, set, questionnaire, state: 'closed' }, ...times })
        .onConflictDoNothing()
        .returning({ id: feedbackRounds.id });
      if (added.length === 0) return false;
      await layDown(context, rows);
      const items = (await itemsOf(context, questionnaire)) ?? [];
      const told = parts.map((part) =>
        toldOf(
          items,
          part.answers.map((one) => one.answers),
        ),
      );
      const sums = { batches: 1, ...together(told), cells: {}, gain: null };
      await context.db.insert(feedbackTallies).values({ round, ...sums });
      const answered = rows.length;
      await context.db
        .insert(feedbackFiles)
        .values({ round, answered, attended: Math.max(attended, answered) });
      context.audit('feedback.file', round, { questionnaire, answered, attended });
      return true;
    },
  };
}

/** How many had attended and answered; none where the round did not come as a file. */
export async function participationInFile(
  { db, tables: { feedbackFiles } }: RecordContext,
  round: string,
): Promise<{ readonly invited: number; readonly answered: number }> {
  const [row] = await db.select().from(feedbackFiles).where(eq(feedbackFiles.round, round));
  return { invited: row?.attended ?? 0, answered: row?.answered ?? 0 };
}
