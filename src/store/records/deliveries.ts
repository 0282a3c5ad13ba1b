// Deliveries: what is to be said to whom, written with the change that caused it; each key is said once.
import { and, asc, count, eq, gt, inArray, lt, lte, min, or, sql } from 'drizzle-orm';
import type { ChannelId } from '#exchange/people.ts';
import { prepared } from '../connection.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

export type DeliveryState =
  /** Waits to be sent. */
  | 'pending'
  /** Intent is noted; after a crash or a lost answer, look before repeating. */
  | 'sending'
  | 'sent'
  /** The platform refused for good, on every way there is; the coordinator sees it. */
  | 'undeliverable'
  /** Too late, or nothing left to say: never sent. */
  | 'dropped';

export interface Delivery {
  readonly id: string;
  /** `kind · object · slot · addressee`: why it is said; unique for ever. */
  readonly key: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** To a person, or else to a channel. */
  readonly person: string | undefined;
  readonly channel: ChannelId | undefined;
  readonly organisation: string | undefined;
  readonly purpose: 'announcements' | 'managers' | undefined;
  /** Name of the living card that it becomes. */
  readonly post: string | undefined;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Where the last attempt went (an account or a channel), for looking back. */
  readonly sentTo: string | undefined;
  readonly reference: string | undefined;
  readonly failure: string | undefined;
  readonly notBefore: number;
  readonly tooLateAt: number | undefined;
  readonly createdAt: number;
  readonly changedAt: number;
}

export type NewDelivery = Pick<
  Delivery,
  'key' | 'message' | 'facts' | 'person' | 'channel' | 'organisation' | 'purpose' | 'post' | 'tooLateAt'
> & {
  readonly notBefore?: number;
};

export interface DeliveryRecords {
  /** Adds those whose key is new; says how many were. */
  add(deliveries: readonly NewDelivery[]): Promise<number>;
  byId(id: string): Promise<Delivery | undefined>;
  /** Whether something was said, or is about to be, for this reason. */
  has(key: string): Promise<boolean>;
  /**
   * Due and not taken, oldest first; takes them by moving to `sending` at `now`, which begins the lease, and counts
   * the attempt. Safe with several processes: each gets its own, possibly fewer than there are.
   */
  take(now: number, most: number): Promise<readonly Delivery[]>;
  /** Left in `sending` since before `leasedBefore`: their fate is unknown. */
  doubtful(leasedBefore: number, most: number): Promise<readonly Delivery[]>;
  /** Notes where it is being sent, before it is; renews the lease. */
  aim(id: string, sentTo: string): Promise<void>;
  /** These three end an attempt; they change nothing that is not `sending` (or, for the last, `pending`). */
  sent(id: string, reference: string): Promise<void>;
  again(id: string, notBefore: number, failure: string): Promise<void>;
  giveUp(id: string, state: 'undeliverable' | 'dropped', failure: string): Promise<void>;
  /** Nobody to reach yet: waits until `until`, or is due again `now` when it was hurried since it was taken. */
  waitForReader(taken: Pick<Delivery, 'id' | 'notBefore'>, until: number, now: number): Promise<void>;
  /** What waits for this person is due now: they can be reached at last. */
  hasten(person: string, now: number): Promise<void>;
  list(states: readonly DeliveryState[], most: number): Promise<readonly Delivery[]>;
  /** The earliest instant at which a waiting one is due. */
  nextDue(): Promise<number | undefined>;
  countByState(): Promise<Readonly<Record<DeliveryState, number>>>;
}

