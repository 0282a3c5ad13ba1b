// The two papers of the gate: brief (IPAB) and human-rights assessment (OSJA), with its risks and what is done about each.
import { and, asc, eq, isNull, lte, max } from 'drizzle-orm';
import type { Validity } from '#exchange/approved-content.ts';
import type { Assessment, Risk } from '#exchange/assessment.ts';
import type { Brief } from '#exchange/brief.ts';
import { maySeePapers } from '#exchange/disclosure.ts';
import { riskGrades } from '#exchange/hub-settings.ts';
import { Conflict } from '../store.ts';
import type { RecordContext } from './context.ts';
import { voidApproval } from './decisions.ts';
import { visibleByIds, visibleCourse } from './eyes.ts';
import {
  gradesOf,
  keepClearance,
  type MadeAssessment,
  madeAssessment,
  riskFrom,
  risksAsKept,
  type WrittenBrief,
  writtenBrief,
} from './kept-papers.ts';

/** A risk as whoever sees to it knows it. */
export type Mitigation = Omit<Risk, 'risk'> & { readonly course: string };

/** Who assessed a course, and of what grade it is. */
export interface Graded extends Pick<Assessment, 'grade' | 'assessor'> {
  readonly course: string;
}

export interface PaperRecords {
  /** Writes the brief or replaces it. An approval of another does not survive it. */
  writeBrief(course: string, brief: Brief & Validity, writtenBy: string): Promise<void>;
  brief(course: string): Promise<WrittenBrief | undefined>;
  /** Makes the assessment or replaces it; its risks stay. An approval of another does not survive it. */
  assess(course: string, assessment: Assessment & Validity): Promise<void>;
  assessment(course: string): Promise<MadeAssessment | undefined>;
  /** Of these courses those that are assessed, by id, in one look; without those whose assessment the viewer may not see. */
  graded(courses: readonly string[]): Promise<readonly Graded[]>;
  addRisk(course: string, risk: Pick<Risk, 'risk' | 'mitigation' | 'owner' | 'due'>): Promise<Risk>;
  removeRisk(course: string, id: string): Promise<boolean>;
  /** In the order in which they were added. */
  risks(course: string): Promise<readonly Risk[]>;
  /** What is done about a risk has been done; false when it was already, or is gone. No change of substance. */
  mitigated(id: string, by: string): Promise<boolean>;
  /**
   * What is to be done about a risk, for whoever sees to it and whoever may see the assessment; the risk itself is left out.
   */
  mitigation(id: string): Promise<Mitigation | undefined>;
  /** Those not done that are due by this day (ISO, included), earliest first; `owner` narrows to one person's. */
  openMitigations(owner: string | undefined, until: string): Promise<readonly Mitigation[]>;
}

