// The tables of digests: which of them somebody wants otherwise than usual, and how many of whose people answered.
import type { Digest, Rhythm } from '#exchange/digests.ts';
import type { Language } from '#exchange/languages.ts';
import type { Columns } from '../columns.ts';
import type { FeedbackTables } from './feedback.ts';

export function digestTables(columns: Columns, { feedbackRounds }: FeedbackTables) {
  const { table, text, oneOf, count, instant, primaryKey } = columns;

  const digestChoices = table(
    'digest_choices',
    {
      digest: oneOf<Digest>().notNull(),
      // A person, or the organisation in whose managers' channel it is read.
      reader: text().notNull(),
      rhythm: oneOf<Rhythm>().notNull(),
      // ISO, Monday 1; null: the first working day where the reader is.
      weekday: count(),
      hour: count().notNull(),
      // Null: the reader's own.
      language: oneOf<Language>(),
      changedAt: instant('changed_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.digest, t.reader] })],
  );

  // Counted when a round closes, and again when late answers are released: a digest reads these, and no participation.
  const feedbackResponses = table(
    'feedback_responses',
    {
      round: text()
        .notNull()
        .references(() => feedbackRounds.id),
      // Whose people; empty for those of none.
      organisation: text().notNull(),
      invited: count().notNull(),
      answered: count().notNull(),
    },
    (t) => [primaryKey({ columns: [t.round, t.organisation] })],
  );

  return { digestChoices, feedbackResponses };
}
