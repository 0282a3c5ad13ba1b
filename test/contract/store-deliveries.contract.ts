// Deliveries: each reason once, each taken by one holder, each addressee's in order, none lost.
import { describe, expect, test } from 'vitest';
import type { NewDelivery } from '#store/records/deliveries.ts';
import { busy, deliveryBench, keys, toOther } from './delivery-bench.ts';
import { change, hour, look, newDelivery, noon, type OpenStore } from './store-bench.ts';

export function deliveryContract(open: OpenStore): void {
  describe('deliveries', () => {
    const bench = deliveryBench(open);
    const { add, take, byId } = bench;
    const delivery = newDelivery;

    test('are added once for each reason', async () => {
      expect(await add([delivery('a'), delivery('b'), delivery('a')])).toBe(2);
      expect(await add([delivery('b'), delivery('c')])).toBe(1);
      expect(await add([])).toBe(0);

      await look(bench.store, async ({ deliveries }) => {
        expect(await deliveries.has('a')).toBe(true);
        expect(await deliveries.has('d')).toBe(false);
        expect(await deliveries.byKey('a')).toMatchObject({ key: 'a', state: 'pending' });
        expect(await deliveries.byKey('d')).toBeUndefined();
        expect([...(await deliveries.known(['d', 'c', 'a', 'a']))].toSorted()).toEqual(['a', 'c']);
        expect((await deliveries.known([])).size).toBe(0);
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
        circular: 'cir-1',
        lane: 'slack:T1',
        tooLateAt: noon + hour,
        notBefore: noon + 1,
      });
      await add([made]);

      const [kept] = await look(bench.store, ({ deliveries }) => deliveries.list(['pending'], 1));

      expect(kept).toEqual({
        ...made,
        id: kept?.id,
        state: 'pending',
        takenBy: undefined,
        attempts: 0,
        sentTo: undefined,
        reference: undefined,
        reason: undefined,
        failure: undefined,
        createdAt: noon,
        changedAt: noon,
      });
      expect(await byId(kept?.id)).toEqual(kept);
      expect(await byId('dlv-none')).toBeUndefined();
    });

    test('are taken when they are due, oldest first', async () => {
      await add([
        toOther('later', { notBefore: noon + 2 }),
        toOther('soon', { notBefore: noon + 1 }),
        toOther('not yet', { notBefore: noon + 9 }),
      ]);

      expect(await look(bench.store, ({ deliveries }) => deliveries.nextDue())).toBe(noon + 1);
      expect(keys(await take(noon + 3, 1))).toEqual(['soon']);
      expect(await take(noon + 3)).toMatchObject([
        { key: 'later', state: 'sending', takenBy: 'one', attempts: 1, changedAt: noon },
      ]);
      expect(await take(noon + 3)).toEqual([]);
      expect(await look(bench.store, ({ deliveries }) => deliveries.nextDue())).toBe(noon + 9);
    });

    test('to one person are taken one after the other, in the order of writing', async () => {
      await add(['1', '2', '3'].map((key) => delivery(key)));
      await add([delivery('4')], noon + 1);
      const order: string[] = [];

      for (let taken = await take(noon + 9); taken.length > 0; taken = await take(noon + 9)) {
        order.push(...keys(taken), '|');
        for (const { id } of taken)
          await change(bench.store, ({ deliveries }) => deliveries.sent(id, 'one', 'r'));
      }

      expect(order).toEqual(['1', '|', '2', '|', '3', '|', '4', '|']);
    });

    test('to one channel are taken one after the other, whoever is told something else', async () => {
      const toChannel = { person: undefined, channel: 'discord:1:2' as const };
      await add([delivery('one', toChannel), delivery('two', toChannel), delivery('mine')]);

      expect(keys(await take(noon)).toSorted()).toEqual(['mine', 'one']);
      expect(await take(noon, 100, 'other')).toEqual([]);
    });

    test('wait for what was written before them and is tried again, or looked for', async () => {
      await add([delivery('first'), delivery('second')]);
      const [first] = await take(noon);
      await change(bench.store, ({ deliveries }) =>
        deliveries.again(first?.id ?? '', 'one', noon + hour, busy),
      );
      const meanwhile = await take(noon + 1);
      await take(noon + hour);
      await change(bench.store, async ({ deliveries }) => {
        await deliveries.aim(first?.id ?? '', 'one', 'slack:T1:U1');
        await deliveries.doubt(first?.id ?? '', 'one', noon + 2 * hour, 'no answer');
      });

      const inDoubt = await take(noon + hour + 1);

      expect([meanwhile, inDoubt]).toEqual([[], []]);
      expect(keys(await take(noon + 2 * hour))).toEqual(['first']);
    });

    test.each([
      ['could not be drawn', 'refused'],
      ['found nobody', 'no account'],
    ] as const)('do not wait for one that %s', async (_, reason) => {
      await add([delivery('first'), delivery('second')]);
      const [first] = await take(noon);
      await change(bench.store, ({ deliveries }) =>
        deliveries.again(first?.id ?? '', 'one', noon + hour, { reason, failure: 'f' }),
      );

      expect(keys(await take(noon + 1))).toEqual(['second']);
    });

    test('do not wait for what is not due yet', async () => {
      await add([delivery('planned', { notBefore: noon + hour })]);
      await add([delivery('now')], noon + 1);

      expect(keys(await take(noon + 1))).toEqual(['now']);
    });

    test('of one addressee keep those of nobody else from being taken, however many there are', async () => {
      const many = Array.from({ length: 2_500 }, (_, at) => delivery(`many ${at}`));
      await add(many);
      await add([toOther('younger')], noon + 1);

      const taken = [...keys(await take(noon + 2)), ...keys(await take(noon + 2))];

      expect(taken).toHaveLength(2);
      expect(taken).toContain('younger');
    });

    test('that travel in a busy lane are left, and only those', async () => {
      await add([toOther('a'), toOther('b'), toOther('c')]);
      for (const [at, { id }] of (await take(noon)).entries()) {
        await change(bench.store, ({ deliveries }) =>
          at === 2
            ? deliveries.again(id, 'one', noon, busy)
            : deliveries.putBack(id, 'one', ['slack:T1', 'discord'][at] ?? ''),
        );
      }

      expect(keys(await take(noon, 100, 'one', ['slack:T1'])).toSorted()).toEqual(['b', 'c']);
      expect(await take(noon, 100, 'one', ['slack:T1', 'discord'])).toEqual([]);
      expect(await take(noon, 100, 'one', [])).toMatchObject([{ key: 'a', lane: 'slack:T1', attempts: 1 }]);
    });

    test('are taken by several at once: each by one, each addressee’s in order and never two at a time', async () => {
      const addressees = 40;
      const each = 5;
      for (let round = 0; round < each; round += 1)
        await add(
          Array.from({ length: addressees }, (_, at) => delivery(`${at} ${round}`, { person: `per-${at}` })),
          noon + round,
        );
      const onTheWay = new Set<string>();
      const sent = new Map<string, string[]>();
      const wrong: string[] = [];

      async function taker(holder: string): Promise<void> {
        let left = addressees * each;
        while (left > 0) {
          const taken = await take(noon + hour, 7, holder);
          for (const { key, person = '', takenBy } of taken) {
            if (onTheWay.has(person) || takenBy !== holder) wrong.push(key);
            onTheWay.add(person);
          }
          await Promise.all(
            taken.map(async ({ id, key, person = '' }) => {
              sent.set(person, [...(sent.get(person) ?? []), key]);
              await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
              onTheWay.delete(person);
              await change(bench.store, ({ deliveries }) => deliveries.sent(id, holder, key));
            }),
          );
          const { pending, sending } = await look(bench.store, ({ deliveries }) => deliveries.countByState());
          left = pending + sending;
        }
      }
      await Promise.all(['a', 'b', 'c', 'd'].map(taker));

      expect(wrong).toEqual([]);
      expect(sent.size).toBe(addressees);
      for (const [person, order] of sent) {
        const number = person.slice('per-'.length);
        expect(order).toEqual(Array.from({ length: each }, (_, round) => `${number} ${round}`));
      }
    });

    test('are added by the thousand', async () => {
      const many = Array.from({ length: 1234 }, (_, at) => delivery(`many ${at}`));

      expect(await add(many)).toBe(1234);
      expect(await look(bench.store, ({ deliveries }) => deliveries.countByState())).toMatchObject({
        pending: 1234,
      });
      expect(
        await look(bench.store, ({ deliveries }) => deliveries.known([...many, delivery('no')].map(keyOf))),
      ).toEqual(new Set(many.map(keyOf)));
    });
  });
}

function keyOf({ key }: NewDelivery): string {
  return key;
}
