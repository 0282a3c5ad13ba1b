// Two who decide about one member at the same time: the first counts, the other is told that it was decided.
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Conflict } from '#store/store.ts';
import { databaseNames, openTestStore, type TestStore } from '../support/databases.ts';
import { change, look } from './store-bench.ts';

describe.each(databaseNames)('a membership on %s', (database) => {
  let opened: TestStore;

  beforeEach(async () => {
    opened = await openTestStore(database);
  });
  afterEach(() => opened.close());

  test('is decided once, by whoever was first', async () => {
    const { store } = opened;
    const { id } = await change(store, ({ people }) =>
      people.add({ name: 'Kwame', organisation: undefined, membership: 'pending' }),
    );
    const decide = (membership: 'confirmed' | 'removed') =>
      change(store, async ({ people }) => {
        await people.byId(id);
        await wait(50);
        await people.change(id, { membership }, ['pending']);
        return membership;
      });

    const [one, other] = await Promise.allSettled([decide('confirmed'), decide('removed')]);

    const decided = [one, other].flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []));
    const refused = [one, other].flatMap((it) => (it.status === 'rejected' ? [it.reason] : []));
    expect(decided).toHaveLength(1);
    expect(refused).toEqual([expect.any(Conflict)]);
    expect(await look(store, ({ people }) => people.byId(id))).toMatchObject({ membership: decided[0] });
  });
});
