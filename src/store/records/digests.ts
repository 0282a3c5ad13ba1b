// Digests: what they tell, and who has chosen to get which of them otherwise than usual.
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Digest, DigestPlan } from '#exchange/digests.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { type DigestFigures, digestFigures } from './digest-figures.ts';

export interface DigestChoice extends DigestPlan {
  readonly digest: Digest;
  /** A person, or the organisation in whose managers' channel it is read. */
  readonly reader: string;
  /** Epoch milliseconds. */
  readonly changedAt: number;
}

export interface DigestRecords extends DigestFigures {
  /** In place of what the reader chose before. */
  choose(choice: Omit<DigestChoice, 'changedAt'>): Promise<void>;
  /** As usual again; false when it was. */
  unchoose(digest: Digest, reader: string): Promise<boolean>;
  /** What these readers have chosen; undefined: of all. By digest and reader. */
  choices(readers: readonly string[] | undefined): Promise<readonly DigestChoice[]>;
}

export function digestRecords(context: RecordContext): DigestRecords {
  return {
    ...digestFigures(context),

    async choose({ digest, reader, rhythm, weekday, hour, language }) {
      const { digestChoices } = context.tables;
      const plan = {
        rhythm,
        weekday: weekday ?? null,
        hour,
        language: language ?? null,
        changedAt: context.now,
      };
      await context.db
        .insert(digestChoices)
        .values({ digest, reader, ...plan })
        .onConflictDoUpdate({ target: [digestChoices.digest, digestChoices.reader], set: plan });
      context.audit('digest.choose', reader, { digest, rhythm });
    },

    async unchoose(digest, reader) {
      const { digestChoices } = context.tables;
      const gone = await context.db
        .delete(digestChoices)
        .where(and(eq(digestChoices.digest, digest), eq(digestChoices.reader, reader)))
        .returning({ reader: digestChoices.reader });
      if (gone.length > 0) context.audit('digest.unchoose', reader, { digest });
      return gone.length > 0;
    },

    async choices(readers) {
      if (readers?.length === 0) return [];
      const { digestChoices } = context.tables;
      const rows = await context.db
        .select()
        .from(digestChoices)
        .where(readers && inArray(digestChoices.reader, [...readers]))
        .orderBy(asc(digestChoices.digest), asc(digestChoices.reader));
      return rows.map(choiceFrom);
    },
  };
}

function choiceFrom(row: Tables['digestChoices']['$inferSelect']): DigestChoice {
  return { ...row, weekday: row.weekday ?? undefined, language: row.language ?? undefined };
}
