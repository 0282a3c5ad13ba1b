// The human-rights assessment (OSJA): risks, what is done about each, by whom and until when, and the grade of it all.
import type { RiskGrade } from './hub-settings.ts';
import { addDays } from './local-time.ts';

export interface Assessment {
  /** As it stands on the document, such as OSJA-2027-031. */
  readonly reference: string;
  readonly grade: RiskGrade;
  /** The person who made it, by id. */
  readonly assessor: string;
}

/** A risk and its mitigation. `due` is an ISO date; `doneAt` in epoch ms. */
export interface Risk {
  readonly id: string;
  readonly risk: string;
  readonly mitigation: string;
  /** The person who sees to it, by id. */
  readonly owner: string;
  readonly due: string;
  readonly doneAt: number | undefined;
}

/** Lengths in UTF-16 units. */
export const assessmentLimits = { reference: 80, text: 400, risks: 20 } as const;

/** The last day on which an assessment made on `madeOn` may still be in force. ISO dates. */
export function latestValidity(madeOn: string, days: number): string {
  return addDays(madeOn, days);
}

/** Item 18: a course that carries more than a low risk names at least one, with what is done about it. */
export function needsRisks(grade: RiskGrade): boolean {
  return grade !== 'low';
}
