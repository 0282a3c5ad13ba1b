// Organisations, their places and channels, people, accounts and rights.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChannelId } from '#exchange/people.ts';
import { Conflict } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import { arrangeExchange, change, day, type Exchange, look, noon, type OpenStore } from './store-bench.ts';

export function memberContract(open: OpenStore): void {
  describe('organisations', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    test('are found by id, as the hub, and by name in order', async () => {
      await look(bench.store, async ({ organisations }) => {
        expect(await organisations.byId(exchange.rabat.id)).toEqual(exchange.rabat);
        expect(await organisations.byId('org-none')).toBeUndefined();
        expect(await organisations.hub()).toEqual(exchange.hub);
        expect(await organisations.all()).toEqual([exchange.accra, exchange.hub, exchange.rabat]);
      });
    });

    test('have names of their own, however these are written', async () => {
      const doubled = change(bench.store, ({ organisations }) =>
        organisations.add({ ...exchange.accra, name: "ACADEMIE  d'accra" }),
      );

      await expect(doubled).rejects.toBeInstanceOf(Conflict);
    });

    test('have one hub', async () => {
      const second = change(bench.store, ({ organisations }) =>
        organisations.add({ ...exchange.hub, name: 'Another hub' }),
      );

      await expect(second).rejects.toBeInstanceOf(Conflict);
    });

    test.each([
      ['academie', ['Académie d’Accra']],
      ['ACCRA', ['Académie d’Accra']],
      ['الملكى', ['المعهد الملكي للشرطة']],
      ['n', ['National Unit']],
      ['a', ['Académie d’Accra', 'National Unit']],
      ['%', []],
      ['_', []],
      ['\\', []],
      ['zzz', []],
    ])('are found by "%s"', async (typed, names) => {
      const found = await look(bench.store, ({ organisations }) => organisations.search(typed, 10));

      expect(found.map(({ name }) => name)).toEqual(names);
    });

    test('are found by nothing typed, as many as asked for', async () => {
      expect(await look(bench.store, ({ organisations }) => organisations.search('', 2))).toHaveLength(2);
      expect(
        await look(bench.store, ({ organisations }) => organisations.search('x'.repeat(60_000), 2)),
      ).toEqual([]);
    });

    test('own a channel before they own its server, and keep a place that another would take', async () => {
      await change(bench.store, async ({ organisations }) => {
        await organisations.tie('discord:1', exchange.accra.id, 'A server');
        await organisations.tie('discord:77', exchange.rabat.id, undefined);
        await organisations.tie('slack:T1', exchange.hub.id, 'A workspace');
        await organisations.tie('slack:T1', exchange.hub.id, 'The same');
      });
      const taken = change(bench.store, ({ organisations }) =>
        organisations.tie('slack:T1', exchange.accra.id, 'Mine'),
      );

      await expect(taken).rejects.toBeInstanceOf(Conflict);

      await look(bench.store, async ({ organisations }) => {
        expect(await organisations.of('discord:1', 'discord:77')).toEqual(exchange.rabat);
        expect(await organisations.of('discord:1', 'discord:78')).toEqual(exchange.accra);
        expect(await organisations.of('discord:1', undefined)).toEqual(exchange.accra);
        expect(await organisations.of('slack:T1', 'slack:T1:C1')).toEqual(exchange.hub);
        expect(await organisations.of('slack:T2', 'slack:T2:C1')).toBeUndefined();
        expect(await organisations.of(undefined, undefined)).toBeUndefined();
        expect(await organisations.places()).toContainEqual({
          place: 'discord:1',
          organisation: exchange.accra.id,
          name: 'A server',
        });
      });
    });

    test('name one channel for each purpose', async () => {
      const accra = {
        organisation: exchange.accra.id,
        purpose: 'announcements',
        channel: 'slack:T1:C1',
      } as const;
      const rabat = { ...accra, organisation: exchange.rabat.id, channel: 'discord:5' } as const;
      const managers = { ...rabat, purpose: 'managers', channel: 'discord:6' } as const;

      await change(bench.store, async ({ organisations }) => {
        await organisations.setChannel({ ...accra, channel: 'slack:T1:C0' });
        for (const channel of [accra, rabat, managers]) await organisations.setChannel(channel);
      });

      await look(bench.store, async ({ organisations }) => {
        expect(await organisations.channels({ organisation: exchange.rabat.id })).toEqual([rabat, managers]);
        expect(await organisations.channels({ purpose: 'managers' })).toEqual([managers]);
        expect(new Set(await organisations.channels({}))).toEqual(new Set([accra, rabat, managers]));
      });
    });

    test('let go of a place, and of the channels that they named in it', async () => {
      const named = (organisation: string, purpose: 'announcements' | 'managers', channel: ChannelId) =>
        change(bench.store, ({ organisations }) =>
          organisations.setChannel({ organisation, purpose, channel }),
        );
      await change(bench.store, ({ organisations }) =>
        organisations.tie('discord:12', exchange.accra.id, undefined),
      );
      await named(exchange.accra.id, 'announcements', 'discord:12:77');
      await named(exchange.accra.id, 'managers', 'discord:123:78');
      await named(exchange.rabat.id, 'announcements', 'discord:12:79');

      const untie = () => change(bench.store, ({ organisations }) => organisations.untie('discord:12'));
      const whose = [await untie(), await untie()];

      expect(whose).toEqual([exchange.accra.id, undefined]);
      await look(bench.store, async ({ organisations }) => {
        expect(await organisations.of('discord:12', undefined)).toBeUndefined();
        expect(
          (await organisations.channels({}))
            .map((one) => one.channel)
            .filter((one) => one.startsWith('discord:12'))
            .toSorted(),
        ).toEqual(['discord:123:78', 'discord:12:79']);
      });
    });
  });

  describe('people', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    test('are kept with what is known, and changed without losing the rest', async () => {
      const added = await change(bench.store, ({ people }) =>
        people.add({
          name: 'Zoë',
          organisation: undefined,
          membership: 'pending',
          language: 'fr',
          rank: 'Major',
        }),
      );
      const changed = await change(bench.store, ({ people }) =>
        people.change(added.id, {
          zone: 'Europe/Paris',
          rank: undefined,
          tellOn: 'slack',
          notifications: 'essential',
        }),
      );

      expect(added).toEqual({
        id: added.id,
        name: 'Zoë',
        organisation: undefined,
        membership: 'pending',
        language: 'fr',
        zone: undefined,
        notifications: 'all',
        tellOn: undefined,
        rank: 'Major',
        unit: undefined,
      });
      const wanted = {
        ...added,
        zone: 'Europe/Paris',
        rank: undefined,
        tellOn: 'slack',
        notifications: 'essential',
      };
      expect(changed).toEqual(wanted);
      expect(await look(bench.store, ({ people }) => people.byId(added.id))).toEqual(wanted);
      expect(
        await look(bench.store, ({ people }) => people.byIds([added.id, exchange.ama.id, added.id])),
      ).toEqual([exchange.ama, wanted]);
      expect(await look(bench.store, ({ people }) => people.byIds([]))).toEqual([]);
      await expect(
        change(bench.store, ({ people }) => people.change('per-none', { rank: 'x' })),
      ).rejects.toThrow('per-none');
    });

    test('are known by each of their accounts, with all that they may do', async () => {
      await change(bench.store, async ({ people }) => {
        await people.link('slack:T1:U1', exchange.ama.id, 'ama');
        await people.link('discord:42', exchange.ama.id, 'ama#1');
        await people.link('discord:42', exchange.ama.id, 'ama');
        await people.grant({ person: exchange.ama.id, role: 'trainee', scope: 'crs-1' });
        await people.grant({ person: exchange.ama.id, role: 'trainee', scope: 'crs-1' });
        await people.grant({ person: exchange.ama.id, role: 'expert', scope: 'crs-1' });
        await people.revoke({ person: exchange.ama.id, role: 'expert', scope: 'crs-1' });
      });
      const grants = [
        { person: exchange.ama.id, role: 'liaison', scope: exchange.accra.id },
        { person: exchange.ama.id, role: 'trainee', scope: 'crs-1' },
      ];

      await look(bench.store, async ({ people }) => {
        const known = { person: exchange.ama, organisation: exchange.accra, grants };
        expect(await people.byAccount('discord:42', noon)).toEqual(known);
        expect(await people.byAccount('slack:T1:U1', noon)).toEqual(known);
        expect(await people.byAccount('slack:T1:U2', noon)).toBeUndefined();
        expect(await people.grantsOf(exchange.ama.id)).toEqual(grants);
        const accounts = await people.accountsOf(exchange.ama.id);
        expect(accounts.map(({ id, name }) => [id, name])).toEqual([
          ['discord:42', 'ama'],
          ['slack:T1:U1', 'ama'],
        ]);
        expect(await people.accountsOfAll([exchange.ama.id, exchange.karim.id])).toEqual(accounts);
        expect(await people.accountsOfAll([])).toEqual([]);
      });
    });

    test('without any right are known by their account all the same', async () => {
      const { id } = await change(bench.store, async ({ people }) => {
        const person = await people.add({ name: 'New', organisation: undefined, membership: 'pending' });
        await people.link('practice:new', person.id, 'new');
        return person;
      });

      const known = await look(bench.store, ({ people }) => people.byAccount('practice:new', noon));

      expect(known).toMatchObject({ person: { id }, grants: [] });
    });

    test('keep an account that somebody else claims', async () => {
      await change(bench.store, ({ people }) => people.link('discord:50', exchange.ama.id, 'ama'));

      const stolen = change(bench.store, ({ people }) =>
        people.link('discord:50', exchange.karim.id, 'karim'),
      );

      await expect(stolen).rejects.toBeInstanceOf(Conflict);
      expect(await look(bench.store, ({ people }) => people.byAccount('discord:50', noon))).toMatchObject({
        person: { id: exchange.ama.id },
      });
    });

    test('were last seen where they wrote, and are told only where they asked', async () => {
      await change(bench.store, async ({ people }) => {
        await people.link('discord:60', exchange.karim.id, 'karim');
        await people.noteSeen('discord:60', noon + day);
        await people.setDirectMessages('discord:60', 'welcome');
      });

      expect(await look(bench.store, ({ people }) => people.accountsOf(exchange.karim.id))).toEqual([
        {
          id: 'discord:60',
          person: exchange.karim.id,
          name: 'karim',
          directMessages: 'welcome',
          lastSeen: noon + day,
        },
      ]);
    });

    test('are listed by role and scope once, when they are confirmed', async () => {
      await change(bench.store, async ({ people }) => {
        const pending = await people.add({
          name: 'Waiting',
          organisation: exchange.accra.id,
          membership: 'pending',
        });
        await people.grant({ person: pending.id, role: 'manager', scope: exchange.accra.id });
        await people.grant({ person: exchange.ama.id, role: 'manager', scope: exchange.accra.id });
        await people.grant({ person: exchange.ama.id, role: 'manager', scope: exchange.rabat.id });
        await people.grant({ person: exchange.karim.id, role: 'manager', scope: exchange.rabat.id });
      });

      await look(bench.store, async ({ people }) => {
        expect(await people.withRole('manager', undefined, noon)).toEqual([exchange.ama, exchange.karim]);
        expect(await people.withRole('manager', exchange.accra.id, noon)).toEqual([exchange.ama]);
        expect(await people.withRole('approver', undefined, noon)).toEqual([]);
        expect((await people.pending(exchange.accra.id)).map(({ name }) => name)).toEqual(['Waiting']);
        expect((await people.pending()).map(({ name }) => name)).toContain('Waiting');
      });
    });

    test('are found by name when confirmed, those that begin so first', async () => {
      await change(bench.store, async ({ people }) => {
        for (const name of ['Amélie', 'Sam', 'أحمد', 'Ｆｕｌｌ']) {
          await people.add({ name, organisation: exchange.rabat.id, membership: 'confirmed' });
        }
      });
      const found = (typed: string, organisation?: string) =>
        look(bench.store, ({ people }) => people.search(typed, { organisation, most: 3 })).then((some) =>
          some.map(({ name }) => name),
        );

      expect(await found('AM')).toEqual(['Ama Mensah', 'Amélie', 'Karim El Amrani']);
      expect(await found('am', exchange.rabat.id)).toEqual(['Amélie', 'Karim El Amrani', 'Sam']);
      expect(await found('احمد')).toEqual(['أحمد']);
      expect(await found('full')).toEqual(['Ｆｕｌｌ']);
      expect(await found('Waiting')).toEqual([]);
    });
  });
}
