// Waivers: which rule somebody asked to have lifted for a nomination, and which an approver did, with the reason; counted.
import { and, asc, eq, isNull } from 'drizzle-orm';
import { maySeeWaiver } from '#exchange/disclosure.ts';
import type { WaivableRule } from '#exchange/eligibility.ts';
import { amongIds, given, idsIn, placesFor, preparedFor } from '../connection.ts';
import type { RecordContext } from './context.ts';
import type { Nomination } from './nominations.ts';
import type { Nominated } from './nominees.ts';

export interface Waiver {
  readonly nomination: string;
  readonly rule: WaivableRule;
  readonly askedBy: string;
  readonly askedAt: number;
  /** Empty until it is signed, once it has been kept for as long as its rule says, and once the nominee was forgotten. */
  readonly reason: string;
  /** Null while it is only asked for. */
  readonly signedBy: string | null;
  readonly signedAt: number | null;
}

/** With the nomination that it is about: an approver sees it here and nowhere else. */
export type WaiverWithNomination = Waiver & { readonly about: Nomination };

export interface WaiverRecords {
  /** Asked for and signed ones, the earliest first. */
  of(among: Nominated): Promise<readonly WaiverWithNomination[]>;
  /** False when it has been asked for already. */
  ask(waiver: Pick<Waiver, 'nomination' | 'rule' | 'askedBy'>): Promise<boolean>;
  /** Undefined when nobody asks for it, or it is signed already. */
  sign(waiver: Pick<Waiver, 'nomination' | 'rule' | 'reason'>, by: string): Promise<Waiver | undefined>;
}

export function waiverRecords(context: RecordContext): WaiverRecords {
  return {
    async of(among) {
      const shape = 'course' in among ? 0 : placesFor(among);
      if (!('course' in among) && among.length === 0) return [];
      const about = 'course' in among ? { course: among.course } : idsIn(among, shape);
      const rows = await waiversOf(context.connection, shape).execute(about);
      return rows
        .filter((row) => maySeeWaiver(context.viewer, row.about))
        .map((row) => ({ ...row.waiver, about: row.about }));
    },

    async ask(waiver) {
      const { waivers } = context.tables;
      const rows = await context.db
        .insert(waivers)
        .values({ ...waiver, reason: '', askedAt: context.now })
        .onConflictDoNothing()
        .returning();
      const isNew = rows.length > 0;
      if (isNew)
        context.audit('nomination.ask-waiver', waiver.nomination, { rule: waiver.rule, by: waiver.askedBy });
      return isNew;
    },

    async sign({ nomination, rule, reason }, by) {
      const { waivers } = context.tables;
      const [row] = await context.db
        .update(waivers)
        .set({ reason, signedBy: by, signedAt: context.now })
        .where(and(eq(waivers.nomination, nomination), eq(waivers.rule, rule), isNull(waivers.signedBy)))
        .returning();
      if (row === undefined) return undefined;
      context.audit('nomination.waive', row.nomination, { rule, by });
      return row;
    },
  };
}

const waiversOf = preparedFor('waivers_of', ({ db, tables }, name, shape: number) => {
  const { waivers, nominations } = tables;
  return db
    .select({ waiver: waivers, about: nominations })
    .from(waivers)
    .innerJoin(nominations, eq(nominations.id, waivers.nomination))
    .where(
      shape > 0
        ? amongIds(waivers.nomination, shape)
        : eq(nominations.course, given(nominations.course, 'course')),
    )
    .orderBy(asc(waivers.askedAt), asc(waivers.nomination), asc(waivers.rule))
    .prepare(name);
});
