// The one rule of the gate: nothing moves beyond approval unless both papers are in force and an approval of them stands.
import type { Office, RiskGrade } from './hub-settings.ts';
import { localDate } from './local-time.ts';

/** The two documents of item 19: the brief (IPAB) and the human-rights assessment (OSJA). */
export const clearanceDocuments = ['brief', 'assessment'] as const;

export type ClearanceDocument = (typeof clearanceDocuments)[number];

/** A document as decided: its reference and the ISO dates of its first and last day in force (both included). */
export interface Clearance {
  reference: string;
  decidedOn: string;
  validUntil: string;
}

/** What was decided last: `void` when what it approved has been changed since. */
export interface Approval {
  readonly decision: string;
  readonly standing: 'approved' | 'void';
}

/** What the gate looks at. */
export interface Papers {
  readonly brief: Clearance | undefined;
  readonly assessment: Clearance | undefined;
  /** Undefined when nobody has approved it, or the last decision was another. */
  readonly approval: Approval | undefined;
}

export type MissingPaper =
  | {
      document: ClearanceDocument;
      why: 'absent' | 'expired' | 'not-yet' | 'ends-before-start';
      decidedOn?: string;
      validUntil?: string;
    }
  | { document: 'approval'; why: 'absent' | 'void' };

declare const stamped: unique symbol;

/**
 * Shown to the record by whatever opens a call, grants a seat or begins a course; only an open gate gives one. The record
 * takes it while the approval stands that it was given for: a change in between makes it worthless.
 */
export interface GatePass {
  readonly course: string;
  readonly decision: string;
  readonly [stamped]: true;
}

export type Gate = { open: true; pass: GatePass } | { open: false; missing: readonly MissingPaper[] };

/**
 * Whether both documents are in force at the instant `at` (epoch ms), by the calendar of the course's zone, and still will be
 * on the course's first day; and whether the right person's approval of just this content stands.
 */
export function gate(
  course: { id: string; zone: string; startsOn: string },
  papers: Papers,
  at: number,
): Gate {
  const today = localDate(at, course.zone);
  const documents = clearanceDocuments.flatMap((document): MissingPaper[] => {
    const lack = lackOf(papers[document], today, course.startsOn);
    return lack === undefined ? [] : [{ document, ...lack }];
  });
  const { approval } = papers;
  if (documents.length === 0 && approval?.standing === 'approved') {
    // The one place where a pass is made.
    return { open: true, pass: { course: course.id, decision: approval.decision } as GatePass };
  }
  // Without its papers nobody can have approved it, so that goes without saying.
  const hasPapers = papers.brief !== undefined && papers.assessment !== undefined;
  if (approval?.standing === 'void') documents.push({ document: 'approval', why: 'void' });
  else if (approval === undefined && hasPapers) documents.push({ document: 'approval', why: 'absent' });
  return { open: false, missing: documents };
}

/** ISO dates compare as text. A document that ends before the course begins is named so only while it is in force. */
function lackOf(
  clearance: Clearance | undefined,
  today: string,
  startsOn: string,
): Omit<Extract<MissingPaper, { document: ClearanceDocument }>, 'document'> | undefined {
  if (clearance === undefined) return { why: 'absent' };
  const { decidedOn, validUntil } = clearance;
  if (validUntil < today) return { why: 'expired', decidedOn, validUntil };
  if (decidedOn > today) return { why: 'not-yet', decidedOn, validUntil };
  if (validUntil < startsOn) return { why: 'ends-before-start', decidedOn, validUntil };
  return undefined;
}

/** Item 17. */
export const verdicts = ['proceed', 'return', 'decline'] as const;

export type Verdict = (typeof verdicts)[number];

/** How a decision ended, where it did: what it approved was changed, it was graded anew, or another decision followed. */
export type VoidReason = 'changed' | 'graded' | 'superseded';

/**
 * Four eyes: nobody publishes their own proposal, not even a coordinator, nor through a deputy or as one. Ids of
 * persons; `asker` are all for whom the asker acts (`actsFor`).
 */
export function mayPublish({ proposer, asker }: { proposer: string; asker: readonly string[] }): boolean {
  return !asker.includes(proposer);
}

export interface DecisionQuestion {
  /** The office that the grade names, by the hub's settings. */
  readonly office: Office;
  /** Offices that the asker holds, themselves or for somebody. */
  readonly offices: readonly Office[];
  /** Persons in whose name the asker may act: their own id, and those whose deputy they are. */
  readonly actsFor: readonly string[];
  readonly proposer: string;
  readonly assessor: string;
}

/** Item 21: only whoever the grade names decides, and neither the proposer nor the assessor, not by a deputy either. */
export function mayDecide(
  question: DecisionQuestion,
): { decide: true } | { decide: false; why: 'other-office' | 'proposer' | 'assessor' } {
  const { office, offices, actsFor, proposer, assessor } = question;
  if (!offices.includes(office)) return { decide: false, why: 'other-office' };
  if (actsFor.includes(proposer)) return { decide: false, why: 'proposer' };
  if (actsFor.includes(assessor)) return { decide: false, why: 'assessor' };
  return { decide: true };
}

/** The name of the setting that says which office decides on a grade. */
export function approverSetting(grade: RiskGrade): `approver.${RiskGrade}` {
  return `approver.${grade}`;
}
