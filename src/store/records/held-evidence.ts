// What is held about somebody for eligibility: what was said of them, what was waived for them, and what they waived.
import { asc, eq, or } from 'drizzle-orm';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

type Row<Name extends keyof Tables> = Tables[Name]['$inferSelect'];

export interface HeldEvidence {
  readonly profile: Pick<Row<'profiles'>, 'sector' | 'gender' | 'languages' | 'changedAt'> | undefined;
  /** State and validity: there is nothing else. */
  readonly vetting: Pick<Row<'vettings'>, 'state' | 'validUntil' | 'recordedAt'> | undefined;
  readonly proofs: readonly Pick<Row<'proofs'>, 'programme' | 'notedAt'>[];
  readonly earlierCourses: readonly Pick<Row<'earlierCourses'>, 'title' | 'days' | 'endsOn' | 'saidAt'>[];
  readonly handedIn: readonly Pick<Row<'receivedDocuments'>, 'name' | 'received' | 'markedAt'>[];
  readonly waived: readonly Pick<Row<'waivers'>, 'rule' | 'reason' | 'askedAt' | 'signedAt'>[];
  /** What they asked for or signed for others: without why. */
  readonly signed: readonly Pick<Row<'waivers'>, 'nomination' | 'rule' | 'askedAt' | 'signedAt'>[];
}

export async function heldEvidenceOf({ db, tables }: RecordContext, person: string): Promise<HeldEvidence> {
  const { profiles, vettings, proofs, earlierCourses, receivedDocuments, waivers, nominations } = tables;
  const [profile] = await db
    .select({
      sector: profiles.sector,
      gender: profiles.gender,
      languages: profiles.languages,
      changedAt: profiles.changedAt,
    })
    .from(profiles)
    .where(eq(profiles.person, person));
  const [vetting] = await db
    .select({ state: vettings.state, validUntil: vettings.validUntil, recordedAt: vettings.recordedAt })
    .from(vettings)
    .where(eq(vettings.person, person));
  return {
    profile,
    vetting,
    proofs: await db
      .select({ programme: proofs.programme, notedAt: proofs.notedAt })
      .from(proofs)
      .where(eq(proofs.person, person))
      .orderBy(asc(proofs.programmeKey)),
    earlierCourses: await db
      .select({
        title: earlierCourses.title,
        days: earlierCourses.days,
        endsOn: earlierCourses.endsOn,
        saidAt: earlierCourses.saidAt,
      })
      .from(earlierCourses)
      .where(eq(earlierCourses.person, person))
      .orderBy(asc(earlierCourses.endsOn), asc(earlierCourses.id)),
    handedIn: await db
      .select({
        name: receivedDocuments.name,
        received: receivedDocuments.received,
        markedAt: receivedDocuments.markedAt,
      })
      .from(receivedDocuments)
      .innerJoin(nominations, eq(nominations.id, receivedDocuments.nomination))
      .where(eq(nominations.nominee, person))
      .orderBy(asc(receivedDocuments.nomination), asc(receivedDocuments.name)),
    waived: await db
      .select({
        rule: waivers.rule,
        reason: waivers.reason,
        askedAt: waivers.askedAt,
        signedAt: waivers.signedAt,
      })
      .from(waivers)
      .innerJoin(nominations, eq(nominations.id, waivers.nomination))
      .where(eq(nominations.nominee, person))
      .orderBy(asc(waivers.askedAt), asc(waivers.nomination), asc(waivers.rule)),
    signed: await db
      .select({
        nomination: waivers.nomination,
        rule: waivers.rule,
        askedAt: waivers.askedAt,
        signedAt: waivers.signedAt,
      })
      .from(waivers)
      .where(or(eq(waivers.signedBy, person), eq(waivers.askedBy, person)))
      .orderBy(asc(waivers.askedAt), asc(waivers.nomination), asc(waivers.rule)),
  };
}
