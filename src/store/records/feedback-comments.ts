// What was written in the answers of a round that have been released, in an order that says nothing of who wrote when.
import { and, eq, isNotNull } from 'drizzle-orm';
import type { RecordContext } from './context.ts';
import type { FeedbackComment, FeedbackRound } from './feedback.ts';
import { inOrder } from './in-order.ts';
import { itemsOf } from './questionnaires.ts';

/** Of a round that nobody could write in, the answers are not even looked at: there may be very many. */
export async function commentsIn(
  context: RecordContext,
  { id: round, questionnaire }: FeedbackRound,
): Promise<readonly FeedbackComment[]> {
  const { feedbackAnswers } = context.tables;
  const items = (await itemsOf(context, questionnaire)) ?? [];
  const texts = items.filter(({ kind }) => kind === 'text');
  if (texts.length === 0) return [];
  const rows = await context.db
    .select({ answers: feedbackAnswers.answers })
    .from(feedbackAnswers)
    .where(and(eq(feedbackAnswers.round, round), isNotNull(feedbackAnswers.batch)));
  const byWriter = rows.map(({ answers }) =>
    texts.flatMap(({ id }) => {
      const text = answers[id];
      return typeof text === 'string' ? [{ item: id, text, mayQuote: answers.quote === 'yes' }] : [];
    }),
  );
  // Numbered by what they wrote: whatever else is the same of two people or two comments cannot be told apart.
  const numbered = inOrder(byWriter, (written) => JSON.stringify(written)).flatMap((written, writer) =>
    written.map((comment) => ({ ...comment, writer })),
  );
  return inOrder(numbered, ({ text, item, mayQuote }) => `${text}\0${item}\0${mayQuote}`);
}
