// Leases: who does what exactly one process does at a time, judged by a beat that goes on or stops.
import { and, asc, eq, sql } from 'drizzle-orm';
import { prepared } from '../connection.ts';
import type { RecordContext } from './context.ts';

export interface LeaseRow {
  readonly name: string;
  /** A name that no other process has had, nor this one before its last start. */
  readonly holder: string;
  /** Goes up with every renewal: a beat that stands still for long enough is that of a dead process. */
  readonly beat: number;
  /** What the holder leaves for whoever takes over. */
  readonly note: string | undefined;
}

export interface LeaseRecords {
  /** All of them, by name. */
  all(): Promise<readonly LeaseRow[]>;
  /** Takes a free name, with the note that its last holder left; undefined when somebody holds it. */
  take(name: string, holder: string): Promise<LeaseRow | undefined>;
  /** False when it is not this holder's any more. Without a note the last one stays. */
  renew(name: string, holder: string, note: string | undefined): Promise<boolean>;
  /** Takes it from a holder that has not renewed since `seen`; undefined when it has, or another was faster. */
  takeOver(seen: LeaseRow, holder: string): Promise<LeaseRow | undefined>;
  /** Ends the lease of a holder that has not renewed since `seen`; false when it has. */
  bury(seen: LeaseRow): Promise<boolean>;
  /** Gives it back; with a note the name stays, for whoever takes it next. */
  release(name: string, holder: string, note: string | undefined): Promise<void>;
}

/** The holder of a name that waits, with a note, for the next one. */
const nobody = '';

/** The lease by which a process is known to live: what it has taken stays its own as long as there is one. */
export function leaseOfProcess(holder: string): string {
  return `${ofProcess}${holder}`;
}

export function isOfProcess(name: string): boolean {
  return name.startsWith(ofProcess);
}

const ofProcess = 'process ';

/** The holders of processes that live. Another lease of a dead one may stand longer, until somebody takes it over. */
export function livingHolders({ db, tables: { leases } }: RecordContext) {
  return db
    .select({ holder: leases.holder })
    .from(leases)
    .where(eq(leases.name, sql`${ofProcess} || ${leases.holder}`));
}

/** Nothing here is audited: a lease says which process works, and nothing of what it does. */
export function leaseRecords(context: RecordContext): LeaseRecords {
  return {
    async all() {
      const rows = await allLeases(context.connection).execute();
      return rows.map((row) => ({ ...row, note: row.note ?? undefined }));
    },

    async take(name, holder) {
      const { leases } = context.tables;
      const [row] = await context.db
        .insert(leases)
        .values({ name, holder, beat: 0 })
        .onConflictDoUpdate({
          target: leases.name,
          set: { holder, beat: sql`${leases.beat} + 1` },
          setWhere: eq(leases.holder, nobody),
        })
        .returning();
      return row && { ...row, note: row.note ?? undefined };
    },

    async renew(name, holder, note) {
      const { leases } = context.tables;
      const rows = await context.db
        .update(leases)
        .set({ beat: sql`${leases.beat} + 1`, ...(note === undefined ? {} : { note }) })
        .where(and(eq(leases.name, name), eq(leases.holder, holder)))
        .returning({ name: leases.name });
      return rows.length > 0;
    },

    async takeOver(seen, holder) {
      const { leases } = context.tables;
      const [row] = await context.db
        .update(leases)
        .set({ holder, beat: seen.beat + 1 })
        .where(as(context, seen))
        .returning();
      return row && { ...row, note: row.note ?? undefined };
    },

    async bury(seen) {
      const { leases } = context.tables;
      const rows = await context.db.delete(leases).where(as(context, seen)).returning({ name: leases.name });
      return rows.length > 0;
    },

    async release(name, holder, note) {
      const { leases } = context.tables;
      const own = and(eq(leases.name, name), eq(leases.holder, holder));
      if (note === undefined) await context.db.delete(leases).where(own);
      else await context.db.update(leases).set({ holder: nobody, note }).where(own);
    },
  };
}

/** The row as it was seen, and no other. */
function as({ tables: { leases } }: RecordContext, seen: LeaseRow) {
  return and(eq(leases.name, seen.name), eq(leases.holder, seen.holder), eq(leases.beat, seen.beat));
}

const allLeases = prepared(({ db, tables: { leases } }) =>
  db.select().from(leases).orderBy(asc(leases.name)).prepare('all_leases'),
);
