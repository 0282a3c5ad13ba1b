// How a course stands at the gate: its papers, what was decided, who decides, and what keeps them from deciding.
import type { Asker } from '#bot/command.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { approverSetting, mayDecide, type Papers } from '#exchange/approval.ts';
import { type ApprovedContent, type Difference, differences } from '#exchange/approved-content.ts';
import { needsRisks, type Risk } from '#exchange/assessment.ts';
import { type Consultation, stillWaitedFor } from '#exchange/consultation.ts';
import { type Office, offices } from '#exchange/hub-settings.ts';
import { actsFor } from '#exchange/people.ts';
import type { Course } from '#store/records/courses.ts';
import type { Decision } from '#store/records/decisions.ts';
import type { MadeAssessment, WrittenBrief } from '#store/records/kept-papers.ts';
import type { Grant } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';
import { todayAt } from './_course.ts';

/** With the eyes of whoever looks: what they may not see is missing. */
export interface Standing {
  readonly course: Course;
  readonly papers: Papers;
  readonly brief: WrittenBrief | undefined;
  readonly assessment: MadeAssessment | undefined;
  readonly risks: readonly Risk[];
  readonly consultations: readonly Consultation[];
  /** Newest first. */
  readonly decisions: readonly Decision[];
  /** What would be decided on now; undefined while a paper is missing, or is not for these eyes. */
  readonly content: ApprovedContent | undefined;
  readonly hash: string | undefined;
  /** What has changed since it was decided on last; empty where nobody has. */
  readonly differences: readonly Difference[];
  /** The office that decides, by the grade; undefined while there is none. */
  readonly office: Office | undefined;
}

export async function standingOf(records: Records, course: Course): Promise<Standing> {
  const { papers } = records;
  const assessment = await papers.assessment(course.id);
  const decisions = await records.decisions.of(course.id);
  const asked = await records.decisions.content(course.id);
  const [last] = decisions;
  return {
    course,
    papers: await records.clearances.of(course.id),
    brief: await papers.brief(course.id),
    assessment,
    risks: await papers.risks(course.id),
    consultations: await records.consultations.of(course.id),
    decisions,
    content: asked?.content,
    hash: asked?.hash,
    differences: last && asked ? differences(last.content, asked.content) : [],
    office: assessment && (await hubSetting(records, approverSetting(assessment.grade))),
  };
}

/** Names what was looked at: a button that was drawn for something else by now leads to another look. */
export function markOf({ hash }: Standing): string {
  return hash?.slice(0, 16) ?? '';
}

/** What has to be there before anybody is asked to decide. */
export type Lack = 'brief' | 'assessment' | 'risks';

export function lacksOf({ papers, assessment, risks }: Standing): readonly Lack[] {
  return [
    ...(papers.brief ? [] : (['brief'] as const)),
    ...(papers.assessment ? [] : (['assessment'] as const)),
    ...(assessment && needsRisks(assessment.grade) && risks.length === 0 ? (['risks'] as const) : []),
  ];
}

/** Missions whose view is still to come: a decision to proceed waits for them until the day that each was given. */
export function awaited({ course, consultations }: Standing, now: number): readonly Consultation[] {
  return stillWaitedFor(consultations, todayAt(course, now));
}

/** Those that have not answered by their day. */
export function overdue(standing: Standing, now: number): readonly Consultation[] {
  const waited = awaited(standing, now);
  return standing.consultations.filter((one) => one.view === undefined && !waited.includes(one));
}

/** Whoever may act: themselves, and those for whom they stand in. */
export interface Actor {
  readonly person: string;
  readonly grants: readonly Grant[];
}

export function actorOf({ person, grants }: Pick<Asker, 'person' | 'grants'>): Actor | undefined {
  return person && { person: person.id, grants };
}

export type DecisionRight = ReturnType<typeof mayDecide>;

export function rightToDecide(
  { course, assessment, office }: Standing,
  { person, grants }: Actor,
): DecisionRight {
  if (!assessment || !office) return { decide: false, why: 'other-office' };
  return mayDecide({
    office,
    offices: officesIn(grants),
    actsFor: actsFor(person, grants),
    proposer: course.proposedBy,
    assessor: assessment.assessor,
  });
}

function officesIn(grants: readonly Grant[]): readonly Office[] {
  return offices.filter((office) =>
    grants.some(({ role, scope }) => role === 'approver' && scope === office),
  );
}

/** Whose deputy somebody is in deciding; undefined when they hold the office themselves. */
export function principalOf(office: Office, { person, grants }: Actor): string | undefined {
  const held = grants.filter(({ role, scope }) => role === 'approver' && scope === office);
  return held.some((grant) => grant.person === person) ? undefined : held.at(0)?.person;
}
