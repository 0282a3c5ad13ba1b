// Installing by OAuth: the consent page, the code, the token; through bolt's own installer.
import { App, type Installation } from '@slack/bolt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SlackEmulator, startSlackEmulator } from './slack-emulator.ts';

let slack: SlackEmulator;

beforeEach(async () => {
  slack = await startSlackEmulator();
});

afterEach(() => slack.stop());

async function access(args: Record<string, string>): Promise<unknown> {
  const response = await fetch(`${slack.apiUrl}oauth.v2.access`, {
    method: 'POST',
    body: new URLSearchParams(args),
  });
  return response.json();
}

it('gives a token for a code, once, to the right client', async () => {
  slack.addWorkspace({ name: 'Hub', installed: false });
  const redirect_uri = 'http://127.0.0.1:1/slack/oauth_redirect';
  const consent = new URLSearchParams({ client_id: slack.clientId, redirect_uri, state: 's1' });
  const page = await fetch(`${slack.authorizeUrl}?${consent}`, { redirect: 'manual' });
  const back = new URL(page.headers.get('location') ?? '');
  const client = { client_id: slack.clientId, client_secret: slack.clientSecret, redirect_uri };
  const code = back.searchParams.get('code') ?? '';

  const stranger = await access({ ...client, client_secret: 'guess', code });
  const elsewhere = await access({ ...client, redirect_uri: 'http://127.0.0.1:2/', code });
  const given = await access({ ...client, code });
  const again = await access({ ...client, code });

  expect(back.searchParams.get('state')).toBe('s1');
  expect(stranger).toMatchObject({ error: 'bad_client_secret' });
  expect(elsewhere).toMatchObject({ error: 'bad_redirect_uri' });
  expect(given).toMatchObject({
    ok: true,
    access_token: expect.stringMatching(/^xoxb-/),
    team: { name: 'Hub' },
  });
  expect(again).toMatchObject({ error: 'code_already_used' });
});

it('works through the installer of bolt', async () => {
  const hub = slack.addWorkspace({ name: 'Hub', installed: false });
  const stored = new Map<string, Installation>();
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const app = new App({
    signingSecret: slack.signingSecret,
    clientId: slack.clientId,
    clientSecret: slack.clientSecret,
    stateSecret: 'state-secret',
    scopes: ['commands'],
    clientOptions,
    installerOptions: { clientOptions, authorizationUrl: slack.authorizeUrl, directInstall: true },
    installationStore: {
      storeInstallation: async (installation) => void stored.set(installation.team?.id ?? '', installation),
      fetchInstallation: async (query) => {
        const found = stored.get(query.teamId ?? '');
        if (!found) throw new Error('not installed');
        return found;
      },
    },
  });
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  slack.redirectInstallationsTo(`${origin}/slack/oauth_redirect`);

  const install = await fetch(`${origin}/slack/install`, { redirect: 'manual' });
  const page = await fetch(install.headers.get('location') ?? '', { redirect: 'manual' });
  const cookie = install.headers.getSetCookie().join('; ');
  const done = await fetch(page.headers.get('location') ?? '', { headers: { cookie } });
  server.closeAllConnections();
  await app.stop();

  expect(done.status).toBe(200);
  expect(stored.get(hub.id)?.bot?.token).toBe(hub.botToken);
  expect(slack.violations).toEqual([]);
});
