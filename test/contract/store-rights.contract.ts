// What people hold and for how long: grants that run out, deputies who stand in, approvals that have to be renewed.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TestStore } from '../support/databases.ts';
import { arrangeExchange, change, day, type Exchange, look, noon, type OpenStore } from './store-bench.ts';

export function rightsContract(open: OpenStore): void {
  describe('rights', () => {
    let bench: TestStore;
    let exchange: Exchange;
    let efua: string;

    beforeEach(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
      efua = await change(bench.store, async ({ people }) => {
        const { id } = await people.add({
          name: 'Efua',
          organisation: exchange.accra.id,
          membership: 'confirmed',
        });
        await people.link('practice:efua', id, 'efua');
        return id;
      });
    });
    afterEach(() => bench.close());

    const held = async (at: number) =>
      (await look(bench.store, ({ people }) => people.byAccount('practice:efua', at)))?.grants.map(
        ({ person, role }) => [person, role],
      );

    async function deputise(principal: string, more: { role?: 'liaison' | 'manager'; scope?: string } = {}) {
      return change(bench.store, ({ deputies }) =>
        deputies.name({
          principal,
          deputy: efua,
          role: more.role,
          scope: more.scope,
          from: noon + day,
          until: noon + 3 * day,
          zone: 'Africa/Accra',
        }),
      );
    }

    test('run out at their instant, and are listed all the same until they are taken away', async () => {
      const grant = { person: efua, role: 'manager', scope: exchange.accra.id } as const;
      await change(bench.store, ({ people }) => people.grant({ ...grant, until: noon + day }));

      await look(bench.store, async ({ people }) => {
        expect((await people.known(efua, noon + day - 1))?.grants).toEqual([{ ...grant, until: noon + day }]);
        expect((await people.known(efua, noon + day))?.grants).toEqual([]);
        expect(await people.withRole('manager', undefined, noon + day)).toEqual([]);
        expect((await people.withRole('manager', exchange.accra.id, noon)).map(({ id }) => id)).toEqual([
          efua,
        ]);
        expect(await people.grantsOf(efua)).toEqual([{ ...grant, until: noon + day }]);
        expect(await people.grantsOfAll([efua, exchange.karim.id])).toHaveLength(2);
        expect(await people.grantsOfAll([])).toEqual([]);
        expect(await people.known('per-none', noon)).toBeUndefined();
      });
    });

    test('given again last as was said last', async () => {
      const grant = { person: efua, role: 'manager', scope: exchange.accra.id } as const;
      await change(bench.store, async ({ people }) => {
        await people.grant({ ...grant, until: noon + day });
        await people.grant(grant);
      });

      expect(await look(bench.store, ({ people }) => people.grantsOf(efua))).toEqual([grant]);
    });

    test('are held by a deputy from the first day to the last, under the name of whose they are', async () => {
      await deputise(exchange.ama.id);

      expect(await held(noon + day - 1)).toEqual([]);
      expect(await held(noon + day)).toEqual([[exchange.ama.id, 'liaison']]);
      expect(await held(noon + 3 * day - 1)).toEqual([[exchange.ama.id, 'liaison']]);
      expect(await held(noon + 3 * day)).toEqual([]);
    });

    test('are held once by somebody named twice, and none that only a person themselves can have', async () => {
      await change(bench.store, ({ people }) =>
        people.grant({ person: exchange.ama.id, role: 'trainee', scope: exchange.accra.id }),
      );
      await deputise(exchange.ama.id);
      await deputise(exchange.ama.id, { role: 'liaison', scope: exchange.accra.id });

      expect(await held(noon + 2 * day)).toEqual([[exchange.ama.id, 'liaison']]);
    });

    test.each<[what: string, undo: (exchange: Exchange) => Promise<unknown>]>([
      [
        'the principal is removed',
        ({ ama }) => change(bench.store, ({ people }) => people.change(ama.id, { membership: 'removed' })),
      ],
      [
        'the approval of the principal has run out',
        ({ ama }) =>
          change(bench.store, ({ people }) => people.change(ama.id, { approvedUntil: noon + day })),
      ],
      [
        'the principal has lost the role',
        ({ ama, accra }) =>
          change(bench.store, ({ people }) =>
            people.revoke({ person: ama.id, role: 'liaison', scope: accra.id }),
          ),
      ],
      [
        'they are of two organisations',
        ({ ama, rabat }) =>
          change(bench.store, ({ people }) => people.change(ama.id, { organisation: rabat.id })),
      ],
      [
        'the principal is a deputy too',
        ({ ama, accra, coordinator }) =>
          change(bench.store, async ({ people, deputies }) => {
            await people.revoke({ person: ama.id, role: 'liaison', scope: accra.id });
            await people.change(coordinator.id, { organisation: accra.id });
            await deputies.name({
              principal: coordinator.id,
              deputy: ama.id,
              role: undefined,
              scope: undefined,
              from: noon,
              until: noon + 9 * day,
              zone: 'Africa/Accra',
            });
          }),
      ],
    ])('are held by no deputy when %s', async (_, undo) => {
      await deputise(exchange.ama.id);

      await undo(exchange);

      expect(await held(noon + 2 * day)).toEqual([]);
    });

    test('of one role alone are lent where only that one is', async () => {
      await change(bench.store, ({ people }) =>
        people.grant({ person: exchange.ama.id, role: 'manager', scope: exchange.accra.id }),
      );
      const named = await deputise(exchange.ama.id, { role: 'manager', scope: exchange.accra.id });

      expect(await held(noon + 2 * day)).toEqual([[exchange.ama.id, 'manager']]);
      await look(bench.store, async ({ deputies }) => {
        expect(await deputies.byId(named.id)).toEqual(named);
        expect(await deputies.byId('dep-none')).toBeUndefined();
        expect(await deputies.list({ principal: exchange.ama.id, endsAfter: noon })).toEqual([named]);
        expect(await deputies.list({ deputy: efua, endsAfter: noon + 3 * day })).toEqual([]);
        expect(await deputies.list({ deputy: exchange.ama.id, endsAfter: noon })).toEqual([]);
        expect(await deputies.standingIn([exchange.ama.id], noon + 2 * day)).toEqual([named]);
        expect(await deputies.standingIn([exchange.ama.id], noon)).toEqual([]);
        expect(await deputies.standingIn([], noon)).toEqual([]);
      });
    });

    test('come back from a deputy once, and are gone from them at once', async () => {
      const { id } = await deputise(exchange.ama.id);

      const ended = await Promise.all(
        [1, 2, 3].map(() => change(bench.store, ({ deputies }) => deputies.end(id))),
      );

      expect(ended.filter((one) => one)).toHaveLength(1);
      expect(await held(noon + 2 * day)).toEqual([]);
    });

    test('are renewed for those whose approval has no date, or one that comes', async () => {
      await change(bench.store, async ({ people }) => {
        await people.change(efua, { approvedBy: exchange.ama.id, approvedUntil: noon + 9 * day });
        await people.change(exchange.karim.id, { approvedUntil: noon + 2 * day });
        await people.add({ name: 'Waiting', organisation: exchange.accra.id, membership: 'pending' });
      });

      await look(bench.store, async ({ people }) => {
        const due = async (until: number) => (await people.approvedUntil(until)).map(({ name }) => name);
        expect(await due(noon + 2 * day)).toEqual(['Ama Mensah', 'Clara Coordinator', 'Karim El Amrani']);
        expect(await due(noon + 9 * day)).toHaveLength(4);
        expect(await people.byId(efua)).toMatchObject({
          approvedBy: exchange.ama.id,
          approvedUntil: noon + 9 * day,
        });
      });
    });

    test('of the last coordinator are seen to be the last by whoever takes one away at the same time', async () => {
      const other = await change(bench.store, async ({ people }) => {
        const { id } = await people.add({
          name: 'Otto',
          organisation: exchange.hub.id,
          membership: 'confirmed',
        });
        await people.grant({ person: id, role: 'coordinator', scope: 'hub' });
        return id;
      });
      const takeFrom = (person: string) =>
        change(bench.store, async ({ people }) => {
          const held = await people.holdCoordinators();
          if (held.every((grant) => grant.person === person)) return false;
          return people.revoke({ person, role: 'coordinator', scope: 'hub' });
        });

      const taken = await Promise.all([takeFrom(exchange.coordinator.id), takeFrom(other)]);

      expect(taken.filter((one) => one)).toHaveLength(1);
      expect(
        await look(bench.store, ({ people }) => people.withRole('coordinator', 'hub', noon)),
      ).toHaveLength(1);
    });

    test('belong to accounts of which one is left, whoever takes which away', async () => {
      await change(bench.store, ({ people }) => people.link('discord:7', efua, 'efua'));
      const unlink = (account: 'discord:7' | 'practice:efua', person = efua) =>
        change(bench.store, ({ people }) => people.unlink(account, person));

      const ofAnother = await unlink('discord:7', exchange.ama.id);
      const [fresh] = await look(bench.store, ({ people }) => people.accountsOf(efua));
      const unlinked = await Promise.all([unlink('discord:7'), unlink('practice:efua')]);

      expect(ofAnother).toBe(false);
      expect(fresh).toMatchObject({ id: 'discord:7', lastSeen: 0 });
      expect(unlinked.filter((one) => one)).toHaveLength(1);
      expect(await look(bench.store, ({ people }) => people.accountsOf(efua))).toHaveLength(1);
    });

    test('are listed by organisation and name, a page at a time', async () => {
      await look(bench.store, async ({ people }) => {
        const names = async (skip: number, organisation?: string) =>
          (await people.members({ organisation, most: 2, skip })).map(({ name }) => name);
        expect(await names(0)).toEqual(['Ama Mensah', 'Efua']);
        expect(await names(2)).toEqual(['Clara Coordinator', 'Karim El Amrani']);
        expect(await names(0, exchange.accra.id)).toEqual(['Ama Mensah', 'Efua']);
        expect(await names(2, exchange.accra.id)).toEqual([]);
      });
    });
  });
}
