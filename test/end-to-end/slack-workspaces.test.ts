// Two organisations, each in a Slack workspace of its own, let in by their own administrators: over both doors.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canaries, openWorkspaces, type Workspaces } from '../support/slack-workspaces.ts';

const everywhere: { readonly kind: 'process' } = { kind: 'process' };

describe.each(['http', 'socket'] as const)(
  'workspaces that install Attaché by themselves, over %s',
  (over) => {
    let here: Workspaces;

    beforeEach(async () => {
      here = await openWorkspaces(over);
    });

    afterEach(async () => {
      expect(here.emulator.violations).toEqual([]);
      await here.close();
    });

    async function bothInstalled(): Promise<void> {
      for (const { workspace } of [here.hub, here.accra]) {
        const { status } = await here.browser().installs(workspace);
        expect(status).toBe(200);
      }
    }

    test('are heard and answered once they have done so, and not before', async () => {
      const ama = await here.accra.person('Ama');
      const before = await here.accra
        .user('Ama')
        .runs(here.accra.channelNamed('general'), '/exchange', 'help');

      await bothInstalled();
      await ama.runs('exchange help');

      expect(before).toMatchObject({ outcome: 'acknowledged' });
      expect(before.body ?? '').not.toContain('exchange');
      expect(await ama.waitsFor('This workspace or server is not tied to an organisation')).toBeTruthy();
    });

    test('form one exchange, in which each is spoken to with its own token alone', async () => {
      await bothInstalled();

      await here.opensTheExchange();

      const told = (workspace: string) =>
        here.emulator.accepted.filter(
          (one) => one.method === 'chat.postMessage' && one.workspaceId === workspace,
        ).length;
      expect(told(here.hub.workspace.id)).toBeGreaterThan(0);
      expect(told(here.accra.workspace.id)).toBeGreaterThan(0);
      expect(here.strayCalls()).toEqual([]);
      await here.restarts();
      const ama = await here.accra.person('Ama');
      await ama.runs('my tasks');
      expect(await ama.waitsFor('Nothing waits for you at the moment')).toBeTruthy();
    });

    test('that remove it are not spoken to any more, of which the coordinator is told once, and come back', async () => {
      await bothInstalled();
      await here.opensTheExchange();
      const nadia = await here.hub.person('Nadia');
      const ama = await here.accra.person('Ama');
      const events = await here.accra.workspace.uninstall();
      for (const event of events) await here.emulator.retryEvent(event, 1);
      const calls = here.emulator.calls.length;

      await tellAma('first');
      await here.sends();

      expect(events.map(({ outcome }) => outcome)).toEqual(['acknowledged', 'acknowledged']);
      await nadia.waitsFor('Attaché has been removed from Accra Police', 'direct');
      const losses = (await nadia.sees('direct')).filter((text) =>
        text.includes('Accra Police, which belongs to'),
      );
      expect(losses).toEqual([expect.stringContaining('https://attache.example/slack/install')]);
      expect(here.emulator.calls.slice(calls).filter(({ error }) => error !== undefined)).toEqual([]);
      await nadia.runs('exchange undelivered');
      await nadia.waitsFor('Attaché is no longer in that workspace or server');
      const row = await here.store.read(everywhere, ({ installations }) =>
        installations.byPlace(`slack:${here.accra.workspace.id}`),
      );
      expect(row).toMatchObject({ state: 'uninstalled', sealed: undefined });

      const again = await here.browser().installs(here.accra.workspace);
      await here.emulator.retryEvent(events[0] ?? never(), 2);
      await nadia.presses('Send again');
      await here.sends();

      expect(again.words).toContain('Attaché is installed anew in Accra Police');
      const welcomes = (await ama.sees('direct')).filter((text) => text.includes('Welcome to the exchange'));
      expect(welcomes).toHaveLength(2);
      await ama.runs('my tasks');
      await ama.waitsFor('Nothing waits for you at the moment');
      expect(here.strayCalls()).toEqual([]);
    });

    test('whose token Slack takes no more are found out by the first call, without an event', async () => {
      await bothInstalled();
      await here.opensTheExchange();
      const nadia = await here.hub.person('Nadia');
      here.emulator.faults.next('chat.postMessage', { kind: 'error', error: 'token_revoked' });

      await tellAma('first');
      await here.sends();
      await here.sends();

      await nadia.waitsFor('Attaché has lost its access to Accra Police', 'direct');
      const place = `slack:${here.accra.workspace.id}` as const;
      const row = await here.store.read(everywhere, ({ installations }) => installations.byPlace(place));
      expect(row?.state).toBe('revoked');
    });

    test('leave no secret in the log, the pages, the audit, or in clear in the record', async () => {
      const page = await here.browser().installs(here.hub.workspace);
      await here.browser().installs(here.accra.workspace);
      await here.opensTheExchange();
      await here.accra.workspace.revokeTokens();
      here.emulator.faults.next('oauth.v2.access', { kind: 'error', error: 'bad_client_secret' });
      const refused = await here.browser().installs(here.accra.workspace);
      here.emulator.faults.next('oauth.v2.access', { kind: 'server-error' });
      await here.browser().installs(here.accra.workspace);
      await here.browser().opens('/slack/oauth_redirect?code=code-canary&state=canary.of.state');
      const place = 'sqliteFile' in here.place ? here.place.sqliteFile : '';

      const record = [place, `${place}-wal`].map((file) => readFileSync(file, 'latin1')).join('');
      const audit = await here.store.verifyAudit();

      const { emulator, hub, accra } = here;
      const tokens = [hub.workspace.botToken, accra.workspace.botToken];
      for (const secret of [...tokens, ...Object.values(canaries), emulator.clientSecret, 'code-canary']) {
        expect(here.logged.join('\n')).not.toContain(secret);
        expect(page.html + refused.html).not.toContain(secret);
        expect(record).not.toContain(secret);
      }
      expect(here.logged.length).toBeGreaterThan(3);
      expect(audit).toMatchObject({ whole: true });
    });

    /** Something for Ama, who has only her account in Accra's workspace. */
    async function tellAma(key: string): Promise<void> {
      await here.store.write({ viewer: everywhere, actor: 'test', now: Date.now() }, async (records) => {
        const account = (await here.accra.person('Ama')).account;
        const found = await records.people.byAccount(account, Date.now());
        await records.deliveries.add([
          {
            key,
            message: 'exchange/member-confirmed',
            facts: { person: found?.person.id ?? '', role: 'liaison' },
            person: found?.person.id,
            ...{ channel: undefined, organisation: undefined, purpose: undefined, post: undefined },
            tooLateAt: undefined,
          },
        ]);
      });
    }
  },
);

describe('a workspace whose token is configured', () => {
  let here: Workspaces;

  beforeEach(async () => {
    here = await openWorkspaces('http', { isHubConfigured: true });
    await here.browser().installs(here.accra.workspace);
    await here.opensTheExchange();
  });
  afterEach(async () => {
    expect(here.emulator.violations).toEqual([]);
    await here.close();
  });

  test('works beside others that install Attaché by themselves', async () => {
    const all = await here.store.read(everywhere, ({ installations }) => installations.all());

    expect(all.map(({ name }) => name)).toEqual(['Accra Police']);
    expect(here.strayCalls()).toEqual([]);
  });

  test('is left when it removes Attaché, and is there again after a start with a token that is good', async () => {
    const hub = `slack:${here.hub.workspace.id}` as const;
    const left = () => here.store.read(everywhere, ({ places }) => places.left());
    await here.hub.workspace.uninstall();
    const afterwards = await left();

    here.hub.workspace.installByHand();
    await here.restarts();

    expect(afterwards.map(({ place }) => place)).toEqual([hub]);
    expect(await left()).toEqual([]);
  });
});

function never(): never {
  throw new Error('Nothing was sent.');
}
