// What the contracts of deliveries share: a store with none and without leases, and short words for what is done to it.
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Delivery, NewDelivery } from '#store/records/deliveries.ts';
import type { Store } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import { change, look, newDelivery, noon, type OpenStore, pastTheStore } from './store-bench.ts';

export const busy = { reason: 'failing', failure: 'busy' } as const;

/** Opens and closes it with the `describe` in which it is called. */
export function deliveryBench(open: OpenStore) {
  let opened: TestStore;

  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(async () => {
    await pastTheStore(opened.place, 'delete from deliveries');
    await pastTheStore(opened.place, 'delete from leases');
  });
  afterAll(() => opened.close());

  return {
    get store(): Store {
      return opened.store;
    },
    add: (deliveries: readonly NewDelivery[], now = noon): Promise<number> =>
      change(opened.store, (records) => records.deliveries.add(deliveries), now),
    take: (
      now: number,
      most = 100,
      holder = 'one',
      lanes: readonly string[] = [],
    ): Promise<readonly Delivery[]> =>
      change(opened.store, ({ deliveries }) => deliveries.take(now, most, holder, lanes), now),
    byId: (id: string | undefined): Promise<Delivery | undefined> =>
      look(opened.store, ({ deliveries }) => deliveries.byId(id ?? '')),
  };
}

/** To a person who is told nothing else. */
export function toOther(key: string, more: Partial<NewDelivery> = {}): NewDelivery {
  return newDelivery(key, { person: `per-${key}`, ...more });
}

export function keys(some: readonly { readonly key: string }[]): readonly string[] {
  return some.map(({ key }) => key);
}
