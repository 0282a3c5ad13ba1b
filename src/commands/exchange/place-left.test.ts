// What a coordinator hears of a place that Attaché is in no more, as things stand when they hear of it: on each platform.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlaceId } from '#exchange/people.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';

const installAt = 'https://attache.example/slack/install';
const installed = { name: 'Accra Police', enterprise: undefined, installedBy: undefined, botUser: 'U9' };

describe('a place that was left', () => {
  let bench: Bench;
  let coordinator: string;
  let academy: string;

  beforeEach(async () => {
    bench = await openBench();
    await bench.arrange(async ({ organisations, people }) => {
      const about = { country: 'GH', language: 'en', zone: 'Africa/Accra' } as const;
      const hub = await organisations.add({ ...about, name: 'The Hub', hub: true });
      academy = (await organisations.add({ ...about, name: 'Police Academy', hub: false })).id;
      const vera = await people.add({ name: 'Vera', organisation: hub.id, membership: 'confirmed' });
      await people.link('practice:vera', vera.id, 'Vera');
      await people.grant({ person: vera.id, role: 'coordinator', scope: 'hub' });
      coordinator = vera.id;
    });
  });
  afterEach(() => bench.close());

  const install = (place: PlaceId) =>
    bench.arrange(({ installations }) =>
      installations.keep({
        ...{ ...installed, place, platform: 'slack', scopes: 'commands' },
        sealed: { token: 'sealed', key: 'k1' },
      }),
    );

  function isLeft(place: PlaceId, page?: string): Promise<void> {
    return bench.arrange(async ({ places, deliveries }) => {
      await places.leave(place);
      await deliveries.add([
        {
          key: `left ${place}`,
          message: 'exchange/place-left',
          facts: { place, organisation: academy, installAt: page ?? null },
          person: coordinator,
          ...{ channel: undefined, organisation: undefined, purpose: undefined, post: undefined },
          tooLateAt: undefined,
        },
      ]);
    });
  }

  const heard = async () => {
    await bench.sendDue();
    return bench.delivered.map(({ says }) => says);
  };

  it('is named as its organisation’s, and comes back on Slack by the page on which it is installed', async () => {
    await install('slack:T7');
    await bench.arrange(({ installations }) => installations.end('slack:T7', 'uninstalled', {}));
    await isLeft('slack:T7', installAt);

    const [said, ...more] = await heard();

    expect(said).toContain('Attaché has been removed from Accra Police, which belongs to Police Academy.');
    expect(said).toContain(`an administrator of the workspace installs it again at ${installAt}`);
    expect(said).toContain('untie the place with /exchange untie');
    expect(more).toEqual([]);
  });

  it('is told otherwise where it was not removed, but its token is good no more', async () => {
    await install('slack:T7');
    await bench.arrange(({ installations }) => installations.end('slack:T7', 'revoked', {}));
    await isLeft('slack:T7', installAt);

    expect(await heard()).toEqual([expect.stringContaining('Attaché has lost its access to Accra Police')]);
  });

  it('comes back by hand where Attaché was installed by hand, and by the invitation on Discord', async () => {
    await isLeft('slack:T8');
    await isLeft('discord:9');

    const said = await heard();

    // Sent in no order: they came about at the same instant.
    expect(said.toSorted()).toEqual([
      expect.stringMatching(/^.*discord:9[\s\S]*invite it again with \/exchange invite/),
      expect.stringMatching(/^.*slack:T8[\s\S]*sets its new token as SLACK_BOT_TOKEN/),
    ]);
  });

  it('is no news any more once Attaché is there again', async () => {
    await isLeft('slack:T7', installAt);
    await bench.arrange(({ places }) => places.takeUp('slack:T7'));

    expect(await heard()).toEqual([]);
  });

  it('is no news for somebody who coordinates no more', async () => {
    await isLeft('slack:T7', installAt);
    await bench.arrange(({ people }) =>
      people.revoke({ person: coordinator, role: 'coordinator', scope: 'hub' }),
    );

    expect(await heard()).toEqual([]);
  });
});