export function deliveryRecords(context: RecordContext): DeliveryRecords {
  async function update(
    id: string,
    while_: readonly DeliveryState[],
    set: Partial<Tables['deliveries']['$inferInsert']>,
  ): Promise<DeliveryRow | undefined> {
    const { deliveries } = context.tables;
    const [row] = await context.db
      .update(deliveries)
      .set({ ...set, changedAt: context.now })
      .where(and(eq(deliveries.id, id), inArray(deliveries.state, [...while_])))
      .returning();
    return row;
  }

  return {
    async add(added) {
      const { deliveries } = context.tables;
      let number = 0;
      for (let at = 0; at < added.length; at += atOnce) {
        const rows = await context.db
          .insert(deliveries)
          .values(
            added.slice(at, at + atOnce).map((delivery) => ({
              ...delivery,
              id: context.newId('dlv'),
              state: 'pending' as const,
              attempts: 0,
              notBefore: delivery.notBefore ?? context.now,
              createdAt: context.now,
              changedAt: context.now,
            })),
          )
          .onConflictDoNothing()
          .returning({ id: deliveries.id });
        number += rows.length;
      }
      return number;
    },

    async byId(id) {
      const { deliveries } = context.tables;
      const [row] = await context.db.select().from(deliveries).where(eq(deliveries.id, id));
      return row && deliveryFrom(row);
    },

    async has(key) {
      const rows = await deliveryByKey(context.connection).execute({ key });
      return rows.length > 0;
    },

    async take(now, most) {
      const { deliveries } = context.tables;
      const due = context.db
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(and(eq(deliveries.state, 'pending'), lte(deliveries.notBefore, now)))
        .orderBy(asc(deliveries.notBefore), asc(deliveries.createdAt), asc(deliveries.id))
        .limit(most);
      const rows = await context.db
        .update(deliveries)
        .set({ state: 'sending', attempts: sql`${deliveries.attempts} + 1`, changedAt: now })
        .where(and(inArray(deliveries.id, due), eq(deliveries.state, 'pending')))
        .returning();
      return rows.map(deliveryFrom).sort(oldestFirst);
    },

    async doubtful(leasedBefore, most) {
      const { deliveries } = context.tables;
      const rows = await context.db
        .select()
        .from(deliveries)
        .where(and(eq(deliveries.state, 'sending'), lt(deliveries.changedAt, leasedBefore)))
        .orderBy(asc(deliveries.changedAt), asc(deliveries.id))
        .limit(most);
      return rows.map(deliveryFrom);
    },

    async aim(id, sentTo) {
      await update(id, ['sending'], { sentTo });
    },

    async sent(id, reference) {
      await update(id, ['sending'], { state: 'sent', reference, failure: null });
    },

    async again(id, notBefore, failure) {
      await update(id, ['sending'], { state: 'pending', notBefore, failure });
    },

    async giveUp(id, state, failure) {
      const row = await update(id, ['sending', 'pending'], { state, failure });
      if (row?.state === 'undeliverable') {
        context.audit('delivery.undeliverable', id, { key: row.key, attempts: row.attempts });
      }
    },

    async waitForReader({ id, notBefore: taken }, until, now) {
      const { deliveries } = context.tables;
      const failure = 'no account to reach yet';
      const asTaken = and(
        eq(deliveries.id, id),
        eq(deliveries.state, 'sending'),
        eq(deliveries.notBefore, taken),
      );
      // Conditional, so that a hurry that is being committed this moment is not overwritten.
      const [waits] = await context.db
        .update(deliveries)
        .set({ state: 'pending', notBefore: until, failure, changedAt: context.now })
        .where(asTaken)
        .returning({ id: deliveries.id });
      if (!waits) await update(id, ['sending'], { state: 'pending', notBefore: now, failure });
    },

    async hasten(person, now) {
      const { deliveries } = context.tables;
      // One that is due, or being tried, may be finding nobody to reach this very moment.
      const wasDue = or(gt(deliveries.attempts, 0), lte(deliveries.notBefore, now));
      await context.db
        .update(deliveries)
        .set({ notBefore: now })
        .where(and(eq(deliveries.person, person), inArray(deliveries.state, ['pending', 'sending']), wasDue));
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

    async nextDue() {
      const { deliveries } = context.tables;
      const [row] = await context.db
        .select({ due: min(deliveries.notBefore) })
        .from(deliveries)
        .where(eq(deliveries.state, 'pending'));
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

/** SQLite takes 32,766 values in one statement, a delivery is 18. */
const atOnce = 500;

type DeliveryRow = Tables['deliveries']['$inferSelect'];

const deliveryByKey = prepared(({ db, tables: { deliveries } }) =>
  db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(eq(deliveries.key, sql.placeholder('key')))
    .prepare('delivery_by_key'),
);

function oldestFirst(one: Delivery, other: Delivery): number {
  return one.notBefore - other.notBefore || one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);
}

function deliveryFrom(row: DeliveryRow): Delivery {
  return {
    ...row,
    person: row.person ?? undefined,
    channel: row.channel ?? undefined,
    organisation: row.organisation ?? undefined,
    purpose: row.purpose ?? undefined,
    post: row.post ?? undefined,
    sentTo: row.sentTo ?? undefined,
    reference: row.reference ?? undefined,
    failure: row.failure ?? undefined,
    tooLateAt: row.tooLateAt ?? undefined,
  };
}
