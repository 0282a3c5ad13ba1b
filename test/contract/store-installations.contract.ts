// Installations: where Attaché may speak, with a sealed token of which nothing stays once that has ended.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NewInstallation } from '#store/records/installations.ts';
import type { TestStore } from '../support/databases.ts';
import { change, hour, look, noon, type OpenStore, pastTheStore } from './store-bench.ts';

const accra: NewInstallation = {
  place: 'slack:T1',
  platform: 'slack',
  name: 'Académie d’Accra <!channel>',
  enterprise: undefined,
  botUser: 'U9',
  scopes: 'commands,chat:write',
  installedBy: 'slack:T1:U1',
  sealed: { token: 'sealed-1', key: 'k1' },
};

export function installationContract(open: OpenStore): void {
  let bench: TestStore;

  const keep = (installation: NewInstallation, now = noon) =>
    change(bench.store, ({ installations }) => installations.keep(installation), now);
  const end = (only: { until?: number; token?: string } = {}, now = noon) =>
    change(bench.store, ({ installations }) => installations.end('slack:T1', 'uninstalled', only), now);
  const byPlace = (place: `slack:${string}`) =>
    look(bench.store, ({ installations }) => installations.byPlace(place));

  describe('installations', () => {
    beforeAll(async () => {
      bench = await open();
    });
    beforeEach(() => pastTheStore(bench.place, 'delete from installations'));
    afterAll(() => bench.close());

    test('are found by their place, and listed by it', async () => {
      const rabat = { ...accra, place: 'slack:T0', enterprise: 'Royaume', installedBy: undefined } as const;

      const kept = await keep(accra);
      const other = await keep(rabat, noon + hour);

      expect(kept).toEqual({ ...accra, state: 'installed', installedAt: noon, endedAt: undefined });
      expect(await byPlace('slack:T1')).toEqual(kept);
      expect(await byPlace('slack:T2')).toBeUndefined();
      expect(await look(bench.store, ({ installations }) => installations.all())).toEqual([other, kept]);
    });

    test('end once, for one of several who hear of it, and nothing stays of the token', async () => {
      await keep(accra);

      const ended = await Promise.all([end({}, noon + 1), end({}, noon + 1), end({}, noon + 1)]);

      expect(ended.toSorted()).toEqual([false, false, true]);
      expect(await byPlace('slack:T1')).toMatchObject({
        state: 'uninstalled',
        sealed: undefined,
        endedAt: noon + 1,
      });
      expect(JSON.stringify(await pastTheStore(bench.place, 'select * from installations'))).not.toContain(
        'sealed-1',
      );
    });

    test('are taken up again by another installation, which an older end leaves alone', async () => {
      await keep(accra);
      await end();
      const again = await keep({ ...accra, sealed: { token: 'sealed-2', key: 'k1' } }, noon + hour);

      const late = [await end({ until: noon + hour - 1 }), await end({ token: 'sealed-1' })];

      expect(again).toMatchObject({ state: 'installed', installedAt: noon + hour, endedAt: undefined });
      expect(late).toEqual([false, false]);
      expect(await byPlace('slack:T1')).toEqual(again);
      expect(await end({ until: noon + hour, token: 'sealed-2' })).toBe(true);
    });

    test('are sealed anew as they were seen, and not when the token has changed or gone', async () => {
      await keep(accra);
      const reseal = (seen: string) =>
        change(bench.store, ({ installations }) =>
          installations.reseal('slack:T1', seen, { token: 'sealed-9', key: 'k2' }),
        );

      const done = [await reseal('sealed-0'), await reseal('sealed-1'), await reseal('sealed-1')];

      expect(done).toEqual([false, true, false]);
      expect((await byPlace('slack:T1'))?.sealed).toEqual({ token: 'sealed-9', key: 'k2' });
      await end();
      expect(await reseal('sealed-9')).toBe(false);
    });

    test('leave no word of a token, a name or a person in the audit', async () => {
      await keep(accra);
      await end();

      const entries = await pastTheStore(
        bench.place,
        "select * from audit where action like 'installation.%'",
      );

      expect(entries.length).toBeGreaterThanOrEqual(2);
      expect(JSON.stringify(entries)).not.toMatch(/sealed-|Accra|U1/);
    });
  });
}
