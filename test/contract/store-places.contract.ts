// Places that were left, one-time codes, and tries at them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { triesCountFor } from '#exchange/codes.ts';
import type { TestStore } from '../support/databases.ts';
import { change, day, look, noon, type OpenStore } from './store-bench.ts';

export function placeContract(open: OpenStore): void {
  describe('places', () => {
    let bench: TestStore;

    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close());

    test('are left once, and taken up once', async () => {
      const leave = () => change(bench.store, ({ places }) => places.leave('discord:1'));
      const takeUp = () => change(bench.store, ({ places }) => places.takeUp('discord:1'));

      const said = [await takeUp(), await leave(), await leave(), await takeUp(), await takeUp()];

      expect(said).toEqual([false, true, false, true, false]);
    });

    test('that were left are known, by whichever of two said so first', async () => {
      const said = await Promise.all(
        ['one', 'other'].map(() => change(bench.store, ({ places }) => places.leave('slack:T1'))),
      );

      expect(said.toSorted()).toEqual([false, true]);
      expect(await look(bench.store, ({ places }) => places.left())).toEqual([
        { place: 'slack:T1', leftAt: noon },
      ]);
    });
  });

  describe('tries at codes', () => {
    let bench: TestStore;

    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close());

    const by = 'discord:42';
    const tryAt = (now: number, most = 5) => change(bench.store, ({ codes }) => codes.noteTry(by, most), now);

    test('may be so many in an hour, also many at once', async () => {
      const said = await Promise.all(Array.from({ length: 9 }, () => tryAt(noon)));

      expect(said.filter((until) => until === undefined)).toHaveLength(5);
      expect(said.filter((until) => until === noon + triesCountFor)).toHaveLength(4);
    });

    test('begin anew after the hour, or when a code was right', async () => {
      const [late, next] = [noon + triesCountFor - 1, noon + triesCountFor];

      const said = [await tryAt(late), await tryAt(next, 1), await tryAt(next, 1)];
      await change(bench.store, ({ codes }) => codes.forgetTries(by));
      said.push(await tryAt(next, 1));

      expect(said).toEqual([next, undefined, next + triesCountFor, undefined]);
    });
  });

  describe('codes', () => {
    let bench: TestStore;

    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close());

    test('are good once, however they are typed, for what they were made for', async () => {
      await change(bench.store, ({ codes }) => codes.issue('7KQ4-M2XA', 'organisation', 'org-1', noon + day));

      const redeem = (code: string, purpose: 'organisation' | 'person', now = noon) =>
        change(bench.store, ({ codes }) => codes.redeem(code, [purpose]), now);

      expect(await redeem('7KQ4-M2XB', 'organisation')).toBeUndefined();
      expect(await redeem('7KQ4-M2XA', 'person')).toBeUndefined();
      expect(await redeem('7KQ4-M2XA', 'organisation', noon + day + 1)).toBeUndefined();
      expect(await redeem('7kq4 m2xa', 'organisation', noon + day)).toEqual({
        purpose: 'organisation',
        subject: 'org-1',
      });
      expect(await redeem('7KQ4-M2XA', 'organisation')).toBeUndefined();
    });

    test('void the earlier unused one for the same', async () => {
      await change(bench.store, async ({ codes }) => {
        const voided = [
          await codes.issue('AAAA-AAAA', 'person', 'per-1', noon + day),
          await codes.issue('BBBB-BBBB', 'person', 'per-2', noon + day),
          await codes.issue('CCCC-CCCC', 'person', 'per-1', noon + day),
        ];
        expect(voided).toEqual([false, false, true]);
      });

      const subjects = await change(bench.store, async ({ codes }) => {
        const redeemed = [];
        for (const code of ['AAAA-AAAA', 'BBBB-BBBB', 'CCCC-CCCC'])
          redeemed.push(await codes.redeem(code, ['person']));
        return redeemed.map((one) => one?.subject);
      });

      expect(subjects).toEqual([undefined, 'per-2', 'per-1']);
    });

    test('go to one of many who type them at once', async () => {
      await change(bench.store, ({ codes }) => codes.issue('DDDD-DDDD', 'link', 'per-3', noon + day));

      const redeemed = await Promise.all(
        Array.from({ length: 20 }, () =>
          change(bench.store, ({ codes }) => codes.redeem('DDDD-DDDD', ['link'])),
        ),
      );

      expect(redeemed.filter((one) => one !== undefined)).toHaveLength(1);
    });
  });
}
