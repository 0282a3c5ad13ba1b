// What a coordinator hears of a workspace that has let Attaché go, as things stand when they hear of it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';

const place = 'slack:T7';

describe('a workspace that was lost', () => {
  let bench: Bench;
  let coordinator: string;

  beforeEach(async () => {
    bench = await openBench();
    coordinator = await bench.arrange(async ({ organisations, people }) => {
      const hub = await organisations.add({
        ...{ name: 'The Hub', country: 'GH', language: 'en', zone: 'Africa/Accra' },
        hub: true,
      });
      const vera = await people.add({ name: 'Vera', organisation: hub.id, membership: 'confirmed' });
      await people.link('practice:vera', vera.id, 'Vera');
      await people.grant({ person: vera.id, role: 'coordinator', scope: 'hub' });
      return vera.id;
    });
  });
  afterEach(() => bench.close());

  async function isLost(): Promise<void> {
    await bench.arrange(async ({ installations, deliveries }) => {
      await installations.keep({
        ...{ place, platform: 'slack', name: 'Accra Police', enterprise: undefined, installedBy: undefined },
        ...{ botUser: 'U9', scopes: 'commands', sealed: { token: 'sealed', key: 'k1' } },
      });
      await installations.end(place, 'uninstalled', {});
      await deliveries.add([
        {
          key: 'workspace lost',
          message: 'exchange/workspace-lost',
          facts: { place, installAt: 'https://attache.example/slack/install' },
          person: coordinator,
          ...{ channel: undefined, organisation: undefined, purpose: undefined, post: undefined },
          tooLateAt: undefined,
        },
      ]);
    });
  }

  const heard = () => bench.delivered.map(({ says }) => says);

  it('is named, with who works there and how it comes back', async () => {
    await isLost();
    await bench.arrange(async ({ organisations }) => {
      const academy = await organisations.add({
        ...{ name: 'Police Academy', country: 'GH', language: 'en', zone: 'Africa/Accra' },
        hub: false,
      });
      await organisations.tie(place, academy.id, undefined);
    });

    await bench.sendDue();

    expect(heard()).toEqual([expect.stringContaining('Attaché was removed from Accra Police')]);
    expect(heard()[0]).toContain('Police Academy works in this workspace.');
    expect(heard()[0]).toContain('https://attache.example/slack/install');
  });

  it('is no news any more once it has come back', async () => {
    await isLost();
    await bench.arrange(({ installations }) =>
      installations.keep({
        ...{ place, platform: 'slack', name: 'Accra Police', enterprise: undefined, installedBy: undefined },
        ...{ botUser: 'U9', scopes: 'commands', sealed: { token: 'sealed anew', key: 'k1' } },
      }),
    );

    await bench.sendDue();

    expect(heard()).toEqual([]);
  });

  it('is no news for somebody who coordinates no more', async () => {
    await isLost();
    await bench.arrange(({ people }) =>
      people.revoke({ person: coordinator, role: 'coordinator', scope: 'hub' }),
    );

    await bench.sendDue();

    expect(heard()).toEqual([]);
  });
});
