// Leases and the intake: names that one of several processes holds, and what its death leaves to the others.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isOfProcess, type LeaseRow, leaseOfProcess } from '#store/records/leases.ts';
import type { TestStore } from '../support/databases.ts';
import { change, hour, look, noon, type OpenStore, pastTheStore } from './store-bench.ts';

export function leaseContract(open: OpenStore): void {
  let bench: TestStore;

  const take = (name: string, holder: string) =>
    change(bench.store, ({ leases }) => leases.take(name, holder));
  const renew = (name: string, holder: string, note?: string) =>
    change(bench.store, ({ leases }) => leases.renew(name, holder, note));
  const release = (name: string, holder: string, note?: string) =>
    change(bench.store, ({ leases }) => leases.release(name, holder, note));
  const takeOver = (seen: LeaseRow, holder: string) =>
    change(bench.store, ({ leases }) => leases.takeOver(seen, holder));
  const all = () => look(bench.store, ({ leases }) => leases.all());

  describe('leases', () => {
    beforeAll(async () => {
      bench = await open();
    });
    beforeEach(() => pastTheStore(bench.place, 'delete from leases'));
    afterAll(() => bench.close());

    test('are held by the first of many who want a name', async () => {
      const taken = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => take('gateway', holder)));

      const holders = taken.flatMap((row) => (row ? [row.holder] : []));
      expect(holders).toHaveLength(1);
      expect(await all()).toEqual([{ name: 'gateway', holder: holders[0], beat: 0, note: undefined }]);
      expect(await take('gateway', holders[0] ?? '')).toBeUndefined();
    });

    test('are listed by name', async () => {
      for (const name of ['process b', 'gateway', 'process a']) await take(name, 'one');

      expect((await all()).map(({ name }) => name)).toEqual(['gateway', 'process a', 'process b']);
    });

    test('beat when they are renewed by their holder, and keep the last note', async () => {
      await take('gateway', 'one');

      const renewed = [
        await renew('gateway', 'one', 'seen 3'),
        await renew('gateway', 'one'),
        await renew('gateway', 'other', 'stolen'),
        await renew('nothing', 'one'),
      ];

      expect(renewed).toEqual([true, true, false, false]);
      expect(await all()).toEqual([{ name: 'gateway', holder: 'one', beat: 2, note: 'seen 3' }]);
    });

    test('are taken over as they were seen, by one of many, and with the note', async () => {
      await take('gateway', 'dead');
      await renew('gateway', 'dead', 'seen 3');
      const [seen] = await all();
      if (!seen) throw new Error('There is no lease.');

      const taken = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => takeOver(seen, holder)));

      const [heir, ...more] = taken.flatMap((row) => (row ? [row] : []));
      expect(more).toEqual([]);
      expect(heir).toMatchObject({ name: 'gateway', note: 'seen 3' });
      expect(heir?.beat).toBeGreaterThan(seen.beat);
      expect(await renew('gateway', 'dead')).toBe(false);
      expect(await all()).toEqual([heir]);
    });

    test('are not taken over once they were renewed, or are another’s', async () => {
      await take('gateway', 'one');
      const [seen] = await all();
      if (!seen) throw new Error('There is no lease.');
      await renew('gateway', 'one');
      const late = await takeOver(seen, 'other');
      await release('gateway', 'one');
      await take('gateway', 'third');

      expect([late, await takeOver(seen, 'other')]).toEqual([undefined, undefined]);
      expect(await all()).toMatchObject([{ holder: 'third' }]);
    });

    test('are buried as they were seen, and not when they were renewed', async () => {
      await take('process one', 'one');
      const [seen] = await all();
      if (!seen) throw new Error('There is no lease.');
      await renew('process one', 'one');
      const [later] = await all();
      const bury = (row: LeaseRow) => change(bench.store, ({ leases }) => leases.bury(row));

      expect([await bury(seen), await bury(later ?? seen), await bury(later ?? seen)]).toEqual([
        false,
        true,
        false,
      ]);
      expect(await all()).toEqual([]);
    });

    test('that are given back are gone, or wait with a note for whoever is next', async () => {
      await take('gateway', 'one');
      await take('other', 'one');
      await release('gateway', 'stranger', 'x');
      await release('gateway', 'one', 'seen 7');
      await release('other', 'one');

      const waiting = await all();
      const next = await take('gateway', 'two');

      expect(waiting).toMatchObject([{ name: 'gateway', holder: '', note: 'seen 7' }]);
      expect(next).toMatchObject({ holder: 'two', note: 'seen 7' });
      expect(next?.beat).toBeGreaterThan(waiting[0]?.beat ?? Number.POSITIVE_INFINITY);
      expect(await take('gateway', 'three')).toBeUndefined();
      expect(await renew('gateway', '')).toBe(false);
    });

    test('of processes are told from others by their name', () => {
      expect(isOfProcess(leaseOfProcess('one'))).toBe(true);
      expect(isOfProcess('gateway')).toBe(false);
    });
  });

  describe('what was acknowledged before it was answered', () => {
    beforeAll(async () => {
      bench = await open();
    });
    beforeEach(async () => {
      await pastTheStore(bench.place, 'delete from leases');
      await pastTheStore(bench.place, 'delete from intake');
      await take(leaseOfProcess('alive'), 'alive');
      await take(leaseOfProcess('heir'), 'heir');
    });
    afterAll(() => bench.close());

    const keep = (key: string, holder: string, now = noon) =>
      change(
        bench.store,
        ({ intake }) => intake.keep([{ key, platform: 'slack', payload: `{"of":"${key}"}` }], holder),
        now,
      );
    const takeOrphans = (holder = 'heir', since = noon - hour) =>
      change(bench.store, ({ intake }) => intake.takeOrphans(holder, since));
    const rows = async () => {
      const found = await pastTheStore(bench.place, 'select key from intake order by key');
      return found.map(({ key }) => key);
    };

    test('is forgotten when it has been dealt with', async () => {
      for (const key of ['a', 'b', 'c']) expect(await keep(key, 'alive')).toEqual([key]);
      // It is the first one's.
      expect(await keep('a', 'heir')).toEqual([]);

      await change(bench.store, ({ intake }) => intake.forget(['a', 'c', 'none']));

      expect(await rows()).toEqual(['b']);
    });

    test('goes to one heir when its process is dead, oldest first, and to nobody while it lives', async () => {
      await keep('younger', 'dead', noon + 1);
      await keep('older', 'dead', noon);
      await keep('mine', 'alive');
      // The dead one held something else as well.
      await take('discord gateway', 'dead');

      const lots = await Promise.all([takeOrphans(), takeOrphans(), takeOrphans()]);

      expect(lots.filter((lot) => lot.length > 0)).toEqual([
        [
          { key: 'older', platform: 'slack', payload: '{"of":"older"}' },
          { key: 'younger', platform: 'slack', payload: '{"of":"younger"}' },
        ],
      ]);
      expect(await takeOrphans('alive')).toEqual([]);
    });

    test('is deleted when nobody can be answered any more', async () => {
      await keep('stale', 'dead', noon - hour - 1);
      await keep('fresh', 'dead', noon - hour);

      expect((await takeOrphans()).map(({ key }) => key)).toEqual(['fresh']);
      expect(await rows()).toEqual(['fresh']);
    });
  });
}
