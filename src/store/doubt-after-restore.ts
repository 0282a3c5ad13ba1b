// After a restore the record has forgotten what was said since the copy: what was due is doubted before it is repeated.
import type { Act, Store } from './store.ts';

export interface Doubted {
  /** Deliveries to people that were due and may have been said: they wait for a coordinator. */
  readonly held: number;
  /** Deliveries to a place that is known: the sender looks there before it says them again. */
  readonly lookedFor: number;
}

const holder = 'restore';
const atOnce = 200;
/** In the list that a coordinator sees. */
const failure = 'held by a restore: it may have been said after the copy was made';
/** The sender looks soon after the start, and not while this still works through what is due. */
const lookIn = 1000;

/** Doubts what is due, unless it shall be said again, and notes the restore, which is audited. */
export async function noteRestore(
  store: Store,
  entries: number,
  { sayAgain, now }: { readonly sayAgain: boolean; readonly now: number },
): Promise<Doubted> {
  const doubted = sayAgain ? { held: 0, lookedFor: 0 } : await doubtDue(store, now);
  await store.write(act(now), ({ settings }) =>
    settings.set('record.restored', JSON.stringify({ at: now, entries, ...doubted })),
  );
  return doubted;
}

/**
 * What was due when the copy was made, or has become so since, may have been said: a place is looked through first,
 * and what went to a person waits for a human. What is due later cannot have been said yet.
 */
async function doubtDue(store: Store, now: number): Promise<{ held: number; lookedFor: number }> {
  // Whoever was sending when the copy was made is not sending from this record.
  await store.write(act(now), async ({ leases, deliveries }) => {
    for (const lease of await leases.all()) await leases.bury(lease);
    await deliveries.releaseOrphans(now);
  });
  let held = 0;
  let lookedFor = 0;
  for (;;) {
    const taken = await store.write(act(now), ({ deliveries }) => deliveries.take(now, atOnce, holder, []));
    if (taken.length === 0) return { held, lookedFor };
    for (const delivery of taken) {
      const place = delivery.sentTo ?? delivery.channel;
      if (place === undefined) held += 1;
      else lookedFor += 1;
      // Stamped with the time of the last change that the copy knows of: from there on it is looked for.
      await store.write(act(place === undefined ? now : delivery.createdAt), async ({ deliveries }) => {
        if (place === undefined) {
          await deliveries.giveUp(delivery.id, holder, 'undeliverable', { reason: 'unsure', failure });
          return;
        }
        await deliveries.aim(delivery.id, holder, place);
        await deliveries.doubt(delivery.id, holder, now + lookIn, failure);
      });
    }
  }
}

function act(now: number): Act {
  return { viewer: { kind: 'process' }, actor: 'system:restore', now };
}
