// One-time codes: kept as hashes, good once and for a while.
import { createHash } from 'node:crypto';
import { and, eq, gte, inArray, isNull, lt, lte, sql } from 'drizzle-orm';
import { readCode, triesCountFor } from '#exchange/codes.ts';
import { type AccountId, type PlaceId, platformOf } from '#exchange/people.ts';
import type { RecordContext } from './context.ts';

/**
 * `organisation`: ties a place · `person`: makes an account this person's · `link`: a second account of one human ·
 * `coordinator`: makes whoever has it coordinator of the hub.
 */
export type CodePurpose = 'setup' | 'organisation' | 'person' | 'link' | 'coordinator';

export interface CodeRecords {
  /**
   * Keeps the sha256 of a code for one subject; an earlier unused code for the same is void. True when there was one
   * that was still good.
   */
  issue(code: string, purpose: CodePurpose, subject: string, goodUntil: number): Promise<boolean>;
  /** Uses a code up; undefined when it is unknown, used or too old. One of two at the same time gets it. */
  redeem(
    code: string,
    purposes: readonly CodePurpose[],
  ): Promise<{ readonly purpose: CodePurpose; readonly subject: string } | undefined>;
  /**
   * Counts a try at a code, before it is made, for whoever or wherever it is made, so many (1 or more) in the hour that
   * began with the first: undefined when it may be made, else the instant from which it may.
   */
  noteTry(by: AccountId | PlaceId, most: number): Promise<number | undefined>;
  /** A code was right: what was counted is forgotten. */
  forgetTries(by: AccountId | PlaceId): Promise<void>;
}

export function codeRecords(context: RecordContext): CodeRecords {
  return {
    async issue(code, purpose, subject, goodUntil) {
      const { codes } = context.tables;
      const voided = await context.db
        .delete(codes)
        .where(and(eq(codes.subject, subject), eq(codes.purpose, purpose), isNull(codes.usedAt)))
        .returning({ goodUntil: codes.goodUntil });
      await context.db.insert(codes).values({ hash: hashOf(code), purpose, subject, goodUntil });
      context.audit('code.issue', subject, { purpose, goodUntil });
      return voided.some((earlier) => earlier.goodUntil >= context.now);
    },

    async redeem(code, purposes) {
      const { codes } = context.tables;
      const [row] = await context.db
        .update(codes)
        .set({ usedAt: context.now })
        .where(
          and(
            eq(codes.hash, hashOf(code)),
            inArray(codes.purpose, [...purposes]),
            isNull(codes.usedAt),
            gte(codes.goodUntil, context.now),
          ),
        )
        .returning({ purpose: codes.purpose, subject: codes.subject });
      if (row !== undefined) context.audit('code.redeem', row.subject, { purpose: row.purpose });
      return row;
    },

    async noteTry(by, most) {
      const { guesses } = context.tables;
      await context.db.delete(guesses).where(lte(guesses.since, context.now - triesCountFor));
      const [counted] = await context.db
        .insert(guesses)
        .values({ by, tries: 1, since: context.now })
        .onConflictDoUpdate({
          target: guesses.by,
          set: { tries: sql`${guesses.tries} + 1` },
          setWhere: lt(guesses.tries, most),
        })
        .returning({ tries: guesses.tries });
      if (counted?.tries === most)
        context.audit('code.tries', 'codes', { tries: most, platform: platformOf(by) });
      if (counted !== undefined) return undefined;
      const [held] = await context.db.select().from(guesses).where(eq(guesses.by, by));
      return (held?.since ?? context.now) + triesCountFor;
    },

    async forgetTries(by) {
      const { guesses } = context.tables;
      await context.db.delete(guesses).where(eq(guesses.by, by));
    },
  };
}

/** However it was typed: `7kq4 m2xa` is the code that was printed as `7KQ4-M2XA`. */
function hashOf(code: string): string {
  return createHash('sha256')
    .update(readCode(code) ?? code)
    .digest('hex');
}
