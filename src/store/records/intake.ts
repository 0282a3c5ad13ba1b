// Intake: what was acknowledged to a platform before it was dealt with, kept so that a crash loses none of it.
import { and, asc, eq, inArray, lt, notInArray } from 'drizzle-orm';
import type { PlatformName } from '#exchange/people.ts';
import type { RecordContext } from './context.ts';
import { livingHolders } from './leases.ts';

export interface KeptArrival {
  /** The platform's own id of what happened. */
  readonly key: string;
  readonly platform: PlatformName;
  /** As the platform's folder wrote it, and will read it again. */
  readonly payload: string;
}

export interface IntakeRecords {
  /** Keeps those that nobody has kept yet, for this holder; answers with their keys, in order. */
  keep(arrivals: readonly KeptArrival[], holder: string): Promise<readonly string[]>;
  /** It has been dealt with: nothing of it stays. */
  forget(keys: readonly string[]): Promise<void>;
  /** Gives this holder what dead processes have left, oldest first; what is older than `since` is deleted. */
  takeOrphans(holder: string, since: number): Promise<readonly KeptArrival[]>;
}

/** Not audited: it is the wording of requests, for as long as they are being answered. */
export function intakeRecords(context: RecordContext): IntakeRecords {
  return {
    async keep(arrivals, holder) {
      const { intake } = context.tables;
      const { now } = context;
      const kept: string[] = [];
      for (let at = 0; at < arrivals.length; at += atOnce) {
        const rows = arrivals.slice(at, at + atOnce).map((one) => ({ ...one, takenBy: holder, keptAt: now }));
        const added = await context.db
          .insert(intake)
          .values(rows)
          .onConflictDoNothing()
          .returning({ key: intake.key });
        kept.push(...added.map(({ key }) => key));
      }
      return kept.toSorted();
    },

    async forget(keys) {
      const { intake } = context.tables;
      await context.db.delete(intake).where(inArray(intake.key, [...keys]));
      context.noteErased();
    },

    async takeOrphans(holder, since) {
      const { intake } = context.tables;
      await context.db.delete(intake).where(lt(intake.keptAt, since));
      const left = await context.db
        .select()
        .from(intake)
        .where(notInArray(intake.takenBy, livingHolders(context)))
        .orderBy(asc(intake.keptAt), asc(intake.key));
      const taken: KeptArrival[] = [];
      for (const { key, platform, payload, takenBy } of left) {
        const [own] = await context.db
          .update(intake)
          .set({ takenBy: holder })
          .where(and(eq(intake.key, key), eq(intake.takenBy, takenBy)))
          .returning({ key: intake.key });
        if (own) taken.push({ key, platform, payload });
      }
      return taken;
    },
  };
}

/** SQLite takes 32,766 values in one statement, an arrival is 5. */
const atOnce = 500;
