// Exchanges between officers: one open offer to an officer, pairs of two that are made whole or not at all, and whose eyes see them.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Viewer } from '#exchange/viewer.ts';
import { Conflict } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import {
  arrangeExchange,
  change,
  day,
  type Exchange,
  everything,
  noon,
  type OpenStore,
} from './store-bench.ts';

export function exchangeContract(open: OpenStore): void {
  describe('exchanges between officers', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeEach(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterEach(() => bench.close());

    const offer = (officer: 'ama' | 'karim', changes: { until?: string; counterpart?: string } = {}) =>
      change(bench.store, ({ exchanges }) =>
        exchanges.offer({
          officer: exchange[officer].id,
          organisation: officer === 'ama' ? exchange.accra.id : exchange.rabat.id,
          offeredBy: exchange[officer].id,
          topic: 'leadership',
          languages: ['en', 'ar'],
          from: '2027-03-01',
          until: '2027-03-31',
          counterpart: undefined,
          ...changes,
        }),
      );
    const pair = (one: string, other: string) =>
      change(bench.store, ({ exchanges }) => exchanges.pair(one, other));
    const withdraw = (id: string) => change(bench.store, ({ exchanges }) => exchanges.withdraw(id));
    const seen = (viewer: Viewer, id: string) =>
      bench.store.read(viewer, ({ exchanges }) => exchanges.byId(id));
    const openOnes = (viewer: Viewer) =>
      bench.store.read(viewer, async ({ exchanges }) =>
        (await exchanges.list({ states: ['open'], most: 10 })).map(({ officer }) => officer),
      );

    test('are kept as they were offered, one open at a time', async () => {
      const first = await offer('ama', { counterpart: exchange.karim.id });
      const again = offer('ama');
      await expect(again).rejects.toThrow(Conflict);
      await withdraw(first.id);

      const second = await offer('ama');

      expect(first).toMatchObject({
        state: 'open',
        languages: ['en', 'ar'],
        counterpart: exchange.karim.id,
        pairedWith: undefined,
        createdAt: noon,
      });
      expect(await seen(everything, first.id)).toEqual({ ...first, state: 'withdrawn' });
      expect(await seen(everything, second.id)).toEqual(second);
    });

    test('of somebody who is gone are not kept', async () => {
      await change(bench.store, ({ erasures }) => erasures.erase(exchange.ama.id));

      await expect(offer('ama')).rejects.toThrow(Conflict);
    });

    test('are paired once, by however many at once; half a pair is none', async () => {
      const [one, other] = [await offer('ama'), await offer('karim')];

      const done = await Promise.all([pair(one.id, other.id), pair(other.id, one.id)]);
      const late = await pair(one.id, one.id);

      expect(done.filter(Boolean)).toHaveLength(1);
      expect(late).toBe(false);
      expect(await seen(everything, one.id)).toMatchObject({ state: 'paired', pairedWith: other.id });
      expect(await seen(everything, other.id)).toMatchObject({ state: 'paired', pairedWith: one.id });
      expect(await withdraw(one.id)).toBe(false);
    });

    test('stay open when the other has been withdrawn', async () => {
      const [one, other] = [await offer('ama'), await offer('karim')];
      await withdraw(other.id);

      const done = [await pair(one.id, other.id), await pair(other.id, one.id)];

      expect(done).toEqual([false, false]);
      expect(await seen(everything, one.id)).toEqual(one);
    });

    test('are seen by the officer, their organisation and the hub; the other of a pair once there is one', async () => {
      const [amas, karims] = [await offer('ama'), await offer('karim')];
      const eyes = (
        person: string,
        organisation: string,
        ...roles: ('liaison' | 'coordinator')[]
      ): Viewer => ({
        kind: 'person',
        person,
        organisation,
        roles,
      });
      const { ama, karim, accra, rabat, hub } = exchange;

      const before = await seen(eyes(ama.id, accra.id), karims.id);
      expect(await openOnes(eyes(ama.id, accra.id))).toEqual([ama.id]);
      expect(await openOnes(eyes('per-x', rabat.id, 'liaison'))).toEqual([karim.id]);
      expect(await openOnes(eyes('per-x', rabat.id))).toEqual([]);
      expect((await openOnes(eyes('per-x', hub.id, 'coordinator'))).toSorted()).toEqual(
        [ama.id, karim.id].toSorted(),
      );
      expect(await openOnes({ kind: 'stranger' })).toEqual([]);
      await pair(amas.id, karims.id);

      expect(before).toBeUndefined();
      expect(await seen(eyes(ama.id, accra.id), karims.id)).toMatchObject({ officer: karim.id });
      expect(await seen(eyes('per-x', hub.id), karims.id)).toBeUndefined();
    });

    test('are listed by organisation, officer and last day', async () => {
      await offer('ama', { until: '2027-03-05' });
      await offer('karim');
      const { accra, karim } = exchange;
      const listed = (narrow: { organisation?: string; officer?: string; untilFrom?: string }) =>
        bench.store.read(everything, async ({ exchanges }) =>
          (await exchanges.list({ states: ['open', 'paired'], most: 10, ...narrow })).map(
            ({ officer }) => officer,
          ),
        );

      expect(await listed({ organisation: accra.id })).toEqual([exchange.ama.id]);
      expect(await listed({ officer: karim.id })).toEqual([karim.id]);
      expect(await listed({ untilFrom: '2027-03-06' })).toEqual([karim.id]);
      expect(await listed({ untilFrom: '2027-04-01' })).toEqual([]);
    });

    test('go with whoever is forgotten, and with time', async () => {
      const karims = await offer('karim', { counterpart: exchange.ama.id });
      await offer('ama');
      const purge = (before: number) =>
        change(bench.store, ({ retention }) => retention.purge('exchanges', before, 10));

      await change(bench.store, ({ erasures }) => erasures.erase(exchange.ama.id));
      const left = await seen(everything, karims.id);
      const early = await purge(Date.UTC(2027, 2, 31));
      const due = await purge(Date.UTC(2027, 2, 31) + day);

      expect(await openOnes(everything)).toEqual([]);
      expect(left).toMatchObject({ officer: exchange.karim.id, counterpart: undefined });
      expect([early, due]).toEqual([0, 1]);
    });

    test('are one person’s when two become one: the second’s stays, and nobody wishes to go with themselves', async () => {
      const { rabat, karim } = exchange;
      const other = await change(bench.store, ({ people }) =>
        people.add({ name: 'Karim', organisation: rabat.id, membership: 'confirmed' }),
      );
      const first = await change(bench.store, ({ exchanges }) =>
        exchanges.offer({
          officer: other.id,
          organisation: rabat.id,
          offeredBy: other.id,
          topic: 'command',
          languages: ['fr'],
          from: '2027-03-01',
          until: '2027-03-31',
          counterpart: karim.id,
        }),
      );
      const second = await offer('karim', { counterpart: other.id });

      const merged = await change(bench.store, ({ merges }) => merges.merge(other.id, karim.id));

      const who = { officer: karim.id, offeredBy: karim.id, counterpart: undefined };
      expect(merged).toBe(true);
      expect(await seen(everything, first.id)).toMatchObject({ ...who, state: 'withdrawn' });
      expect(await seen(everything, second.id)).toMatchObject({ ...who, state: 'open' });
    });
  });
}
