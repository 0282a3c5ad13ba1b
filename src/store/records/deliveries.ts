// Deliveries: what is to be said to whom, written with the change that caused it; each key is said once.
import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNull,
  lte,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Tables } from '../tables.ts';
import { countAgain } from './circulars.ts';
import type { RecordContext } from './context.ts';
import {
  type Delivery,
  type DeliveryState,
  deliveryFrom,
  type NewDelivery,
  type Reason,
} from './delivery.ts';
import { aimIt, deliveryByKey, isNext, nextDue, noteSent } from './delivery-queries.ts';
import { livingHolders } from './leases.ts';

export type { Delivery, DeliveryState, NewDelivery, Reason } from './delivery.ts';

/** Who holds a delivery while it is `sending`: a process that lives by its lease (`leaseOfProcess`). */
export type Holder = string;

/** Why an attempt ended without a message: in our word for the reader, and as the platform put it for the log. */
export interface Ending {
  readonly reason: Reason;
  readonly failure: string;
}

export interface DeliveryRecords {
  /** Adds those whose key is new, in their order; says how many were. */
  add(deliveries: readonly NewDelivery[]): Promise<number>;
  byId(id: string): Promise<Delivery | undefined>;
  byKey(key: string): Promise<Delivery | undefined>;
  /** Those of these keys that there are already. */
  known(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether something was said, or is about to be, for this reason. */
  has(key: string): Promise<boolean>;
  /**
   * Due and not taken, oldest first, one for each addressee: takes them by moving to `sending` for this holder, and
   * counts the attempt. An addressee to whom something is on its way, from whatever process, or to whom something
   * older could not be sent yet, is left out, so that messages arrive in order; so is what travels in one of the
   * `busy` lanes. Safe with several processes: each gets its own, possibly fewer than there are, or none.
   */
  take(now: number, most: number, holder: Holder, busy: readonly string[]): Promise<readonly Delivery[]>;
  /** Ids of what this holder has taken. */
  takenBy(holder: Holder): Promise<readonly string[]>;
  /** Gives back, due from `dueAt` on, what dead processes had taken. Says how many that were. */
  releaseOrphans(dueAt: number): Promise<number>;

  // All of these act on what this holder has taken; false when it has been taken away from it, and nothing is changed.
  /** Notes where it is being sent, before it is; undefined when it has surely not left on that way. */
  aim(id: string, holder: Holder, sentTo: string | undefined): Promise<boolean>;
  sent(id: string, holder: Holder, reference: string): Promise<boolean>;
  /** It has surely not been accepted: it is tried again. For the reason `refused` it holds up nothing younger. */
  again(id: string, holder: Holder, notBefore: number, ending: Ending): Promise<boolean>;
  /** It may have been accepted: from `lookAt` on somebody looks for it before it is repeated. */
  doubt(id: string, holder: Holder, lookAt: number, failure: string): Promise<boolean>;
  /** Its lane was full: waits there, and the attempt does not count. Nothing of it has left. */
  putBack(id: string, holder: Holder, lane: string): Promise<boolean>;
  giveUp(id: string, holder: Holder, state: 'undeliverable' | 'dropped', ending: Ending): Promise<boolean>;
  /** Nobody to reach yet: waits until `until`, or is due again `now` when it was hurried since it was taken. */
  waitForReader(taken: Delivery, holder: Holder, until: number, now: number): Promise<void>;

  /** What waits for this person is due now: they can be reached at last. */
  hasten(person: string, now: number): Promise<void>;
  list(states: readonly DeliveryState[], most: number): Promise<readonly Delivery[]>;
  /** What could not be delivered, newest first. */
  undelivered(most: number, skip: number): Promise<readonly Delivery[]>;
  /** A human wants it sent once more, whatever became of it: false when it is not undeliverable any more. Audited. */
  retry(id: string): Promise<boolean>;
  /** A human has seen to it: false when it is not undeliverable any more. Audited. */
  setAside(id: string): Promise<boolean>;
  /** The earliest instant at which a waiting one is due. */
  nextDue(): Promise<number | undefined>;
  countByState(): Promise<Readonly<Record<DeliveryState, number>>>;
}

export function deliveryRecords(context: RecordContext): DeliveryRecords {
  /** Changes it while it is held by this holder; false when it is not. */
  async function end(id: string, holder: Holder, set: Changes): Promise<DeliveryRow | undefined> {
    const { deliveries } = context.tables;
    const [row] = await context.db
      .update(deliveries)
      .set({ ...set, changedAt: context.now })
      .where(isTakenBy(deliveries, id, holder))
      .returning();
    return row;
  }

  /** What a human does about one that could not be delivered. */
  async function settle(id: string, action: string, set: Changes): Promise<boolean> {
    const { deliveries } = context.tables;
    const [row] = await context.db
      .update(deliveries)
      .set({ ...set, changedAt: context.now })
      .where(and(eq(deliveries.id, id), eq(deliveries.state, 'undeliverable')))
      .returning({ key: deliveries.key });
    if (row) context.audit(action, id, { key: row.key });
    return row !== undefined;
  }

  return {
    async add(added) {
      const { deliveries } = context.tables;
      // Ids in order, so that what is written together is also sent in the order of writing.
      const ids = added.map(() => context.newId('dlv')).toSorted();
      let number = 0;
      for (let at = 0; at < added.length; at += atOnce) {
        const rows = await context.db
          .insert(deliveries)
          .values(
            added.slice(at, at + atOnce).map((delivery, index) => ({
              ...delivery,
              id: ids[at + index] ?? context.newId('dlv'),
              state: 'pending' as const,
              attempts: 0,
              notBefore: delivery.notBefore ?? context.now,
              createdAt: context.now,
              changedAt: context.now,
            })),
          )
          .onConflictDoNothing()
          .returning({ notBefore: deliveries.notBefore });
        number += rows.length;
        context.offer('deliver', rows.filter(({ notBefore }) => notBefore <= context.now).length);
      }
      return number;
    },

    async byId(id) {
      const { deliveries } = context.tables;
      const [row] = await context.db.select().from(deliveries).where(eq(deliveries.id, id));
      return row && deliveryFrom(row);
    },

    async byKey(key) {
      const { deliveries } = context.tables;
      const [row] = await context.db.select().from(deliveries).where(eq(deliveries.key, key));
      return row && deliveryFrom(row);
    },

    async known(keys) {
      const { deliveries } = context.tables;
      const found = new Set<string>();
      for (let at = 0; at < keys.length; at += atOnce) {
        const rows = await context.db
          .select({ key: deliveries.key })
          .from(deliveries)
          .where(inArray(deliveries.key, keys.slice(at, at + atOnce)));
        for (const { key } of rows) found.add(key);
      }
      return found;
    },

    async has(key) {
      const rows = await deliveryByKey(context.connection).execute({ key });
      return rows.length > 0;
    },

    async take(now, most, holder, busy) {
      const { deliveries } = context.tables;
      const inOrder = [asc(deliveries.notBefore), asc(deliveries.createdAt), asc(deliveries.id)];
      const isDue = and(
        eq(deliveries.state, 'pending'),
        lte(deliveries.notBefore, now),
        busy.length === 0 ? undefined : or(isNull(deliveries.lane), notInArray(deliveries.lane, [...busy])),
      );
      const due = (number: number, after: number) =>
        context.db
          .select({ id: deliveries.id })
          .from(deliveries)
          .where(isDue)
          .orderBy(...inOrder)
          .limit(number)
          .offset(after);

      async function takeAmong(number: number, after: number): Promise<readonly DeliveryRow[]> {
        const next = context.db
          .select({ id: deliveries.id })
          .from(deliveries)
          .where(and(inArray(deliveries.id, due(number, after)), isNext(now)))
          .orderBy(...inOrder)
          .limit(most);
        return (
          context.db
            .update(deliveries)
            .set({ state: 'sending', takenBy: holder, attempts: sql`${deliveries.attempts} + 1` })
            // `|| ''`: by its id; SQLite would go through all that wait.
            .where(and(inArray(deliveries.id, next), sql`${deliveries.state} || '' = 'pending'`))
            .returning()
        );
      }

      let rows = await takeAmong(lookedAt, 0);
      // So many may wait for one addressee; whoever has nothing on the way does not wait behind them.
      if (rows.length === 0 && (await due(1, lookedAt)).length > 0)
        rows = await takeAmong(Number.MAX_SAFE_INTEGER, lookedAt);
      return rows.map(deliveryFrom).sort(oldestFirst);
    },

    async takenBy(holder) {
      const { deliveries } = context.tables;
      const rows = await context.db
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(and(eq(deliveries.state, 'sending'), eq(deliveries.takenBy, holder)));
      return rows.map(({ id }) => id);
    },

    async releaseOrphans(dueAt) {
      const { deliveries } = context.tables;
      const rows = await context.db
        .update(deliveries)
        .set({ state: 'pending', takenBy: null, notBefore: dueAt })
        .where(
          and(
            eq(deliveries.state, 'sending'),
            or(isNull(deliveries.takenBy), notInArray(deliveries.takenBy, livingHolders(context))),
          ),
        )
        .returning({ id: deliveries.id });
      context.offer('deliver', rows.length);
      return rows.length;
    },

    async aim(id, holder, sentTo) {
      const { connection, now } = context;
      const rows = await aimIt(connection).execute({ id, holder, now, sentTo: sentTo ?? null });
      return rows.length > 0;
    },

    async sent(id, holder, reference) {
      const rows = await noteSent(context.connection).execute({ id, holder, now: context.now, reference });
      return rows.length > 0;
    },

    again: async (id, holder, notBefore, ending) =>
      (await end(id, holder, { state: 'pending', takenBy: null, sentTo: null, notBefore, ...ending })) !==
      undefined,

    async doubt(id, holder, lookAt, failure) {
      const { deliveries } = context.tables;
      // `changedAt` stays: it is the instant of the attempt, from which on it is looked for.
      const rows = await context.db
        .update(deliveries)
        .set({ state: 'pending', takenBy: null, notBefore: lookAt, failure })
        .where(isTakenBy(deliveries, id, holder))
        .returning({ id: deliveries.id });
      return rows.length > 0;
    },

    putBack: async (id, holder, lane) =>
      (await end(id, holder, {
        state: 'pending',
        takenBy: null,
        lane,
        sentTo: null,
        attempts: sql`${context.tables.deliveries.attempts} - 1`,
      })) !== undefined,

    async giveUp(id, holder, state, ending) {
      const row = await end(id, holder, { state, takenBy: null, ...ending });
      if (row?.state === 'undeliverable') {
        context.audit('delivery.undeliverable', id, { key: row.key, attempts: row.attempts });
      }
      return row !== undefined;
    },

    async waitForReader({ id, notBefore: taken }, holder, until, now) {
      const { deliveries } = context.tables;
      const ending = { takenBy: null, reason: 'no account', failure: 'no account to reach yet' } as const;
      const asTaken = and(
        eq(deliveries.id, id),
        eq(deliveries.state, 'sending'),
        eq(deliveries.takenBy, holder),
        eq(deliveries.notBefore, taken),
      );
      // Conditional, so that a hurry that is being committed this moment is not overwritten.
      const [waits] = await context.db
        .update(deliveries)
        .set({ state: 'pending', notBefore: until, changedAt: context.now, ...ending })
        .where(asTaken)
        .returning({ id: deliveries.id });
      if (!waits) await end(id, holder, { state: 'pending', notBefore: now, ...ending });
    },

    async hasten(person, now) {
      const { deliveries } = context.tables;
      // One that is due, or being tried, may be finding nobody to reach this very moment.
      const wasDue = or(gt(deliveries.attempts, 0), lte(deliveries.notBefore, now));
      const rows = await context.db
        .update(deliveries)
        .set({ notBefore: now })
        .where(and(eq(deliveries.person, person), inArray(deliveries.state, ['pending', 'sending']), wasDue))
        .returning({ id: deliveries.id });
      context.offer('deliver', rows.length);
    },

    async list(states, most) {
      const { deliveries } = context.tables;
      const rows = await context.db
        .select()
        .from(deliveries)
        .where(inArray(deliveries.state, [...states]))
        .orderBy(asc(deliveries.notBefore), asc(deliveries.createdAt), asc(deliveries.id))
        .limit(most);
      return rows.map(deliveryFrom);
    },

    async undelivered(most, skip) {
      const { deliveries } = context.tables;
      const rows = await context.db
        .select()
        .from(deliveries)
        .where(eq(deliveries.state, 'undeliverable'))
        .orderBy(desc(deliveries.notBefore), desc(deliveries.createdAt), desc(deliveries.id))
        .limit(most)
        .offset(skip);
      return rows.map(deliveryFrom);
    },

    async retry(id) {
      const isWaiting = await settle(id, 'delivery.retried', {
        state: 'pending',
        attempts: 0,
        sentTo: null,
        lane: null,
        tooLateAt: null,
        notBefore: context.now,
      });
      if (isWaiting) await countAgain(context, id);
      if (isWaiting) context.offer('deliver', 1);
      return isWaiting;
    },

    setAside: (id) => settle(id, 'delivery.setAside', { state: 'dropped', reason: 'set aside' }),

    async nextDue() {
      const [row] = await nextDue(context.connection).execute();
      return row?.due ?? undefined;
    },

    async countByState() {
      const { deliveries } = context.tables;
      const rows = await context.db
        .select({ state: deliveries.state, number: count() })
        .from(deliveries)
        .groupBy(deliveries.state);
      const none = { pending: 0, sending: 0, sent: 0, undeliverable: 0, dropped: 0 };
      return { ...none, ...Object.fromEntries(rows.map(({ state, number }) => [state, number])) };
    },
  };
}

function isTakenBy(deliveries: Tables['deliveries'], id: string, holder: Holder) {
  return and(eq(deliveries.id, id), eq(deliveries.state, 'sending'), eq(deliveries.takenBy, holder));
}

/** Of the oldest that are due, so many are looked at first for those whose addressee is free. */
const lookedAt = 1_000;

/** SQLite takes 32,766 values in one statement, a delivery is 22. */
const atOnce = 500;

type DeliveryRow = Tables['deliveries']['$inferSelect'];
type Changes = {
  readonly [Name in keyof Tables['deliveries']['$inferInsert']]?:
    | Tables['deliveries']['$inferInsert'][Name]
    | SQL;
};

function oldestFirst(one: Delivery, other: Delivery): number {
  return one.notBefore - other.notBefore || one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);
}
