// Decisions at the gate: who decided what, when, bound to which content, on what evidence; and how one ends.
import { and, desc, eq, inArray, isNull, max, sql } from 'drizzle-orm';
import type { GatePass, Verdict, VoidReason } from '#exchange/approval.ts';
import type { ApprovedContent } from '#exchange/approved-content.ts';
import type { Consultation } from '#exchange/consultation.ts';
import { type CourseState, openedStates } from '#exchange/course.ts';
import { maySeePapers } from '#exchange/disclosure.ts';
import type { Office, RiskGrade } from '#exchange/hub-settings.ts';
import { given, prepared } from '../connection.ts';
import { Conflict } from '../store.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { visibleCourse } from './eyes.ts';
import { holdCourse } from './hold-course.ts';
import { contentAsKept } from './kept-papers.ts';

/** What lay before whoever decided, beside the content itself. */
export interface DecisionEvidence {
  readonly consultations: readonly Pick<Consultation, 'country' | 'mission' | 'due' | 'view' | 'note'>[];
  /** How many mitigations there were, and how many of them were done. */
  readonly mitigations: { readonly all: number; readonly done: number };
}

export interface Decision {
  readonly id: string;
  readonly course: string;
  /** 1, 2, 3 … within the course. */
  readonly number: number;
  readonly verdict: Verdict;
  readonly office: Office;
  readonly grade: RiskGrade;
  readonly decidedBy: string;
  /** Whose deputy they were in it; undefined: they decided for themselves. */
  readonly inNameOf: string | undefined;
  /** Epoch milliseconds. */
  readonly decidedAt: number;
  readonly reasons: string;
  /** SHA-256 over the canonical JSON of the content. */
  readonly hash: string;
  readonly content: ApprovedContent;
  readonly evidence: DecisionEvidence;
  readonly voidedAt: number | undefined;
  readonly voidedWhy: VoidReason | undefined;
}

export interface DecisionRecords {
  /**
   * Keeps a decision about just this content; the one before is superseded. Undefined when what stands in the record has
   * another hash by now. Throws Conflict when somebody else decided meanwhile.
   */
  decide(
    decision: Pick<
      Decision,
      'course' | 'verdict' | 'office' | 'grade' | 'decidedBy' | 'inNameOf' | 'reasons' | 'hash' | 'evidence'
    >,
  ): Promise<Decision | undefined>;
  /** Newest first; none for whoever may not see papers. */
  of(course: string): Promise<readonly Decision[]>;
  /** What would be approved now, with its hash; undefined while a paper is missing, or for whoever may not see papers. */
  content(course: string): Promise<{ readonly content: ApprovedContent; readonly hash: string } | undefined>;
}

export function decisionRecords(context: RecordContext): DecisionRecords {
  return {
    async decide(decision) {
      const { decisions } = context.tables;
      const { course } = decision;
      await holdCourse(context.connection).execute({ course });
      const standing = await contentAsKept(context, course);
      if (standing?.hash !== decision.hash) return undefined;
      await endStanding(context, course, 'superseded');
      const [last] = await context.db
        .select({ number: max(decisions.number) })
        .from(decisions)
        .where(eq(decisions.course, course));
      const [row] = await context.db
        .insert(decisions)
        .values({
          ...decision,
          inNameOf: decision.inNameOf ?? null,
          id: context.newId('dec'),
          number: (last?.number ?? 0) + 1,
          decidedAt: context.now,
          content: standing.content,
        })
        .onConflictDoNothing()
        .returning();
      if (row === undefined) throw new Conflict('Somebody else has decided on this course meanwhile.');
      context.audit('gate.decide', course, {
        decision: row.id,
        verdict: row.verdict,
        office: row.office,
        grade: row.grade,
        hash: row.hash,
        inNameOf: row.inNameOf,
      });
      return decisionFrom(row);
    },

    async of(course) {
      const row = await visibleCourse(context, course);
      if (row === undefined || !maySeePapers(context.viewer, 'decision', row)) return [];
      const { decisions } = context.tables;
      const rows = await context.db
        .select()
        .from(decisions)
        .where(eq(decisions.course, course))
        .orderBy(desc(decisions.number));
      return rows.map(decisionFrom);
    },

    async content(course) {
      const row = await visibleCourse(context, course);
      if (row === undefined || !maySeePapers(context.viewer, 'assessment', row)) return undefined;
      return await contentAsKept(context, course);
    },
  };
}

/** The approval that stands, and whether it is of what the record holds now. */
export async function approvalAsKept(context: RecordContext, course: string) {
  const [last] = await lastDecision(context.connection).execute({ course });
  if (last?.verdict !== 'proceed') return undefined;
  const isOfThis = last.voidedAt === null && (await contentAsKept(context, course))?.hash === last.hash;
  return { decision: last.id, standing: isOfThis ? ('approved' as const) : ('void' as const) };
}

/**
 * A change of what was approved: the approval ends, and with it what stood on it, in the transaction of the change. What was
 * approved waits for another decision, what was published is held.
 */
export async function voidApproval(
  context: RecordContext,
  course: string,
  why: Exclude<VoidReason, 'superseded'>,
): Promise<void> {
  await holdCourse(context.connection).execute({ course });
  const ended = await endStanding(context, course, why);
  if (ended === undefined) return;
  const { courses } = context.tables;
  for (const [from, to] of fallsTo) {
    const rows = await context.db
      .update(courses)
      .set({ state: to, reason: null, sequence: sql`${courses.sequence} + 1` })
      .where(and(eq(courses.id, course), inArray(courses.state, [...from])))
      .returning({ id: courses.id });
    if (rows.length > 0) context.audit('course.move', course, { from: from.join(' '), to });
  }
}

const fallsTo = [
  [['approved'], 'gated'],
  [openedStates, 'on-hold'],
] as const satisfies readonly (readonly [readonly CourseState[], CourseState])[];

async function endStanding(
  context: RecordContext,
  course: string,
  why: VoidReason,
): Promise<string | undefined> {
  const { decisions } = context.tables;
  const [row] = await context.db
    .update(decisions)
    .set({ voidedAt: context.now, voidedWhy: why })
    .where(and(eq(decisions.course, course), isNull(decisions.voidedAt)))
    .returning({ id: decisions.id });
  if (row !== undefined) context.audit('gate.void', course, { decision: row.id, why });
  return row?.id;
}

/** True of a course while the approval stands that this pass was given for; a condition for an update of the course. */
export function isPassed({ db, tables: { courses, decisions } }: RecordContext, pass: GatePass) {
  return and(
    eq(courses.id, pass.course),
    inArray(
      courses.id,
      db
        .select({ course: decisions.course })
        .from(decisions)
        .where(
          and(eq(decisions.id, pass.decision), eq(decisions.verdict, 'proceed'), isNull(decisions.voidedAt)),
        ),
    ),
  );
}

const lastDecision = prepared(({ db, tables: { decisions } }) =>
  db
    .select({
      id: decisions.id,
      verdict: decisions.verdict,
      hash: decisions.hash,
      voidedAt: decisions.voidedAt,
    })
    .from(decisions)
    .where(eq(decisions.course, given(decisions.course, 'course')))
    .orderBy(desc(decisions.number))
    .limit(1)
    .prepare('last_decision'),
);

function decisionFrom(row: Tables['decisions']['$inferSelect']): Decision {
  return {
    ...row,
    inNameOf: row.inNameOf ?? undefined,
    voidedAt: row.voidedAt ?? undefined,
    voidedWhy: row.voidedWhy ?? undefined,
  };
}
