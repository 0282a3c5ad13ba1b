// A hub that lost its last coordinator, helped from the machine: the code that is printed there, and who may use it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awayDays } from '#bot/coordination.ts';
import type { Store } from '#store/store.ts';
import { newPlace } from '../../test/support/databases.ts';
import { type Bench, openBench, type Typist } from '../../test/support/exchange-bench.ts';
import coordinator from './coordinator.ts';

const day = 86_400_000;
const inHub = { place: 'practice:hub-house', channel: undefined } as const;
const atGuest = { place: 'practice:guest-house', channel: undefined } as const;

describe.each(['sqlite', 'postgres'] as const)(
  'npx attache coordinator, with the record on %s',
  (database) => {
    let bench: Bench;
    let printed: string[];

    beforeEach(async () => {
      bench = await openBench({ place: await newPlace(database) });
      printed = [];
      vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
      vi.useFakeTimers({ toFake: ['Date'] });
      await bench.arrange(async ({ organisations, people }) => {
        const common = { language: 'en', zone: 'UTC' } as const;
        const hub = await organisations.add({ name: 'The Hub', country: 'CH', hub: true, ...common });
        const guest = await organisations.add({ name: 'Guest', country: 'EG', hub: false, ...common });
        await organisations.tie(inHub.place, hub.id, 'Hub house');
        await organisations.tie(atGuest.place, guest.id, 'Guest house');
        for (const [name, organisation, role] of [
          ['vera', hub.id, 'coordinator'],
          ['olga', hub.id, 'oversight'],
          ['salma', guest.id, 'liaison'],
        ] as const) {
          await people.add({ id: `per-${name}`, name, organisation, membership: 'confirmed' });
          await people.link(`practice:${name}`, `per-${name}`, name);
          await people.grant({
            person: `per-${name}`,
            role,
            scope: role === 'liaison' ? organisation : 'hub',
          });
        }
      });
    });
    afterEach(async () => {
      vi.useRealTimers();
      vi.restoreAllMocks();
      await bench.close();
    });

    /** What the machine prints, beside what runs. */
    async function types(...given: readonly string[]): Promise<string> {
      vi.setSystemTime(bench.clock.now());
      printed.length = 0;
      await coordinator(given, { openRecord: async () => beside(bench.store) });
      return printed.join('\n');
    }
    const code = async (...given: readonly string[]) =>
      /^[0-9A-Z-]{19}/.exec(await types(...given))?.[0] ?? '';
    const coordinators = async () =>
      (await bench.arrange(({ people }) => people.withRole('coordinator', 'hub', bench.clock.now())))
        .map(({ name }) => name)
        .toSorted();
    const longAfter = () => bench.clock.set(bench.clock.now() + (awayDays + 1) * day);

    it('makes a stranger in the hub’s place coordinator, once, where none has been there for a month', async () => {
      longAfter();
      const given = await code();

      const karim = await bench.as('practice:karim', inHub).runs('exchange join', { code: given });
      const lena = bench.as('practice:lena', inHub);
      await lena.runs('exchange join', { code: given });

      expect(karim).toContain('You are a coordinator of The Hub now.');
      expect(problemOf(lena)).toContain('This code is not known, has been used, or is too old.');
      expect(await coordinators()).toEqual(['karim', 'vera']);
      expect(await bench.as('practice:karim', inHub).runs('exchange settings')).toContain(
        'Settings of the exchange',
      );
    });

    it('tells the other coordinators and oversight when the code is used', async () => {
      longAfter();
      await bench.as('practice:karim', inHub).runs('exchange join', { code: await code() });

      await bench.sendDue();

      const told = bench.delivered.filter(({ says }) =>
        says.includes('karim is a coordinator of The Hub now'),
      );
      expect(told.map(({ to }) => to).toSorted()).toEqual(['practice:olga', 'practice:vera']);
    });

    it('is refused while somebody coordinates, and says so that it was even so', async () => {
      await expect(types()).rejects.toThrow(/^The Hub has a coordinator, vera, .*--even-so$/);

      const given = await types('--even-so');
      const [typed = ''] = given.split(' ');
      const olga = await bench.as('practice:olga').runs('exchange join', { code: typed });

      expect(given).toContain('all other coordinators and oversight are told');
      expect(olga).toContain('You are a coordinator of The Hub now.');
      expect(await coordinators()).toEqual(['olga', 'vera']);
    });

    it('does not count for a coordinator who came back before it was used', async () => {
      longAfter();
      const given = await code();
      await bench.as('practice:vera').runs('my notifications', { reminders: 'all' });

      const karim = await bench.as('practice:karim', inHub).runs('exchange join', { code: given });

      expect(karim).toContain('The code was not used: vera coordinates');
      expect(await coordinators()).toEqual(['vera']);
    });

    it('is nothing elsewhere nor for a member of another organisation, and then still good in the hub’s place', async () => {
      longAfter();
      const given = await code();

      const elsewhere = await bench.as('practice:karim', atGuest).runs('exchange join', { code: given });
      const guest = await bench.as('practice:salma', inHub).runs('exchange join', { code: given });
      const before = await coordinators();
      const here = await bench.as('practice:karim', inHub).runs('exchange join', { code: given });

      for (const said of [elsewhere, guest])
        expect(said).toContain('Type it in a workspace or server of The Hub');
      expect(before).toEqual(['vera']);
      expect(here).toContain('You are a coordinator');
    });

    it('is good for a day', async () => {
      longAfter();
      const given = await code();
      bench.clock.set(bench.clock.now() + day + 1);

      const karim = bench.as('practice:karim', inHub);

      await karim.runs('exchange join', { code: given });

      expect(problemOf(karim)).toContain('This code is not known, has been used, or is too old.');
      expect(await coordinators()).toEqual(['vera']);
    });

    it('lets one of two have it who type it at once', async () => {
      longAfter();
      const given = await code();

      await Promise.all(
        ['karim', 'lena', 'milo'].map((one) =>
          bench.as(`practice:${one}`, inHub).runs('exchange join', { code: given }),
        ),
      );

      expect(await coordinators()).toHaveLength(2);
    });
  },
);

/** What is wrong with the code, as the form says that came back. */
function problemOf(typist: Typist): string | undefined {
  return typist
    .form()
    ?.pages[0]?.fields.find(({ name }) => name === 'code')
    ?.problem?.join('');
}

/** A second process would close its own. */
function beside(store: Store): Store {
  return {
    read: (viewer, work) => store.read(viewer, work),
    write: (act, work) => store.write(act, work),
    verifyAudit: () => store.verifyAudit(),
    work: store.work,
    close: async () => undefined,
  };
}
