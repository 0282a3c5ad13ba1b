// Answers as they are laid down: in the order of their random keys, and a part at a time where there are very many.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { inOrder } from './in-order.ts';

export type AnswerRow = Tables['feedbackAnswers']['$inferSelect'];

/** Of one statement: far below what either database takes, and done within some milliseconds. */
const rowsAtOnce = 500;

/**
 * Where a database had put them, and which transaction had written them, would tell in which order people answered.
 * Between the parts others are answered.
 */
export async function layDown(
  { db, tables }: Pick<RecordContext, 'db' | 'tables'>,
  answers: readonly AnswerRow[],
): Promise<void> {
  const sorted = inOrder(answers, ({ key }) => key);
  for (let from = 0; from < sorted.length; from += rowsAtOnce) {
    if (from > 0) await nextTurn();
    await db.insert(tables.feedbackAnswers).values(sorted.slice(from, from + rowsAtOnce));
  }
}
