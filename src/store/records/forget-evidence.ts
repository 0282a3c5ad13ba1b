// What eligibility knew of somebody goes with them: profile, vetting, proofs, training abroad; waivers stay to be counted.
import { eq, inArray } from 'drizzle-orm';
import type { RecordContext } from './context.ts';

export async function forgetEvidence(context: RecordContext, person: string): Promise<void> {
  const { db, tables } = context;
  const { profiles, vettings, proofs, earlierCourses, nominations } = tables;
  await db.delete(profiles).where(eq(profiles.person, person));
  await db.delete(vettings).where(eq(vettings.person, person));
  await db.delete(proofs).where(eq(proofs.person, person));
  await db.delete(earlierCourses).where(eq(earlierCourses.person, person));
  const theirs = await db
    .select({ id: nominations.id })
    .from(nominations)
    .where(eq(nominations.nominee, person));
  await emptyEvidence(
    context,
    theirs.map(({ id }) => id),
  );
}

/** Of nominations whose text has been kept for long enough: that a rule was waived stays, why goes. */
export async function emptyEvidence({ db, tables }: RecordContext, of: readonly string[]): Promise<void> {
  if (of.length === 0) return;
  const { waivers, receivedDocuments } = tables;
  await db
    .update(waivers)
    .set({ reason: '' })
    .where(inArray(waivers.nomination, [...of]));
  await db.delete(receivedDocuments).where(inArray(receivedDocuments.nomination, [...of]));
}
