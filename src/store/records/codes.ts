// One-time codes: kept as hashes, good once and for a while.
import { createHash } from 'node:crypto';
import { and, eq, gte, inArray, isNull } from 'drizzle-orm';
import { readCode } from '#exchange/codes.ts';
import type { RecordContext } from './context.ts';

/** `organisation`: ties a place · `person`: makes an account this person's · `link`: a second account of one human. */
export type CodePurpose = 'setup' | 'organisation' | 'person' | 'link';

export interface CodeRecords {
  /** Keeps the sha256 of a code for one subject; an earlier unused code for the same is void. */
  issue(code: string, purpose: CodePurpose, subject: string, goodUntil: number): Promise<void>;
  /** Uses a code up; undefined when it is unknown, used or too old. One of two at the same time gets it. */
  redeem(
    code: string,
    purposes: readonly CodePurpose[],
  ): Promise<{ readonly purpose: CodePurpose; readonly subject: string } | undefined>;
}

export function codeRecords(context: RecordContext): CodeRecords {
  return {
    async issue(code, purpose, subject, goodUntil) {
      const { codes } = context.tables;
      await context.db
        .delete(codes)
        .where(and(eq(codes.subject, subject), eq(codes.purpose, purpose), isNull(codes.usedAt)));
      await context.db.insert(codes).values({ hash: hashOf(code), purpose, subject, goodUntil });
      context.audit('code.issue', subject, { purpose, goodUntil });
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
  };
}

/** However it was typed: `7kq4 m2xa` is the code that was printed as `7KQ4-M2XA`. */
function hashOf(code: string): string {
  return createHash('sha256')
    .update(readCode(code) ?? code)
    .digest('hex');
}
