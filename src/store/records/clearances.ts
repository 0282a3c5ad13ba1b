// What the gate looks at of a course: until when each of its two documents is in force, and whether an approval stands.
import type { ClearanceDocument, Papers } from '#exchange/approval.ts';
import type { RecordContext } from './context.ts';
import { approvalAsKept } from './decisions.ts';
import { seesCourse } from './eyes.ts';
import { clearancesOf } from './kept-papers.ts';

export interface ClearanceRecords {
  /** Nothing of it for whoever may not see the course. */
  of(course: string): Promise<Papers>;
}

export function clearanceRecords(context: RecordContext): ClearanceRecords {
  return {
    async of(course) {
      if (!(await seesCourse(context, course)))
        return { brief: undefined, assessment: undefined, approval: undefined };
      const rows = await clearancesOf(context.connection).execute({ course });
      const given = (wanted: ClearanceDocument) => {
        const row = rows.find(({ document }) => document === wanted);
        return row && { reference: row.reference, decidedOn: row.decidedOn, validUntil: row.validUntil };
      };
      return {
        brief: given('brief'),
        assessment: given('assessment'),
        approval: await approvalAsKept(context, course),
      };
    },
  };
}
