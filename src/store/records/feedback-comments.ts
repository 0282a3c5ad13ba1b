// What was written in the released answers of a round, in an order that says nothing of who wrote when.
import { and, eq, isNotNull } from 'drizzle-orm';
import type { RecordContext } from './context.ts';
import type { FeedbackRound } from './feedback.ts';
import { inOrder } from './in-order.ts';
import { itemsOf } from './questionnaires.ts';

/** Something that was written, and whether its writer lets it be quoted word for word. */
export interface FeedbackComment {
  readonly item: string;
  readonly text: string;
  readonly mayQuote: boolean;
  /** Tells what one person wrote from what others did, so that people are counted and not comments; stands for nobody. */
  readonly writer: number;
}

export async function commentsOf(
  context: RecordContext,
  { id: round, questionnaire }: FeedbackRound,
): Promise<readonly FeedbackComment[]> {
  const { feedbackAnswers } = context.tables;
  const texts = ((await itemsOf(context, questionnaire)) ?? []).filter(({ kind }) => kind === 'text');
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
