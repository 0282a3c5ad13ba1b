// Deliveries: each reason once, each taken by one sender, none lost.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NewDelivery } from '#store/records/deliveries.ts';
import type { TestStore } from '../support/databases.ts';
import { change, hour, look, noon, type OpenStore, pastTheStore } from './store-bench.ts';

export function deliveryContract(open: OpenStore): void {
  describe('deliveries', () => {
    let bench: TestStore;

    beforeAll(async () => {
      bench = await open();
    });
    beforeEach(() => pastTheStore(bench.place, 'delete from deliveries'));
    afterAll(() => bench.close());

    const delivery = (key: string, more: Partial<NewDelivery> = {}): NewDelivery => ({
      key,
      message: 'course/reminder',
      facts: { course: 'crs-1', seats: 3, late: false, note: null, title: '<!channel> "العربية" \0' },
      person: 'per-1',
      channel: undefined,
      organisation: undefined,
      purpose: undefined,
      post: undefined,
      tooLateAt: undefined,
      ...more,
    });
    const add = (deliveries: readonly NewDelivery[], now = noon) =>
      change(bench.store, (records) => records.deliveries.add(deliveries), now);
    const take = (now: number, most = 100) =>
      change(bench.store, ({ deliveries }) => deliveries.take(now, most), now);
    const keys = (some: readonly { readonly key: string }[]) => some.map(({ key }) => key);

    test('are added once for each reason', async () => {
      expect(await add([delivery('a'), delivery('b'), delivery('a')])).toBe(2);
      expect(await add([delivery('b'), delivery('c')])).toBe(1);
      expect(await add([])).toBe(0);

      await look(bench.store, async ({ deliveries }) => {
        expect(await deliveries.has('a')).toBe(true);
        expect(await deliveries.has('d')).toBe(false);
        expect(keys(await deliveries.list(['pending'], 10)).toSorted()).toEqual(['a', 'b', 'c']);
      });
    });

    test('are kept as they were made', async () => {
      const made = delivery('whole', {
        person: undefined,
        channel: 'slack:T1:C1',
        organisation: 'org-1',
        purpose: 'managers',
        post: 'course/card · crs-1',
        tooLateAt: noon + hour,
        notBefore: noon + 1,
      });
      await add([made]);

      const [kept] = await look(bench.store, ({ deliveries }) => deliveries.list(['pending'], 1));

      expect(kept).toEqual({
        ...made,
        id: kept?.id,
        state: 'pending',
        attempts: 0,
        sentTo: undefined,
        reference: undefined,
        failure: undefined,
        createdAt: noon,
        changedAt: noon,
      });
      expect(await look(bench.store, ({ deliveries }) => deliveries.byId(kept?.id ?? ''))).toEqual(kept);
      expect(await look(bench.store, ({ deliveries }) => deliveries.byId('dlv-none'))).toBeUndefined();
    });

    test('are taken when they are due, oldest first', async () => {
      await add([
        delivery('later', { notBefore: noon + 2 }),
        delivery('soon', { notBefore: noon + 1 }),
        delivery('not yet', { notBefore: noon + 9 }),
      ]);

      expect(await look(bench.store, ({ deliveries }) => deliveries.nextDue())).toBe(noon + 1);
      expect(keys(await take(noon + 3, 1))).toEqual(['soon']);
      expect(await take(noon + 3)).toMatchObject([
        { key: 'later', state: 'sending', attempts: 1, changedAt: noon + 3 },
      ]);
      expect(await take(noon + 3)).toEqual([]);
      expect(await look(bench.store, ({ deliveries }) => deliveries.nextDue())).toBe(noon + 9);
    });

    test('are taken by one of several senders each, and all of them by somebody', async () => {
      await add(Array.from({ length: 60 }, (_, at) => delivery(`shared ${at}`)));

      const taken: string[] = [];
      for (let round = 0; round < 40 && taken.length < 60; round += 1) {
        const lots = await Promise.all([1, 2, 3, 4].map(() => take(noon, 10)));
        taken.push(...lots.flatMap(keys));
      }

      expect(taken).toHaveLength(60);
      expect(new Set(taken).size).toBe(60);
    });

    test('are noted before they are sent, and proven after', async () => {
      await add([delivery('proof')]);
      const [one] = await take(noon);
      const id = one?.id ?? '';

      await change(bench.store, ({ deliveries }) => deliveries.aim(id, 'discord:42'), noon + 1);
      const aimed = await look(bench.store, ({ deliveries }) => deliveries.byId(id));
      await change(bench.store, ({ deliveries }) => deliveries.sent(id, 'discord:77:1'), noon + 2);

      expect(aimed).toMatchObject({ state: 'sending', sentTo: 'discord:42', changedAt: noon + 1 });
      expect(await look(bench.store, ({ deliveries }) => deliveries.byId(id))).toMatchObject({
        state: 'sent',
        reference: 'discord:77:1',
        changedAt: noon + 2,
      });
    });

    test('are doubtful when their sender was not heard of again', async () => {
      await add([delivery('lost'), delivery('held')]);
      const [lost] = await take(noon, 1);
      await take(noon + hour, 1);

      const doubtful = await look(bench.store, ({ deliveries }) => deliveries.doubtful(noon + hour, 10));

      expect(keys(doubtful)).toEqual([lost?.key]);
    });

    test('are tried again later, and counted', async () => {
      await add([delivery('again')]);
      const [one] = await take(noon);

      await change(bench.store, ({ deliveries }) => deliveries.again(one?.id ?? '', noon + hour, 'busy'));

      expect(await take(noon)).toEqual([]);
      expect(await take(noon + hour)).toMatchObject([{ key: 'again', attempts: 2, failure: 'busy' }]);
    });

    test('are given up, and stay so', async () => {
      await add([delivery('closed'), delivery('late')]);
      const [closed, late] = await take(noon);

      await change(bench.store, async ({ deliveries }) => {
        await deliveries.giveUp(closed?.id ?? '', 'undeliverable', 'closed');
        await deliveries.giveUp(late?.id ?? '', 'dropped', 'too late');
        await deliveries.sent(closed?.id ?? '', 'never');
        await deliveries.again(late?.id ?? '', noon, 'never');
      });

      await look(bench.store, async ({ deliveries }) => {
        expect(await deliveries.list(['undeliverable'], 10)).toMatchObject([
          { id: closed?.id, failure: 'closed', reference: undefined },
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

    test('that were tried are hurried for a person who can be reached at last', async () => {
      await add([
        delivery('mine'),
        delivery('fresh', { notBefore: noon + 5 * hour }),
        delivery('other', { person: 'per-2' }),
      ]);
      for (const one of await take(noon)) {
        await change(bench.store, ({ deliveries }) => deliveries.again(one.id, noon + 9 * hour, 'closed'));
      }

      await change(bench.store, ({ deliveries }) => deliveries.hasten('per-1', noon + 1));

      expect(keys(await take(noon + 1))).toEqual(['mine']);
    });

    test('that found nobody to reach wait, unless they were hurried meanwhile', async () => {
      await add([delivery('mine'), delivery('other', { person: 'per-2' })]);
      const taken = await take(noon);

      await change(bench.store, ({ deliveries }) => deliveries.hasten('per-1', noon + 1));
      for (const one of taken) {
        await change(bench.store, ({ deliveries }) => deliveries.waitForReader(one, noon + hour, noon + 2));
      }

      expect(keys(await take(noon + 2))).toEqual(['mine']);
      expect(keys(await take(noon + hour))).toEqual(['other']);
    });

    test('are added by the thousand', async () => {
      const many = Array.from({ length: 1234 }, (_, at) => delivery(`many ${at}`));

      expect(await add(many)).toBe(1234);
      expect(await look(bench.store, ({ deliveries }) => deliveries.countByState())).toMatchObject({
        pending: 1234,
      });
    });
  });
}