export function paperRecords(context: RecordContext): PaperRecords {
  async function sees(course: string, paper: 'brief' | 'assessment'): Promise<boolean> {
    const row = await visibleCourse(context, course);
    return row !== undefined && maySeePapers(context.viewer, paper, row);
  }

  return {
    async writeBrief(course, { reference, decidedOn, validUntil, ...brief }, writtenBy) {
      const { briefs } = context.tables;
      const written = { ...brief, writtenBy, writtenAt: context.now };
      await keepClearance(context, course, 'brief', { reference, decidedOn, validUntil }, writtenBy);
      await context.db
        .insert(briefs)
        .values({ course, ...written })
        .onConflictDoUpdate({ target: briefs.course, set: written });
      context.audit('gate.brief', course, { opportunities: [...brief.opportunities].sort().join(' ') });
      await voidApproval(context, course, 'changed');
    },

    async brief(course) {
      return (await sees(course, 'brief')) ? await writtenBrief(context, course) : undefined;
    },

    async assess(course, { reference, decidedOn, validUntil, grade, assessor }) {
      const { assessments } = context.tables;
      const before = await madeAssessment(context, course);
      const made = { grade, assessor, assessedAt: context.now };
      await keepClearance(context, course, 'assessment', { reference, decidedOn, validUntil }, assessor);
      await context.db
        .insert(assessments)
        .values({ course, ...made })
        .onConflictDoUpdate({ target: assessments.course, set: made });
      const was = before?.grade ?? null;
      context.audit('gate.assess', course, { grade, was, assessor });
      const isGradedAnew = before !== undefined && rank(before.grade) !== rank(grade);
      await voidApproval(context, course, isGradedAnew ? 'graded' : 'changed');
    },

    async assessment(course) {
      return (await sees(course, 'assessment')) ? await madeAssessment(context, course) : undefined;
    },

    async graded(courses) {
      const seen = (await visibleByIds(context, courses)).filter((course) =>
        maySeePapers(context.viewer, 'assessment', course),
      );
      return await gradesOf(
        context,
        seen.map(({ id }) => id),
      );
    },

    async addRisk(course, risk) {
      const { risks } = context.tables;
      const [last] = await context.db
        .select({ number: max(risks.number) })
        .from(risks)
        .where(eq(risks.course, course));
      const [row] = await context.db
        .insert(risks)
        .values({ ...risk, id: context.newId('rsk'), course, number: (last?.number ?? 0) + 1 })
        .onConflictDoNothing()
        .returning();
      if (row === undefined) throw new Conflict('Somebody else has added a risk at the same time.');
      context.audit('gate.risk-add', course, { risk: row.id, owner: row.owner, due: row.due });
      await voidApproval(context, course, 'changed');
      return riskFrom(row);
    },

    async removeRisk(course, id) {
      const { risks } = context.tables;
      const rows = await context.db
        .delete(risks)
        .where(and(eq(risks.id, id), eq(risks.course, course)))
        .returning({ id: risks.id });
      if (rows.length === 0) return false;
      context.audit('gate.risk-remove', course, { risk: id });
      await voidApproval(context, course, 'changed');
      return true;
    },

    async risks(course) {
      return (await sees(course, 'assessment')) ? await risksAsKept(context, course) : [];
    },

    async mitigated(id, by) {
      const { risks } = context.tables;
      const [row] = await context.db
        .update(risks)
        .set({ doneAt: context.now, doneBy: by })
        .where(and(eq(risks.id, id), isNull(risks.doneAt)))
        .returning({ course: risks.course });
      if (row === undefined) return false;
      context.audit('gate.mitigated', row.course, { risk: id, by });
      return true;
    },

    async mitigation(id) {
      const { risks } = context.tables;
      const [row] = await context.db.select().from(risks).where(eq(risks.id, id));
      if (row === undefined) return undefined;
      const { viewer } = context;
      const isOwn = viewer.kind === 'person' && viewer.person === row.owner;
      return isOwn || (await sees(row.course, 'assessment')) ? mitigationFrom(row) : undefined;
    },

    async openMitigations(owner, until) {
      const { risks } = context.tables;
      const rows = await context.db
        .select()
        .from(risks)
        .where(
          and(
            isNull(risks.doneAt),
            lte(risks.due, until),
            owner === undefined ? undefined : eq(risks.owner, owner),
          ),
        )
        .orderBy(asc(risks.due), asc(risks.id));
      const { viewer } = context;
      const isOwn = (row: { readonly owner: string }) =>
        viewer.kind === 'person' && viewer.person === row.owner;
      const others = rows.filter((row) => !isOwn(row)).map((row) => row.course);
      const readable = new Set(
        (await visibleByIds(context, others))
          .filter((course) => maySeePapers(viewer, 'assessment', course))
          .map(({ id }) => id),
      );
      return rows.filter((row) => isOwn(row) || readable.has(row.course)).map(mitigationFrom);
    },
  };
}

function rank(grade: (typeof riskGrades)[number]): number {
  return riskGrades.indexOf(grade);
}

function mitigationFrom(row: Parameters<typeof riskFrom>[0] & { readonly course: string }): Mitigation {
  const { risk: _, ...mitigation } = riskFrom(row);
  return { ...mitigation, course: row.course };
}
