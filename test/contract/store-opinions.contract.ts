// Opinions on Attaché itself.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestStore } from '../support/databases.ts';
import { change, day, look, noon, type OpenStore } from './store-bench.ts';

export function opinionContract(open: OpenStore): void {
  let bench: TestStore;

  describe('opinions', () => {
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close());

    test('are counted by month, also when many come at once, and nothing else is kept of them', async () => {
      const say = (verdict: 'useful' | 'not-found', now = noon) =>
        change(bench.store, ({ opinions }) => opinions.count(verdict), now);

      await Promise.all([say('useful'), say('useful'), say('useful'), say('not-found')]);
      await say('useful', noon + 31 * day);

      expect(await look(bench.store, ({ opinions }) => opinions.counted())).toEqual([
        { month: '2027-01', verdict: 'not-found', number: 1 },
        { month: '2027-01', verdict: 'useful', number: 3 },
        { month: '2027-02', verdict: 'useful', number: 1 },
      ]);
    });
  });
}
