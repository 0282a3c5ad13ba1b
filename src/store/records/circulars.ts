// Circulars: one cause's messages to many people, so that whoever started it sees how far it is and can stop it.
import { and, count, desc, eq, inArray, min, sql } from 'drizzle-orm';
import { given, prepared } from '../connection.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import type { DeliveryState } from './deliveries.ts';

export interface Circular {
  readonly id: string;
  /** The command (`course cancel`) or the job (`feedback-rounds`) that wrote it. */
  readonly cause: string;
  /** The person who started it; undefined where a job did. */
  readonly startedBy: string | undefined;
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** How many were to be told. */
  readonly total: number;
  readonly isStopped: boolean;
  /** Nothing of it waits any more. */
  readonly isOver: boolean;
  readonly createdAt: number;
}

export type Tally = Readonly<Record<DeliveryState, number>>;

/** What its tally leaves open. */
export interface Standing {
  /** Of those that wait: for somebody to have an account. */
  readonly noAccount: number;
  /** Of those that were dropped: because it was stopped, and when that was. */
  readonly stopped: number;
  readonly stoppedAt: number | undefined;
}

export interface CircularRecords {
  /** Begins one; its deliveries are added with its id. */
  begin(circular: Omit<Circular, 'id' | 'isStopped' | 'isOver' | 'createdAt'>): Promise<string>;
  byId(id: string): Promise<Circular | undefined>;
  /** Running ones first, then the newest; of one person alone when given. */
  list(most: number, startedBy?: string): Promise<readonly Circular[]>;
  /** Oldest first. */
  running(): Promise<readonly Circular[]>;
  tally(id: string): Promise<Tally>;
  standing(id: string): Promise<Standing>;
  /** Drops what has not left yet; says how many that were. What may have left is looked for first. Audited. */
  stop(id: string): Promise<number>;
  /** Notes that nothing of it waits any more. */
  noteOver(id: string): Promise<void>;
}

export function circularRecords(context: RecordContext): CircularRecords {
  async function noteOver(id: string): Promise<void> {
    const { circulars, deliveries } = context.tables;
    const waiting = context.db
      .select({ number: count() })
      .from(deliveries)
      .where(and(eq(deliveries.circular, id), inArray(deliveries.state, ['pending', 'sending'])));
    await context.db
      .update(circulars)
      .set({ isOver: true })
      .where(and(eq(circulars.id, id), sql`(${waiting}) = 0`));
  }

  return {
    async begin(circular) {
      const { circulars } = context.tables;
      const id = context.newId('cir');
      await context.db.insert(circulars).values({
        ...circular,
        id,
        isStopped: false,
        isOver: false,
        createdAt: context.now,
      });
      return id;
    },

    async byId(id) {
      const [row] = await circularById(context.connection).execute({ id });
      return row && circularFrom(row);
    },

    async list(most, startedBy) {
      const { circulars } = context.tables;
      const rows = await context.db
        .select()
        .from(circulars)
        .where(startedBy === undefined ? undefined : eq(circulars.startedBy, startedBy))
        .orderBy(circulars.isOver, desc(circulars.createdAt), circulars.id)
        .limit(most);
      return rows.map(circularFrom);
    },

    async running() {
      const rows = await runningCirculars(context.connection).execute();
      return rows.map(circularFrom);
    },

    async tally(id) {
      const rows = await tallyOf(context.connection).execute({ id });
      const none = { pending: 0, sending: 0, sent: 0, undeliverable: 0, dropped: 0 };
      return { ...none, ...Object.fromEntries(rows.map(({ state, number }) => [state, number])) };
    },

    async standing(id) {
      const rows = await standingOf(context.connection).execute({ id });
      const waiting = rows.find(({ state, reason }) => state === 'pending' && reason === 'no account');
      const stopped = rows.find(({ state, reason }) => state === 'dropped' && reason === 'stopped');
      return {
        noAccount: waiting?.number ?? 0,
        stopped: stopped?.number ?? 0,
        stoppedAt: stopped?.since ?? undefined,
      };
    },

    async stop(id) {
      const { circulars, deliveries } = context.tables;
      const dropped = await context.db
        .update(deliveries)
        .set({ state: 'dropped', reason: 'stopped', changedAt: context.now })
        // What may have left already is looked for first: it stays.
        .where(
          and(
            eq(deliveries.circular, id),
            eq(deliveries.state, 'pending'),
            sql`${deliveries.sentTo} is null`,
          ),
        )
        .returning({ id: deliveries.id });
      await context.db.update(circulars).set({ isStopped: true }).where(eq(circulars.id, id));
      await noteOver(id);
      context.audit('circular.stopped', id, { dropped: dropped.length });
      return dropped.length;
    },

    noteOver,
  };
}

/** A human wants this one sent: it leaves although its circular was stopped; any other circular goes on with it. */
export async function countAgain(context: RecordContext, delivery: string): Promise<void> {
  const { circulars, deliveries } = context.tables;
  const stopped = context.db
    .select({ id: circulars.id })
    .from(circulars)
    .where(eq(circulars.isStopped, true));
  await context.db
    .update(deliveries)
    .set({ circular: null })
    .where(and(eq(deliveries.id, delivery), inArray(deliveries.circular, stopped)));
  const own = context.db
    .select({ id: deliveries.circular })
    .from(deliveries)
    .where(eq(deliveries.id, delivery));
  await context.db.update(circulars).set({ isOver: false }).where(inArray(circulars.id, own));
}

function circularFrom(row: Tables['circulars']['$inferSelect']): Circular {
  return { ...row, startedBy: row.startedBy ?? undefined };
}

const circularById = prepared(({ db, tables: { circulars } }) =>
  db
    .select()
    .from(circulars)
    .where(eq(circulars.id, given(circulars.id, 'id')))
    .prepare('circular_by_id'),
);

const runningCirculars = prepared(({ db, tables: { circulars } }) =>
  db
    .select()
    .from(circulars)
    .where(eq(circulars.isOver, false))
    .orderBy(circulars.createdAt, circulars.id)
    .prepare('circulars_running'),
);

const tallyOf = prepared(({ db, tables: { deliveries } }) =>
  db
    .select({ state: deliveries.state, number: count() })
    .from(deliveries)
    .where(eq(deliveries.circular, given(deliveries.circular, 'id')))
    .groupBy(deliveries.state)
    .prepare('circular_tally'),
);

const standingOf = prepared(({ db, tables: { deliveries } }) =>
  db
    .select({
      state: deliveries.state,
      reason: deliveries.reason,
      number: count(),
      since: min(deliveries.changedAt),
    })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.circular, given(deliveries.circular, 'id')),
        inArray(deliveries.state, ['pending', 'dropped']),
        inArray(deliveries.reason, ['no account', 'stopped']),
      ),
    )
    .groupBy(deliveries.state, deliveries.reason)
    .prepare('circular_standing'),
);
