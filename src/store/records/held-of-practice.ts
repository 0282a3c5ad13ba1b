// What is held about somebody of what came of a course: their commitments, what was said of them, and what they said of others.
import { and, asc, count, eq, getTableColumns, ne } from 'drizzle-orm';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

type Row<Name extends keyof Tables> = Tables[Name]['$inferSelect'];

export interface HeldOfPractice {
  readonly commitments: readonly Omit<Row<'commitments'>, 'person'>[];
  readonly readings: readonly Row<'commitmentReadings'>[];
  /** Their own answers, and what a manager saw: without who that was. */
  readonly followUps: readonly Omit<Row<'followUps'>, 'person' | 'answeredBy'>[];
  /** Of how many others they said what they saw. */
  readonly observedOthers: number;
}

export async function heldOfPractice({ db, tables }: RecordContext, person: string): Promise<HeldOfPractice> {
  const { commitments, commitmentReadings, followUps } = tables;
  const { person: _, ...ofCommitment } = getTableColumns(commitments);
  const { person: __, answeredBy: ___, ...ofFollowUp } = getTableColumns(followUps);
  const [others] = await db
    .select({ number: count() })
    .from(followUps)
    .where(and(eq(followUps.answeredBy, person), ne(followUps.person, person)));
  return {
    commitments: await db
      .select(ofCommitment)
      .from(commitments)
      .where(eq(commitments.person, person))
      .orderBy(asc(commitments.course), asc(commitments.place)),
    readings: await db
      .select(getTableColumns(commitmentReadings))
      .from(commitmentReadings)
      .innerJoin(commitments, eq(commitments.id, commitmentReadings.commitment))
      .where(eq(commitments.person, person))
      .orderBy(asc(commitmentReadings.stage), asc(commitmentReadings.commitment)),
    followUps: await db
      .select(ofFollowUp)
      .from(followUps)
      .where(eq(followUps.person, person))
      .orderBy(asc(followUps.course), asc(followUps.stage)),
    observedOthers: others?.number ?? 0,
  };
}
