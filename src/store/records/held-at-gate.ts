// What is held about somebody at the gate: the papers they wrote, what they decided, and what is theirs to see to.
import { and, asc, count, eq, ne, or } from 'drizzle-orm';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

type Row<Name extends keyof Tables> = Tables[Name]['$inferSelect'];

/** Without what others wrote in the same papers, and without what they wrote about others. */
export interface HeldAtGate {
  readonly briefs: readonly Pick<Row<'briefs'>, 'course' | 'writtenAt'>[];
  readonly assessments: readonly Pick<Row<'assessments'>, 'course' | 'assessedAt'>[];
  /** Theirs to see to; the risk itself is the assessment's. */
  readonly mitigations: readonly Pick<Row<'risks'>, 'course' | 'mitigation' | 'due' | 'doneAt'>[];
  /** How many that are others' they noted as done. */
  readonly mitigated: number;
  /** Missions that they asked, or whose view they noted. */
  readonly consultations: readonly Pick<Row<'consultations'>, 'course' | 'askedAt' | 'answeredAt'>[];
  /** What they decided, and what their deputies decided in their name. */
  readonly decisions: readonly Pick<
    Row<'decisions'>,
    'course' | 'verdict' | 'decidedAt' | 'decidedBy' | 'inNameOf'
  >[];
}

export async function heldAtGateOf({ db, tables }: RecordContext, person: string): Promise<HeldAtGate> {
  const { briefs, assessments, risks, consultations, decisions } = tables;
  const [marks] = await db
    .select({ number: count() })
    .from(risks)
    .where(and(eq(risks.doneBy, person), ne(risks.owner, person)));
  return {
    briefs: await db
      .select({ course: briefs.course, writtenAt: briefs.writtenAt })
      .from(briefs)
      .where(eq(briefs.writtenBy, person))
      .orderBy(asc(briefs.writtenAt), asc(briefs.course)),
    assessments: await db
      .select({ course: assessments.course, assessedAt: assessments.assessedAt })
      .from(assessments)
      .where(eq(assessments.assessor, person))
      .orderBy(asc(assessments.assessedAt), asc(assessments.course)),
    mitigations: await db
      .select({ course: risks.course, mitigation: risks.mitigation, due: risks.due, doneAt: risks.doneAt })
      .from(risks)
      .where(eq(risks.owner, person))
      .orderBy(asc(risks.due), asc(risks.id)),
    mitigated: marks?.number ?? 0,
    consultations: await db
      .select({
        course: consultations.course,
        askedAt: consultations.askedAt,
        answeredAt: consultations.answeredAt,
      })
      .from(consultations)
      .where(or(eq(consultations.askedBy, person), eq(consultations.answeredBy, person)))
      .orderBy(asc(consultations.askedAt), asc(consultations.course), asc(consultations.country)),
    decisions: await db
      .select({
        course: decisions.course,
        verdict: decisions.verdict,
        decidedAt: decisions.decidedAt,
        decidedBy: decisions.decidedBy,
        inNameOf: decisions.inNameOf,
      })
      .from(decisions)
      .where(or(eq(decisions.decidedBy, person), eq(decisions.inNameOf, person)))
      .orderBy(asc(decisions.decidedAt), asc(decisions.id)),
  };
}
