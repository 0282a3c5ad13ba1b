// The queries that every delivery passes through: which may be taken next, and what is noted when it leaves.
import { and, eq, min, type SQL, sql } from 'drizzle-orm';
import { given, prepared } from '../connection.ts';
import type { Tables } from '../tables.ts';

/**
 * Nothing is on its way to the same addressee, and nothing that was written earlier is due for them, or is being tried
 * again: unless it is nobody's fault but its own, or nobody can be reached. Written with the tables' own names, because
 * one table stands in it twice; once for each kind of addressee, and as a value of each row, so that PostgreSQL looks
 * it up by an index (as a join it compares every row with every other while its statistics are old: 16 million for
 * 4,000 deliveries).
 */
export function isNext(now: number): SQL {
  const isBefore = sql`(
    earlier.state = 'sending'
    or (
      (
        earlier.not_before <= ${now}
        or (earlier.attempts > 0 and coalesce(earlier.reason, '') not in ('no account', 'refused'))
      )
      and (earlier.created_at, earlier.id) < (deliveries.created_at, deliveries.id)
    )
  )`;
  const noneWhere = (isOfSame: SQL) => sql`coalesce((
    select 1 from deliveries earlier
    where ${isOfSame} and earlier.state in ('sending', 'pending') and ${isBefore}
    limit 1
  ), 0) = 0`;
  const ofPerson = noneWhere(sql`earlier.person = deliveries.person`);
  const ofChannel = noneWhere(sql`earlier.channel = deliveries.channel`);
  return sql`${ofPerson} and ${ofChannel}`;
}

// The two that every message needs.
export const aimIt = prepared(({ db, tables: { deliveries } }) =>
  db
    .update(deliveries)
    .set({ sentTo: given(deliveries.sentTo, 'sentTo'), changedAt: sql`${sql.placeholder('now')}` })
    .where(ofHolder(deliveries))
    .returning({ id: deliveries.id })
    .prepare('delivery_aim'),
);
export const noteSent = prepared(({ db, tables: { deliveries } }) =>
  db
    .update(deliveries)
    .set({
      state: 'sent',
      takenBy: null,
      reference: given(deliveries.reference, 'reference'),
      reason: null,
      failure: null,
      changedAt: sql`${sql.placeholder('now')}`,
    })
    .where(ofHolder(deliveries))
    .returning({ id: deliveries.id })
    .prepare('delivery_sent'),
);

function ofHolder(deliveries: Tables['deliveries']) {
  return and(
    eq(deliveries.id, given(deliveries.id, 'id')),
    eq(deliveries.state, 'sending'),
    eq(deliveries.takenBy, given(deliveries.takenBy, 'holder')),
  );
}

export const deliveryByKey = prepared(({ db, tables: { deliveries } }) =>
  db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(eq(deliveries.key, given(deliveries.key, 'key')))
    .prepare('delivery_by_key'),
);

export const nextDue = prepared(({ db, tables: { deliveries } }) =>
  db
    .select({ due: min(deliveries.notBefore) })
    .from(deliveries)
    .where(eq(deliveries.state, 'pending'))
    .prepare('delivery_next_due'),
);
