// Circulars: how far one cause's messages are, and what is left when they are stopped.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TestStore } from '../support/databases.ts';
import { change, hour, look, newDelivery, noon, type OpenStore, pastTheStore } from './store-bench.ts';

export function circularContract(open: OpenStore): void {
  describe('circulars', () => {
    let bench: TestStore;

    beforeAll(async () => {
      bench = await open();
    });
    beforeEach(async () => {
      await pastTheStore(bench.place, 'delete from deliveries');
      await pastTheStore(bench.place, 'delete from circulars');
    });
    afterAll(() => bench.close());

    const about = {
      cause: 'course cancel',
      startedBy: 'per-9',
      message: 'course/cancelled',
      facts: { course: 'crs-1', seats: 3, late: false, note: null },
      total: 4,
    };
    const begin = (now = noon, more: Partial<Omit<typeof about, 'startedBy'>> = {}) =>
      change(bench.store, ({ circulars }) => circulars.begin({ ...about, ...more }), now);
    /** To as many people as there are keys. */
    const add = (circular: string, keys: readonly string[], notBefore = noon) =>
      change(bench.store, ({ deliveries }) =>
        deliveries.add(keys.map((key) => newDelivery(key, { person: `per-${key}`, circular, notBefore }))),
      );
    const take = async (most: number) => {
      const taken = await change(bench.store, ({ deliveries }) => deliveries.take(noon, most, 'one', []));
      return taken.map(({ id }) => id);
    };
    const tally = (id: string) => look(bench.store, ({ circulars }) => circulars.tally(id));
    const byId = (id: string) => look(bench.store, ({ circulars }) => circulars.byId(id));
    const running = async () =>
      (await look(bench.store, ({ circulars }) => circulars.running())).map(({ id }) => id);
    const noteOver = (id: string) => change(bench.store, ({ circulars }) => circulars.noteOver(id));
    const stop = (id: string) => change(bench.store, ({ circulars }) => circulars.stop(id));

    test('begin with what they are about and by whom', async () => {
      const id = await begin();
      const byJob = await change(bench.store, ({ circulars }) =>
        circulars.begin({ ...about, startedBy: undefined }),
      );

      expect(await byId(id)).toEqual({ ...about, id, isStopped: false, isOver: false, createdAt: noon });
      expect(await byId(byJob)).toMatchObject({ startedBy: undefined });
      expect(await byId('cir-none')).toBeUndefined();
    });

    test('count their own deliveries by state', async () => {
      const id = await begin();
      await add(id, ['a', 'b', 'c', 'd']);
      await add('cir-other', ['e'], noon + 1);
      const [one = '', two = ''] = await take(3);
      await change(bench.store, async ({ deliveries }) => {
        await deliveries.sent(one, 'one', 'r');
        await deliveries.giveUp(two, 'one', 'undeliverable', { reason: 'closed', failure: 'f' });
      });

      expect(await tally(id)).toEqual({ pending: 1, sending: 1, sent: 1, undeliverable: 1, dropped: 0 });
      expect(await tally('cir-none')).toEqual({
        pending: 0,
        sending: 0,
        sent: 0,
        undeliverable: 0,
        dropped: 0,
      });
    });

    test('are over when nothing of them waits or is under way any more', async () => {
      const id = await begin();
      await add(id, ['a', 'b']);
      const [one = ''] = await take(1);
      await change(bench.store, ({ deliveries }) => deliveries.sent(one, 'one', 'r'));
      await noteOver(id);
      const whileOneWaits = await running();
      const [two = ''] = await take(1);
      await noteOver(id);
      const whileOneIsUnderWay = await running();
      await change(bench.store, ({ deliveries }) => deliveries.sent(two, 'one', 'r'));

      await noteOver(id);

      expect([whileOneWaits, whileOneIsUnderWay]).toEqual([[id], [id]]);
      expect(await running()).toEqual([]);
      expect(await byId(id)).toMatchObject({ isOver: true, isStopped: false });
    });

    test('tell those that wait for an account from those that wait for their turn', async () => {
      const id = await begin();
      await add(id, ['a', 'b', 'c']);
      await change(bench.store, async ({ deliveries }) => {
        const [one] = await deliveries.take(noon, 1, 'one', []);
        if (one) await deliveries.waitForReader(one, 'one', noon + hour, noon);
      });

      const standing = await look(bench.store, ({ circulars }) => circulars.standing(id));
      await change(bench.store, ({ circulars }) => circulars.stop(id), noon + 1);
      const afterwards = await look(bench.store, ({ circulars }) => circulars.standing(id));

      expect(standing).toEqual({ noAccount: 1, stopped: 0, stoppedAt: undefined });
      expect(afterwards).toEqual({ noAccount: 0, stopped: 3, stoppedAt: noon + 1 });
    });

    test('are listed for whoever started them alone', async () => {
      const own = await begin();
      await change(bench.store, ({ circulars }) => circulars.begin({ ...about, startedBy: 'per-8' }));

      const listed = await look(bench.store, ({ circulars }) => circulars.list(9, 'per-9'));

      expect(listed.map(({ id }) => id)).toEqual([own]);
    });

    test('go on with what a human sends again, and leave it alone once they were stopped', async () => {
      const [running, stopped] = [await begin(), await begin()];
      await add(running, ['a']);
      await add(stopped, ['b'], noon + 1);
      await change(bench.store, async ({ deliveries }) => {
        for (const one of await deliveries.take(noon + 1, 2, 'one', []))
          await deliveries.giveUp(one.id, 'one', 'undeliverable', { reason: 'closed', failure: 'f' });
      });
      await stop(stopped);
      await noteOver(running);

      await change(bench.store, async ({ deliveries }) => {
        for (const { id } of await deliveries.undelivered(9, 0)) await deliveries.retry(id);
      });

      expect(await tally(running)).toMatchObject({ pending: 1 });
      expect(await byId(running)).toMatchObject({ isOver: false });
      expect(await tally(stopped)).toMatchObject({ pending: 0, undeliverable: 0 });
      expect(await byId(stopped)).toMatchObject({ isOver: true });
    });

    test('that are stopped drop what has not left, and leave what may have', async () => {
      const id = await begin();
      await add(id, ['a', 'b', 'c', 'd']);
      await add('cir-other', ['e'], noon + 1);
      const [doubtful = '', underWay = ''] = await take(2);
      await change(bench.store, async ({ deliveries }) => {
        await deliveries.aim(doubtful, 'one', 'slack:T1:U1');
        await deliveries.doubt(doubtful, 'one', noon + hour, 'no answer');
      });

      const dropped = await stop(id);

      expect(dropped).toBe(2);
      expect(await tally(id)).toMatchObject({ pending: 1, sending: 1, dropped: 2 });
      expect(await byId(id)).toMatchObject({ isStopped: true, isOver: false });
      await look(bench.store, async ({ deliveries }) => {
        expect(await deliveries.byId(doubtful)).toMatchObject({ state: 'pending', sentTo: 'slack:T1:U1' });
        expect(await deliveries.byId(underWay)).toMatchObject({ state: 'sending' });
        expect(await deliveries.list(['pending'], 9)).toHaveLength(2);
        expect(await deliveries.list(['dropped'], 9)).toMatchObject([
          { reason: 'stopped' },
          { reason: 'stopped' },
        ]);
      });
    });

    test('that are stopped before anything left are over at once, and can be stopped again in vain', async () => {
      const id = await begin();
      await add(id, ['a', 'b']);

      expect([await stop(id), await stop(id)]).toEqual([2, 0]);
      expect(await byId(id)).toMatchObject({ isStopped: true, isOver: true });
    });

    test('are listed with the running ones first, then the newest', async () => {
      const over = await begin(noon + 9);
      await noteOver(over);
      const older = await begin(noon + 1);
      const newer = await begin(noon + 2);
      await add(older, ['a']);
      await add(newer, ['b']);

      const listed = await look(bench.store, ({ circulars }) => circulars.list(9));

      expect(listed.map(({ id }) => id)).toEqual([newer, older, over]);
      expect(await look(bench.store, ({ circulars }) => circulars.list(1))).toHaveLength(1);
      expect(await running()).toEqual([older, newer]);
    });
  });
}
