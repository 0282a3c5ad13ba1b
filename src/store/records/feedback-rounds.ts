// Which rounds still wait for something: for somebody's answer, or for enough late ones to be released.
import { and, asc, eq, exists, gt, isNull, or } from 'drizzle-orm';
import type { RecordContext } from './context.ts';
import type { FeedbackRound } from './feedback.ts';

export async function roundsWaitingFor(
  { db, tables }: RecordContext,
  person: string,
  now: number,
): Promise<readonly FeedbackRound[]> {
  const { feedbackRounds, feedbackParticipation } = tables;
  const rows = await db
    .select({ round: feedbackRounds })
    .from(feedbackParticipation)
    .innerJoin(feedbackRounds, eq(feedbackRounds.id, feedbackParticipation.round))
    .where(
      and(
        eq(feedbackParticipation.person, person),
        eq(feedbackParticipation.answered, false),
        or(
          eq(feedbackRounds.state, 'open'),
          and(eq(feedbackRounds.state, 'closed'), gt(feedbackRounds.lateUntil, now)),
        ),
      ),
    )
    .orderBy(asc(feedbackRounds.closesAt), asc(feedbackRounds.id));
  return rows.map(({ round }) => round);
}

/** A round is looked at by its own answers; `since` keeps this from reading everything that was ever answered. */
export async function roundsToRelease(
  { db, tables }: RecordContext,
  since: number,
): Promise<readonly FeedbackRound[]> {
  const { feedbackRounds, feedbackAnswers } = tables;
  const waiting = db
    .select({ round: feedbackAnswers.round })
    .from(feedbackAnswers)
    .where(and(eq(feedbackAnswers.round, feedbackRounds.id), isNull(feedbackAnswers.batch)));
  return await db
    .select()
    .from(feedbackRounds)
    .where(and(eq(feedbackRounds.state, 'closed'), gt(feedbackRounds.lateUntil, since), exists(waiting)))
    .orderBy(asc(feedbackRounds.closesAt), asc(feedbackRounds.id));
}
