// Work that writes leave behind: heard of once it is kept, done by whoever listens, ended with the store.
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TestStore } from '../support/databases.ts';
import { change, hour, newDelivery, noon, type OpenStore } from './store-bench.ts';

export function workContract(open: OpenStore): void {
  describe('work', () => {
    let bench: TestStore;

    beforeEach(async () => {
      bench = await open();
    });
    afterEach(() => bench.close());

    const add = (key: string, more: { notBefore?: number } = {}) =>
      change(bench.store, ({ deliveries }) => deliveries.add([newDelivery(key, more)]));

    test('is told of when what is due has been kept, and not when it was undone, or waits', async () => {
      let heard = 0;
      await bench.store.work.listen('deliver', async () => {
        heard += 1;
      });
      await change(bench.store, async ({ deliveries }) => {
        await deliveries.add([newDelivery('undone')]);
        throw new Error('undone');
      }).catch(() => undefined);
      await add('later', { notBefore: noon + hour });
      await wait(200);
      const before = heard;

      await add('now');

      expect(before).toBe(0);
      await expect.poll(() => heard, { timeout: 5_000 }).toBeGreaterThan(0);
    });

    test('is told of when somebody can be reached, or a card has changed', async () => {
      const heard: string[] = [];
      await add('mine');
      await change(bench.store, ({ posts }) =>
        posts.add({
          name: 'card',
          message: 'm',
          facts: {},
          person: 'per-1',
          channel: undefined,
          organisation: undefined,
          purpose: undefined,
          reference: 'r',
        }),
      );
      let cause = 'nothing';
      await bench.store.work.listen('deliver', async () => void heard.push(cause));

      for (const [name, work] of [
        ['hurry', () => change(bench.store, ({ deliveries }) => deliveries.hasten('per-1', noon))],
        ['card', () => change(bench.store, ({ posts }) => posts.revise('card'))],
      ] as const) {
        cause = name;
        await work();
        await expect.poll(() => heard, { timeout: 5_000 }).toContain(name);
      }
    });

    test('that is offered by name is done once for those that wait, and again for a later one', async () => {
      const done: string[] = [];
      await bench.store.work.listen('sweep', async (what) => {
        await wait(20);
        done.push(what);
      });

      await Promise.all(Array.from({ length: 5 }, () => bench.store.work.offer('sweep', 'digest · 1')));
      await expect.poll(() => done, { timeout: 8_000 }).toEqual(['digest · 1']);
      await bench.store.work.offer('sweep', 'digest · 2');

      await expect.poll(() => done, { timeout: 8_000 }).toEqual(['digest · 1', 'digest · 2']);
    });

    test('that fails ends nothing: the next piece is done', async () => {
      const done: string[] = [];
      await bench.store.work.listen('sweep', async (what) => {
        done.push(what);
        if (what === 'bad · 1') throw new Error('failed');
      });

      await bench.store.work.offer('sweep', 'bad · 1');
      await expect.poll(() => done, { timeout: 8_000 }).toContain('bad · 1');
      await bench.store.work.offer('sweep', 'good · 1');

      await expect.poll(() => done, { timeout: 8_000 }).toEqual(['bad · 1', 'good · 1']);
    });

    test('stops when what is being done is done, and begins nothing after', async () => {
      const { promise: begun, resolve: tellBegun } = Promise.withResolvers<void>();
      const done: string[] = [];
      await bench.store.work.listen('sweep', async (what) => {
        tellBegun();
        await wait(600);
        done.push(what);
      });
      await bench.store.work.offer('sweep', 'slow · 1');
      await begun;

      await bench.store.work.stop();
      const atTheStop = [...done];
      await add('after');
      await wait(100);

      expect(atTheStop).toEqual(['slow · 1']);
      expect(done).toEqual(atTheStop);
    });
  });
}
