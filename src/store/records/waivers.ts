// Waivers: which rule an approver lifted for whom, with the reason; signed once, and counted.
import { and, asc, eq } from 'drizzle-orm';
import { maySeeWaiver } from '#exchange/disclosure.ts';
import type { WaivableRule } from '#exchange/eligibility.ts';
import { amongIds, given, idsIn, placesFor, preparedFor } from '../connection.ts';
import { Conflict } from '../store.ts';
import type { RecordContext } from './context.ts';
import type { Nominated } from './nominees.ts';

export interface Waiver {
  readonly nomination: string;
  readonly rule: WaivableRule;
  /** Empty once it has been kept for as long as its rule says, or the nominee was forgotten. */
  readonly reason: string;
  readonly signedBy: string;
  readonly signedAt: number;
}

export interface WaiverRecords {
  /** The earliest first. */
  of(among: Nominated): Promise<readonly Waiver[]>;
  /** Throws Conflict when this rule has been waived for this nomination already. */
  sign(waiver: Omit<Waiver, 'signedAt'>): Promise<Waiver>;
}

export function waiverRecords(context: RecordContext): WaiverRecords {
  return {
    async of(among) {
      const shape = 'course' in among ? 0 : placesFor(among);
      if (!('course' in among) && among.length === 0) return [];
      const about = 'course' in among ? { course: among.course } : idsIn(among, shape);
      const rows = await waiversOf(context.connection, shape).execute(about);
      return rows.filter((row) => maySeeWaiver(context.viewer, row)).map(({ waiver }) => waiver);
    },

    async sign(waiver) {
      const { waivers } = context.tables;
      const [row] = await context.db
        .insert(waivers)
        .values({ ...waiver, signedAt: context.now })
        .onConflictDoNothing()
        .returning();
      if (row === undefined) throw new Conflict('This rule has been waived for this nomination already.');
      context.audit('nomination.waive', row.nomination, { rule: row.rule, by: row.signedBy });
      return row;
    },
  };
}

const waiversOf = preparedFor('waivers_of', ({ db, tables }, name, shape: number) => {
  const { waivers, nominations } = tables;
  return db
    .select({ waiver: waivers, nominee: nominations.nominee, organisation: nominations.organisation })
    .from(waivers)
    .innerJoin(nominations, eq(nominations.id, waivers.nomination))
    .where(
      and(
        shape > 0
          ? amongIds(waivers.nomination, shape)
          : eq(nominations.course, given(nominations.course, 'course')),
      ),
    )
    .orderBy(asc(waivers.signedAt), asc(waivers.nomination), asc(waivers.rule))
    .prepare(name);
});
