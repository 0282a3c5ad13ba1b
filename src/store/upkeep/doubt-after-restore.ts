// After a restore the record has forgotten what was said since the copy: what was due is doubted before it is repeated.
import { and, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import type { Store } from '../store.ts';

export interface Doubted {
  /** Deliveries to people that were due and may have been said: they wait for a coordinator. */
  readonly held: number;
  /** Deliveries to a place that is known: the sender looks there before it says them again. */
  readonly lookedFor: number;
}

/** In the list that a coordinator sees. */
const failure = 'held by a restore: it may have been said after the copy was made';

/**
 * What was due when the copy was made, or has become so since, may have been said: a place is looked through first,
 * and what went to a person waits for a human. What is due later cannot have been said yet. Safe to do again.
 */
export async function doubtDue({ db, tables }: Connection, now: number): Promise<Doubted> {
  const { deliveries, leases } = tables;
  // Whoever was sending when the copy was made is not sending from this record.
  await db.delete(leases);
  const isDue = or(
    eq(deliveries.state, 'sending'),
    and(eq(deliveries.state, 'pending'), lte(deliveries.notBefore, now)),
  );
  const place = sql<string>`coalesce(${deliveries.sentTo}, ${deliveries.channel})`;
  const looked = await db
    .update(deliveries)
    // It is looked for from `changedAt` on, and at no other time can it have been said before.
    .set({ state: 'pending', takenBy: null, sentTo: place, failure, changedAt: sql`${deliveries.createdAt}` })
    .where(and(isDue, isNotNull(place)))
    .returning({ id: deliveries.id });
  const held = await db
    .update(deliveries)
    .set({ state: 'undeliverable', takenBy: null, reason: 'unsure', failure, changedAt: now })
    .where(and(isDue, isNull(place), inArray(deliveries.state, ['pending', 'sending'])))
    .returning({ id: deliveries.id });
  return { held: held.length, lookedFor: looked.length };
}

/** Writes into the record that it was restored, which is audited. */
export async function noteRestore(
  store: Store,
  at: number,
  entries: number,
  doubted: Doubted,
): Promise<void> {
  await store.write({ viewer: { kind: 'process' }, actor: 'system:restore', now: at }, ({ settings }) =>
    settings.set('record.restored', JSON.stringify({ at, entries, ...doubted })),
  );
}
