// The table of opinions on Attaché itself: numbers by month, and nothing of who gave them when.
import type { BotVerdict } from '#exchange/bot-opinion.ts';
import type { Columns } from '../columns.ts';

export function opinionTables({ table, text, oneOf, count, primaryKey }: Columns) {
  const botOpinions = table(
    'bot_opinions',
    {
      month: text().notNull(),
      verdict: oneOf<BotVerdict>().notNull(),
      number: count().notNull(),
    },
    (t) => [primaryKey({ columns: [t.month, t.verdict] })],
  );

  return { botOpinions };
}
