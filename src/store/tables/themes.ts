// The tables of free text: the themes that people changed, what a round's comments were counted as, and what they come to.
import type { CommentCounts } from '#exchange/comments.ts';
import type { Paraphrase, Theme } from '#exchange/themes.ts';
import type { Columns } from '../columns.ts';
import type { FeedbackTables } from './feedback.ts';

export function themeTables(columns: Columns, { feedbackRounds }: FeedbackTables) {
  const { table, text, count, yesNo, json, primaryKey } = columns;
  const round = () =>
    text()
      .notNull()
      .references(() => feedbackRounds.id);

  // Only those that were changed or added; what an exchange begins with stands in the rules.
  const themes = table('themes', {
    id: text().primaryKey(),
    names: json<Theme['names']>().notNull(),
    keywords: json<Theme['keywords']>().notNull(),
    dropped: yesNo().notNull(),
  });

  // Numbers alone, and how many answers had been released when they were counted.
  const commentCounts = table('comment_counts', {
    round: text()
      .primaryKey()
      .references(() => feedbackRounds.id),
    released: count().notNull(),
    counts: json<CommentCounts>().notNull(),
  });

  // What people wrote on a theme, in the words of the coordinator.
  const roundThemes = table(
    'round_themes',
    { round: round(), theme: text().notNull(), paraphrase: json<Paraphrase>().notNull() },
    (t) => [primaryKey({ columns: [t.round, t.theme] })],
  );

  return { themes, commentCounts, roundThemes };
}
