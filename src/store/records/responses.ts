// How many of whose people answered a round: counted once, when it closes, so that nothing else has to look at who did.
import { count, eq, sql } from 'drizzle-orm';
import type { RecordContext } from './context.ts';

/** Anew; what had been counted before is replaced. */
export async function countResponses({ db, tables }: RecordContext, round: string): Promise<void> {
  const { feedbackResponses, feedbackParticipation, people } = tables;
  const rows = await db
    .select({
      organisation: people.organisation,
      invited: count(),
      answered: sql<number>`sum(case when ${feedbackParticipation.answered} then 1 else 0 end)`,
    })
    .from(feedbackParticipation)
    .innerJoin(people, eq(people.id, feedbackParticipation.person))
    .where(eq(feedbackParticipation.round, round))
    .groupBy(people.organisation);
  await db.delete(feedbackResponses).where(eq(feedbackResponses.round, round));
  if (rows.length === 0) return;
  await db.insert(feedbackResponses).values(
    rows.map(({ organisation, invited, answered }) => ({
      round,
      organisation: organisation ?? '',
      invited,
      answered: Number(answered),
    })),
  );
}
