// Opinions on Attaché itself: counted by month, so that nothing in the record leads back to whoever gave one.
import { asc, sql } from 'drizzle-orm';
import { type BotVerdict, type CountedOpinion, monthOf } from '#exchange/bot-opinion.ts';
import type { RecordContext } from './context.ts';

export interface OpinionRecords {
  /** One more in the month of now. No entry in the audit: it would say who. */
  count(verdict: BotVerdict): Promise<void>;
  /** All that was counted, by month; what of it may be told says `monthsToTell`. */
  counted(): Promise<readonly CountedOpinion[]>;
}

export function opinionRecords(context: RecordContext): OpinionRecords {
  return {
    async count(verdict) {
      const { botOpinions } = context.tables;
      await context.db
        .insert(botOpinions)
        .values({ month: monthOf(context.now), verdict, number: 1 })
        .onConflictDoUpdate({
          target: [botOpinions.month, botOpinions.verdict],
          set: { number: sql`${botOpinions.number} + 1` },
        });
    },

    async counted() {
      const { botOpinions } = context.tables;
      return context.db.select().from(botOpinions).orderBy(asc(botOpinions.month), asc(botOpinions.verdict));
    },
  };
}
