// Settings of the hub and marks of the jobs: small values under a name.
import { createHash } from 'node:crypto';
import { and, eq, lt, max } from 'drizzle-orm';
import { isSettingName } from '#exchange/hub-settings.ts';
import { given, prepared } from '../connection.ts';
import type { RecordContext } from './context.ts';

export interface SettingRecords {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
  /** Back to what holds where nothing is set. */
  clear(name: string): Promise<void>;
  /** True when this job has not run for this slot yet, and notes that it has: one process runs it, once. */
  takeSlot(job: string, slot: number): Promise<boolean>;
  lastSlot(job: string): Promise<number | undefined>;
}

export function settingRecords(context: RecordContext): SettingRecords {
  return {
    async get(name) {
      const [row] = await settingByName(context.connection).execute({ name });
      return row?.value;
    },

    async set(name, value) {
      const { settings } = context.tables;
      await context.db
        .insert(settings)
        .values({ name, value })
        .onConflictDoUpdate({ target: settings.name, set: { value } });
      // What a hub may set is no secret, and who changed it to what must be read years later; other values stay hashed.
      context.audit('setting.set', name, isSettingName(name) ? { value } : { sha256: hashOf(value) });
    },

    async clear(name) {
      const { settings } = context.tables;
      const cleared = await context.db.delete(settings).where(eq(settings.name, name)).returning();
      if (cleared.length > 0) context.audit('setting.clear', name);
    },

    async takeSlot(job, slot) {
      const { jobSlots } = context.tables;
      const taken = await context.db
        .insert(jobSlots)
        .values({ job, slot, takenAt: context.now })
        .onConflictDoNothing()
        .returning({ slot: jobSlots.slot });
      if (taken.length === 0) return false;
      await context.db
        .delete(jobSlots)
        .where(
          and(
            eq(jobSlots.job, job),
            lt(jobSlots.slot, slot),
            lt(jobSlots.takenAt, context.now - slotsAreKept),
          ),
        );
      return true;
    },

    async lastSlot(job) {
      const { jobSlots } = context.tables;
      const [row] = await context.db
        .select({ last: max(jobSlots.slot) })
        .from(jobSlots)
        .where(eq(jobSlots.job, job));
      return row?.last ?? undefined;
    },
  };
}

function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

/** Longer than any outage after which a job would still look back. */
const slotsAreKept = 90 * 24 * 60 * 60 * 1000;

const settingByName = prepared(({ db, tables: { settings } }) =>
  db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.name, given(settings.name, 'name')))
    .prepare('setting_by_name'),
);
