// What eligibility knows of two people who are one: the second's stays where both have it, but a refused vetting always does.
import { and, eq, exists, inArray } from 'drizzle-orm';
import type { RecordContext } from './context.ts';

export async function moveEvidence({ db, tables }: RecordContext, from: string, into: string): Promise<void> {
  const { profiles, vettings, proofs, earlierCourses, waivers } = tables;
  const known = db.select({ of: profiles.person }).from(profiles).where(eq(profiles.person, into));
  await db.delete(profiles).where(and(eq(profiles.person, from), exists(known)));
  await db.update(profiles).set({ person: into }).where(eq(profiles.person, from));

  const refused = db
    .select({ of: vettings.person })
    .from(vettings)
    .where(and(eq(vettings.person, from), eq(vettings.state, 'refused')));
  await db.delete(vettings).where(and(eq(vettings.person, into), exists(refused)));
  const vetted = db.select({ of: vettings.person }).from(vettings).where(eq(vettings.person, into));
  await db.delete(vettings).where(and(eq(vettings.person, from), exists(vetted)));
  await db.update(vettings).set({ person: into, subject: into }).where(eq(vettings.person, from));

  const proved = db.select({ of: proofs.programmeKey }).from(proofs).where(eq(proofs.person, into));
  await db.delete(proofs).where(and(eq(proofs.person, from), inArray(proofs.programmeKey, proved)));
  await db.update(proofs).set({ person: into }).where(eq(proofs.person, from));

  await db.update(earlierCourses).set({ person: into }).where(eq(earlierCourses.person, from));
  await db.update(waivers).set({ askedBy: into }).where(eq(waivers.askedBy, from));
  await db.update(waivers).set({ signedBy: into }).where(eq(waivers.signedBy, from));
}
