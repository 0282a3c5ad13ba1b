// Answers as they are laid down: in the order of their random keys, and a part at a time where there are very many.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { given, preparedFor } from '../connection.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { inOrder } from './in-order.ts';

export type AnswerRow = Tables['feedbackAnswers']['$inferSelect'];

/** Of one statement: far below what either database takes, and done within some milliseconds. */
const rowsAtOnce = 500;

/** Of a full part: to build such a statement takes longer than to run it. */
const layPart = preparedFor(
  'feedback_lay_answers',
  ({ db, tables: { feedbackAnswers } }, name, rows: number) =>
    db
      .insert(feedbackAnswers)
      .values(
        Array.from({ length: rows }, (_, at) => ({
          key: given(feedbackAnswers.key, `key${at}`),
          round: given(feedbackAnswers.round, `round${at}`),
          batch: given(feedbackAnswers.batch, `batch${at}`),
          cell: given(feedbackAnswers.cell, `cell${at}`),
          link: given(feedbackAnswers.link, `link${at}`),
          answers: given(feedbackAnswers.answers, `answers${at}`),
        })),
      )
      .prepare(name),
);

/**
 * Where a database had put them, and which transaction had written them, would tell in which order people answered.
 * Between the parts others are answered.
 */
export async function layDown(
  { connection }: Pick<RecordContext, 'connection'>,
  answers: readonly AnswerRow[],
): Promise<void> {
  const sorted = inOrder(answers, ({ key }) => key);
  for (let from = 0; from < sorted.length; from += rowsAtOnce) {
    if (from > 0) await nextTurn();
    const part = sorted.slice(from, from + rowsAtOnce);
    if (part.length < rowsAtOnce) await connection.db.insert(connection.tables.feedbackAnswers).values(part);
    else await layPart(connection, rowsAtOnce).execute(placed(part));
  }
}

function placed(rows: readonly AnswerRow[]): Record<string, unknown> {
  return Object.fromEntries(
    rows.flatMap((row, at) => Object.entries(row).map(([column, kept]) => [`${column}${at}`, kept])),
  );
}
