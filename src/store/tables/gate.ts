// The tables of the gate: briefs, assessments with their risks, consultations, decisions.
import { sql } from 'drizzle-orm';
import type { Verdict, VoidReason } from '#exchange/approval.ts';
import type { ApprovedContent } from '#exchange/approved-content.ts';
import type { CounterpartKind, Opportunity } from '#exchange/brief.ts';
import type { Mission, MissionView } from '#exchange/consultation.ts';
import type { Office, RiskGrade } from '#exchange/hub-settings.ts';
import type { Columns } from '../columns.ts';
import type { DecisionEvidence } from '../records/decisions.ts';
import type { CourseTables } from './courses.ts';
import type { MemberTables } from './members.ts';

export function gateTables(columns: Columns, { people }: MemberTables, { courses }: CourseTables) {
  const { table, text, oneOf, count, instant, json, index, uniqueIndex, primaryKey } = columns;
  const ofCourse = () => text().references(() => courses.id);

  const briefs = table('briefs', {
    course: ofCourse().primaryKey(),
    counterpart: text().notNull(),
    counterpartKind: oneOf<CounterpartKind>('counterpart_kind').notNull(),
    priorities: text().notNull(),
    objectives: text().notNull(),
    need: text().notNull(),
    opportunities: json<readonly Opportunity[]>().notNull(),
    difficulty: text().notNull(),
    participants: json<readonly string[]>().notNull(),
    writtenBy: text('written_by').notNull(),
    writtenAt: instant('written_at').notNull(),
  });

  const assessments = table('assessments', {
    course: ofCourse().primaryKey(),
    grade: oneOf<RiskGrade>().notNull(),
    assessor: text()
      .notNull()
      .references(() => people.id),
    assessedAt: instant('assessed_at').notNull(),
  });

  const risks = table(
    'risks',
    {
      id: text().primaryKey(),
      course: ofCourse().notNull(),
      number: count().notNull(),
      risk: text().notNull(),
      mitigation: text().notNull(),
      owner: text()
        .notNull()
        .references(() => people.id),
      due: text().notNull(),
      doneAt: instant('done_at'),
      doneBy: text('done_by'),
    },
    (t) => [
      uniqueIndex('risks_of_course').on(t.course, t.number),
      index('risks_of_owner').on(t.owner, t.due),
      index('risks_not_done').on(t.due).where(sql`done_at is null`),
    ],
  );

  const consultations = table(
    'consultations',
    {
      course: ofCourse().notNull(),
      country: text().notNull(),
      mission: oneOf<Mission>().notNull(),
      due: text().notNull(),
      view: oneOf<MissionView>(),
      note: text(),
      askedAt: instant('asked_at').notNull(),
      askedBy: text('asked_by').notNull(),
      answeredAt: instant('answered_at'),
      answeredBy: text('answered_by'),
    },
    (t) => [
      primaryKey({ columns: [t.course, t.country] }),
      index('consultations_open').on(t.due, t.course, t.country).where(sql`view is null`),
    ],
  );

  const decisions = table(
    'decisions',
    {
      id: text().primaryKey(),
      course: ofCourse().notNull(),
      number: count().notNull(),
      verdict: oneOf<Verdict>().notNull(),
      office: oneOf<Office>().notNull(),
      grade: oneOf<RiskGrade>().notNull(),
      decidedBy: text('decided_by')
        .notNull()
        .references(() => people.id),
      // Whose deputy they were in it.
      inNameOf: text('in_name_of').references(() => people.id),
      decidedAt: instant('decided_at').notNull(),
      reasons: text().notNull(),
      hash: text().notNull(),
      content: json<ApprovedContent>().notNull(),
      evidence: json<DecisionEvidence>().notNull(),
      voidedAt: instant('voided_at'),
      voidedWhy: oneOf<VoidReason>('voided_why'),
    },
    (t) => [
      uniqueIndex('decisions_of_course').on(t.course, t.number),
      // One decision of a course stands at a time.
      uniqueIndex('decisions_standing').on(t.course).where(sql`voided_at is null`),
      index('decisions_by_time').on(t.decidedAt),
    ],
  );

  return { briefs, assessments, risks, consultations, decisions };
}
