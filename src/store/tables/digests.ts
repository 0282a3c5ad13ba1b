// The table of digests: which of them somebody has chosen to get otherwise than usual.
import type { Digest, Rhythm } from '#exchange/digests.ts';
import type { Language } from '#exchange/languages.ts';
import type { Columns } from '../columns.ts';

export function digestTables({ table, text, oneOf, count, instant, primaryKey }: Columns) {
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

  return { digestChoices };
}
