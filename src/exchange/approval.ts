// The one rule of the gate: nothing moves beyond approval unless brief and assessment are both in force.

/** The two documents of item 19: the brief (IPAB) and the human-rights assessment (OSJA). */
export const clearanceDocuments = ['brief', 'assessment'] as const;

export type ClearanceDocument = (typeof clearanceDocuments)[number];

/** A document as decided: its reference and the ISO dates of its first and last day in force (both included). */
export interface Clearance {
  reference: string;
  decidedOn: string;
  validUntil: string;
}

export interface MissingClearance {
  document: ClearanceDocument;
  why: 'absent' | 'expired' | 'not-yet' | 'ends-before-start';
  decidedOn?: string;
  validUntil?: string;
}

export type Gate = { open: true } | { open: false; missing: readonly MissingClearance[] };

/**
 * Whether both documents are in force at the instant `at` (epoch ms), by the calendar of the course's zone,
 * and still will be on the course's first day.
 */
export function gate(
  _course: { zone: string; startsOn: string },
  _brief: Clearance | undefined,
  _assessment: Clearance | undefined,
  _at: number,
): Gate {
  throw new Error('not yet written');
}

/** Four eyes: nobody publishes their own proposal, not even a coordinator. Both are ids of persons. */
export function mayPublish(_act: { proposer: string; asker: string }): boolean {
  throw new Error('not yet written');
}
