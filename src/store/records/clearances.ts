// The two documents that the gate asks for: the brief (IPAB) and the human-rights assessment (OSJA).
import { eq } from 'drizzle-orm';
import type { Clearance } from '#exchange/approval.ts';
import { given, prepared } from '../connection.ts';
import type { RecordContext } from './context.ts';
import { seesCourse } from './eyes.ts';

export type GateDocument = 'brief' | 'assessment';

export interface ClearanceRecords {
  /** Keeps or replaces one document of a course. */
  set(course: string, document: GateDocument, clearance: Clearance, recordedBy: string): Promise<void>;
  of(
    course: string,
  ): Promise<{ readonly brief: Clearance | undefined; readonly assessment: Clearance | undefined }>;
}

export function clearanceRecords(context: RecordContext): ClearanceRecords {
  return {
    async set(course, document, clearance, recordedBy) {
      const { clearances } = context.tables;
      const { reference, decidedOn, validUntil } = clearance;
      const recorded = { reference, decidedOn, validUntil, recordedBy, recordedAt: context.now };
      await context.db
        .insert(clearances)
        .values({ course, document, ...recorded })
        .onConflictDoUpdate({ target: [clearances.course, clearances.document], set: recorded });
      context.audit('course.clearance', course, { document, decidedOn, validUntil, recordedBy });
    },

    async of(course) {
      if (!(await seesCourse(context, course))) return { brief: undefined, assessment: undefined };
      const rows = await clearancesOf(context.connection).execute({ course });
      const given = (wanted: GateDocument) => {
        const row = rows.find(({ document }) => document === wanted);
        return row && { reference: row.reference, decidedOn: row.decidedOn, validUntil: row.validUntil };
      };
      return { brief: given('brief'), assessment: given('assessment') };
    },
  };
}

const clearancesOf = prepared(({ db, tables: { clearances } }) =>
  db
    .select({
      document: clearances.document,
      reference: clearances.reference,
      decidedOn: clearances.decidedOn,
      validUntil: clearances.validUntil,
    })
    .from(clearances)
    .where(eq(clearances.course, given(clearances.course, 'course')))
    .prepare('clearances_of_course'),
);
