// The two documents that the gate asks for: the brief (IPAB) and the human-rights assessment (OSJA).
import type { Clearance } from '#exchange/approval.ts';

export type GateDocument = 'brief' | 'assessment';

export interface ClearanceRecords {
  /** Keeps or replaces one document of a course. */
  set(course: string, document: GateDocument, clearance: Clearance, recordedBy: string): Promise<void>;
  of(course: string): Promise<{ readonly brief: Clearance | undefined; readonly assessment: Clearance | undefined }>;
}
