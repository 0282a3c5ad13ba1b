// The one rule of the gate: nothing moves beyond approval unless brief and assessment are both in force.
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
  course: { zone: string; startsOn: string },
  brief: Clearance | undefined,
  assessment: Clearance | undefined,
  at: number,
): Gate {
  const today = localDate(at, course.zone);
  const given = { brief, assessment } satisfies Record<ClearanceDocument, Clearance | undefined>;
  const missing = clearanceDocuments.flatMap((document) => {
    const lack = lackOf(given[document], today, course.startsOn);
    return lack === undefined ? [] : [{ document, ...lack }];
  });
  return missing.length === 0 ? { open: true } : { open: false, missing };
}

/** ISO dates compare as text. A document that ends before the course begins is named so only while it is in force. */
function lackOf(
  clearance: Clearance | undefined,
  today: string,
  startsOn: string,
): Omit<MissingClearance, 'document'> | undefined {
  if (clearance === undefined) return { why: 'absent' };
  const { decidedOn, validUntil } = clearance;
  if (validUntil < today) return { why: 'expired', decidedOn, validUntil };
  if (decidedOn > today) return { why: 'not-yet', decidedOn, validUntil };
  if (validUntil < startsOn) return { why: 'ends-before-start', decidedOn, validUntil };
  return undefined;
}

/**
 * Four eyes: nobody publishes their own proposal, not even a coordinator, nor through a deputy or as one. Ids of
 * persons; `asker` are all for whom the asker acts (`actsFor`).
 */
export function mayPublish({ proposer, asker }: { proposer: string; asker: readonly string[] }): boolean {
  return !asker.includes(proposer);
}
