// What becomes of a delivery that was taken: sent, tried again, looked for, given up, or given back by the dead.
import { describe, expect, test } from 'vitest';
import type { Delivery } from '#store/records/deliveries.ts';
import { leaseOfProcess } from '#store/records/leases.ts';
import { busy, deliveryBench, keys, toOther } from './delivery-bench.ts';
import { change, hour, look, newDelivery, noon, type OpenStore } from './store-bench.ts';

export function sendingContract(open: OpenStore): void {
  describe('deliveries that were taken', () => {
    const bench = deliveryBench(open);
    const { add, take, byId } = bench;
    const delivery = newDelivery;

    test('are noted before they are sent, and proven after', async () => {
      await add([delivery('proof')]);
      const [one] = await take(noon);
      const id = one?.id ?? '';

      await change(bench.store, ({ deliveries }) => deliveries.aim(id, 'one', 'discord:42'), noon + 1);
      const aimed = await byId(id);
      await change(bench.store, ({ deliveries }) => deliveries.sent(id, 'one', 'discord:77:1'), noon + 2);

      expect(aimed).toMatchObject({ state: 'sending', sentTo: 'discord:42', changedAt: noon + 1 });
      expect(await byId(id)).toMatchObject({
        state: 'sent',
        takenBy: undefined,
        reference: 'discord:77:1',
        changedAt: noon + 2,
      });
    });

    test('may have left when their answer was lost: they keep where and when', async () => {
      await add([delivery('lost')]);
      const [{ id } = { id: '' }] = await take(noon);
      await change(bench.store, ({ deliveries }) => deliveries.aim(id, 'one', 'discord:42'), noon + 1);

      await change(
        bench.store,
        ({ deliveries }) => deliveries.doubt(id, 'one', noon + hour, 'hang'),
        noon + 2,
      );

      expect(await take(noon + hour - 1)).toEqual([]);
      expect(await take(noon + hour, 1, 'other')).toMatchObject([
        { key: 'lost', sentTo: 'discord:42', changedAt: noon + 1, failure: 'hang', attempts: 2 },
      ]);
    });

    test('are tried again later, and counted', async () => {
      await add([delivery('again')]);
      const [{ id } = { id: '' }] = await take(noon);
      await change(bench.store, ({ deliveries }) => deliveries.aim(id, 'one', 'discord:42'));

      await change(bench.store, ({ deliveries }) => deliveries.again(id, 'one', noon + hour, busy));

      expect(await take(noon)).toEqual([]);
      expect(await take(noon + hour)).toMatchObject([
        { key: 'again', attempts: 2, sentTo: undefined, ...busy },
      ]);
    });

    test('that are put back have not been tried, and are not in doubt', async () => {
      await add([delivery('full')]);
      const [{ id } = { id: '' }] = await take(noon);
      await change(bench.store, ({ deliveries }) => deliveries.aim(id, 'one', 'slack:T1:U1'));

      await change(bench.store, ({ deliveries }) => deliveries.putBack(id, 'one', 'slack:T1'));

      expect(await byId(id)).toMatchObject({
        state: 'pending',
        lane: 'slack:T1',
        attempts: 0,
        sentTo: undefined,
        takenBy: undefined,
      });
    });

    test('are given up, and stay so', async () => {
      await add([toOther('closed'), toOther('late')]);
      const taken = await take(noon);
      const [closed, late] = ['closed', 'late'].map((key) => taken.find((one) => one.key === key)?.id ?? '');

      await change(bench.store, async ({ deliveries }) => {
        await deliveries.giveUp(closed ?? '', 'one', 'undeliverable', { reason: 'closed', failure: 'shut' });
        await deliveries.giveUp(late ?? '', 'one', 'dropped', { reason: 'too late', failure: 'too late' });
        await deliveries.sent(closed ?? '', 'one', 'never');
        await deliveries.again(late ?? '', 'one', noon, busy);
      });

      await look(bench.store, async ({ deliveries }) => {
        expect(await deliveries.list(['undeliverable'], 10)).toMatchObject([
          { id: closed, reason: 'closed', failure: 'shut', reference: undefined },
        ]);
        expect(await deliveries.countByState()).toEqual({
          pending: 0,
          sending: 0,
          sent: 0,
          undeliverable: 1,
          dropped: 1,
        });
        expect(await deliveries.nextDue()).toBeUndefined();
      });
    });

    test('are nobody else’s than the holder’s: nothing is changed in another name', async () => {
      await add([delivery('mine')]);
      const [{ id } = { id: '' }] = await take(noon);
      const before = await byId(id);

      const answers = await change(bench.store, async ({ deliveries }) => {
        if (before) await deliveries.waitForReader(before, 'other', noon + hour, noon + 1);
        return [
          await deliveries.aim(id, 'other', 'slack:T1:U1'),
          await deliveries.sent(id, 'other', 'r'),
          await deliveries.again(id, 'other', noon + hour, busy),
          await deliveries.doubt(id, 'other', noon + hour, 'f'),
          await deliveries.putBack(id, 'other', 'slack:T1'),
          await deliveries.giveUp(id, 'other', 'undeliverable', busy),
        ];
      });

      expect(answers).toEqual([false, false, false, false, false, false]);
      expect(await byId(id)).toEqual(before);
      expect(await look(bench.store, ({ deliveries }) => deliveries.takenBy('one'))).toEqual([id]);
      expect(await look(bench.store, ({ deliveries }) => deliveries.takenBy('other'))).toEqual([]);
      expect(await change(bench.store, ({ deliveries }) => deliveries.sent(id, 'one', 'r'))).toBe(true);
      expect(await change(bench.store, ({ deliveries }) => deliveries.sent(id, 'one', 'r'))).toBe(false);
    });

    test('of dead processes are given back, whatever else still stands in their name', async () => {
      await add(['dead', 'alive', 'nobody'].map((key) => toOther(key)));
      const byHolder = new Map<string, Delivery | undefined>();
      for (const holder of ['dead', 'alive', 'nobody'])
        byHolder.set(holder, (await take(noon, 1, holder))[0]);
      await change(bench.store, async ({ leases }) => {
        await leases.take(leaseOfProcess('alive'), 'alive');
        // A lease of the dead one that nobody has taken over yet.
        await leases.take('discord gateway', 'dead');
      });
      await change(
        bench.store,
        ({ deliveries }) => deliveries.aim(byHolder.get('dead')?.id ?? '', 'dead', 'slack:T1:U1'),
        noon + 1,
      );

      const released = await change(bench.store, ({ deliveries }) => deliveries.releaseOrphans(noon + 5));

      expect(released).toBe(2);
      expect(await take(noon + 4)).toEqual([]);
      expect(await byId(byHolder.get('dead')?.id)).toMatchObject({
        state: 'pending',
        notBefore: noon + 5,
        sentTo: 'slack:T1:U1',
        changedAt: noon + 1,
      });
      expect(await byId(byHolder.get('alive')?.id)).toMatchObject({ state: 'sending', takenBy: 'alive' });
      expect(await take(noon + 5)).toHaveLength(2);
    });

    test('that could not be delivered are listed newest first, page by page, and settled by a human', async () => {
      await add(
        ['a', 'b', 'c'].map((key, at) => toOther(key, { notBefore: noon + at, tooLateAt: noon + hour })),
      );
      for (const { id } of await take(noon + 9))
        await change(bench.store, ({ deliveries }) => deliveries.giveUp(id, 'one', 'undeliverable', busy));
      const undelivered = (most: number, skip: number) =>
        look(bench.store, ({ deliveries }) => deliveries.undelivered(most, skip));
      const [c, b] = await undelivered(2, 0);

      const answers = await change(
        bench.store,
        async ({ deliveries }) => [
          await deliveries.retry(c?.id ?? ''),
          await deliveries.retry(c?.id ?? ''),
          await deliveries.setAside(b?.id ?? ''),
          await deliveries.setAside(b?.id ?? ''),
          await deliveries.setAside(c?.id ?? ''),
        ],
        noon + 2 * hour,
      );

      expect([c?.key, b?.key]).toEqual(['c', 'b']);
      expect(answers).toEqual([true, false, true, false, false]);
      expect(keys(await undelivered(2, 0))).toEqual(['a']);
      expect(await undelivered(2, 1)).toEqual([]);
      expect(await byId(b?.id)).toMatchObject({ state: 'dropped', reason: 'set aside' });
      expect(await take(noon + 2 * hour)).toMatchObject([{ key: 'c', attempts: 1, tooLateAt: undefined }]);
    });

    test('that were tried are hurried for a person who can be reached at last', async () => {
      await add([
        delivery('mine'),
        delivery('fresh', { notBefore: noon + 5 * hour }),
        delivery('other', { person: 'per-2' }),
      ]);
      for (const { id } of await take(noon)) {
        await change(bench.store, ({ deliveries }) => deliveries.again(id, 'one', noon + 9 * hour, busy));
      }

      await change(bench.store, ({ deliveries }) => deliveries.hasten('per-1', noon + 1));

      expect(keys(await take(noon + 1))).toEqual(['mine']);
    });

    test('that found nobody to reach wait, unless they were hurried meanwhile', async () => {
      await add([delivery('mine'), delivery('other', { person: 'per-2' })]);
      const taken = await take(noon);

      await change(bench.store, ({ deliveries }) => deliveries.hasten('per-1', noon + 1));
      for (const one of taken) {
        await change(bench.store, ({ deliveries }) =>
          deliveries.waitForReader(one, 'one', noon + hour, noon + 2),
        );
      }

      expect(keys(await take(noon + 2))).toEqual(['mine']);
      expect(await take(noon + hour)).toMatchObject([{ key: 'other', reason: 'no account' }]);
    });
  });
}
