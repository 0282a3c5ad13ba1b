// Installations that somebody tries to begin, end or take over by other means than agreeing in their own browser.
import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newState, stateGoodFor } from '#bot/platforms/slack/install-state.ts';
import { scopes } from '#bot/platforms/slack/manifest.ts';
import { pastTheStore } from '../contract/store-bench.ts';
import { type Browser, publicUrl, type SeenPage } from '../support/slack-browser.ts';
import { canaries, openWorkspaces, type Workspaces } from '../support/slack-workspaces.ts';

const cookieName = '__Host-attache-install';

describe('an installation', () => {
  let here: Workspaces;
  let browser: Browser;

  let callsBefore: number;

  beforeAll(async () => {
    here = await openWorkspaces('http');
  });
  beforeEach(async () => {
    await pastTheStore(here.place, 'delete from installations');
    callsBefore = here.emulator.calls.length;
    browser = here.browser();
  });
  afterEach(() => expect(here.emulator.violations).toEqual([]));
  afterAll(() => here.close());

  const exchanges = () =>
    here.emulator.calls.slice(callsBefore).filter(({ method }) => method === 'oauth.v2.access').length;

  async function installed(): Promise<number> {
    const all = await here.store.read({ kind: 'process' }, ({ installations }) => installations.all());
    return all.length;
  }

  /** Nothing was kept, and the page says so. */
  async function cameToNothing(page: SeenPage, words: string): Promise<void> {
    expect(page.words).toContain(words);
    expect(page.words).toContain('Nothing has been changed.');
    expect(page.status).toBe(400);
    expect(await installed()).toBe(0);
  }

  test('asks Slack for exactly the scopes of the manifest, and comes back to the public address', async () => {
    const atSlack = await browser.begins();

    expect(atSlack.origin + atSlack.pathname).toBe('https://slack.com/oauth/v2/authorize');
    expect(atSlack.searchParams.get('scope')).toBe(scopes.map(({ scope }) => scope).join(','));
    expect(atSlack.searchParams.get('redirect_uri')).toBe(`${publicUrl}/slack/oauth_redirect`);
    expect(atSlack.href).not.toContain(here.emulator.clientSecret);
  });

  test('is refused with a state that was made up, signed by another or changed', async () => {
    const { state } = newState('another secret', Date.now());
    const own = (await browser.begins()).searchParams.get('state') ?? '';
    const longer = own.replace(/^[^.]+/, (Date.now() + 86_400_000).toString(36));
    const unsigned = own.slice(0, own.lastIndexOf('.'));
    const resigned = `${unsigned}.${createHmac('sha256', '').update(unsigned).digest('base64url')}`;
    const code = (await browser.agrees(await browser.begins(), here.hub.workspace)).searchParams.get('code');

    for (const forged of ['', '.', '...', 'x', state, longer, unsigned, resigned, 'ÿ'.repeat(99)]) {
      const query = new URLSearchParams({ code: `${code}`, state: forged });
      await cameToNothing(await browser.opens(`/slack/oauth_redirect?${query}`), 'this browser has begun');
    }

    expect(exchanges()).toBe(0);
  });

  test('is not ended in another browser, whose cookie is another or none', async () => {
    const back = await browser.agrees(await browser.begins(), here.hub.workspace);
    const victim = here.browser();
    const without = await victim.opens(back);
    await victim.begins();

    await cameToNothing(without, 'this browser has begun');
    await cameToNothing(await victim.opens(back), 'this browser has begun');
    expect(exchanges()).toBe(0);
  });

  test('is not ended with a state that is too old', async () => {
    const { state, browser: cookie } = newState(canaries.state, Date.now() - stateGoodFor - 1000);
    browser.cookies.set(cookieName, cookie);

    const late = await browser.opens(`/slack/oauth_redirect?code=c&state=${state}`);

    await cameToNothing(late, 'more than ten minutes ago');
    expect(exchanges()).toBe(0);
  });

  test('is ended once with a state, however often and however fast it is brought', async () => {
    const back = await browser.agrees(await browser.begins(), here.hub.workspace);
    const cookie = browser.cookies.get(cookieName) ?? '';

    const pages = await Promise.all(
      Array.from({ length: 8 }, () => {
        const tab = here.browser();
        tab.cookies.set(cookieName, cookie);
        return tab.opens(back);
      }),
    );

    expect(pages.map(({ status }) => status).toSorted()).toEqual([200, ...Array(7).fill(400)]);
    expect(exchanges()).toBe(1);
    expect(await installed()).toBe(1);
  });

  test('is refused with a code that was used, in a state of one’s own', async () => {
    const back = await browser.agrees(await browser.begins(), here.hub.workspace);
    await browser.opens(back);
    const attacker = here.browser();
    const own = await attacker.begins();
    const stolen = new URLSearchParams({
      code: back.searchParams.get('code') ?? '',
      state: own.searchParams.get('state') ?? '',
    });

    const page = await attacker.opens(`/slack/oauth_redirect?${stolen}`);

    expect(page.status).toBe(502);
    expect(page.words).toContain('code_already_used');
  });

  test('that was cancelled, or that Slack refuses or leaves unanswered, says so and how to begin again', async () => {
    const denied = await browser.opens(
      await browser.agrees(await browser.begins(), here.hub.workspace, 'deny'),
    );
    const whole = await browser.opens(
      await browser.agrees(await browser.begins(), here.hub.workspace, 'organisation'),
    );
    here.emulator.faults.next('oauth.v2.access', { kind: 'error', error: '<script>alert(1)</script>' });
    const refused = await browser.installs(here.hub.workspace);
    here.emulator.faults.next('oauth.v2.access', { kind: 'server-error' });
    const silent = await browser.installs(here.hub.workspace);

    await cameToNothing(denied, 'was cancelled in Slack');
    await cameToNothing(whole, 'not in a whole organisation of Slack');
    expect(refused).toMatchObject({
      status: 502,
      words: expect.stringContaining('<script>alert(1)</script>'),
    });
    expect(refused.html).not.toContain('<script');
    expect(silent.words).toContain('cannot be reached');
    for (const { html } of [denied, refused, silent]) expect(html).toContain(`${publicUrl}/slack/install`);
  });

  test('shows nothing of what stands in the address, and nothing that a browser would run', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
    const query = new URLSearchParams({ code: evil, state: evil, error: evil, error_description: evil });

    for (const address of [`?${query}`, `?code=${evil}&state=${evil}`, `?${evil}`, `?error=${evil}`]) {
      const { html, headers } = await browser.opens(`/slack/oauth_redirect${address}`);
      expect(html).not.toContain('alert');
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'/);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test('shows the name of a workspace as text, whatever it is called', async () => {
    const workspace = here.emulator.addWorkspace({
      name: '<b onclick="x">Évil</b> & مساحة',
      installed: false,
    });

    const page = await browser.installs(workspace);

    expect(page.words).toContain('<b onclick="x">Évil</b> & مساحة');
    expect(page.html).not.toContain('<b ');
  });

  test.each([
    ['fr-CH,fr;q=0.9,en;q=0.8', 'fr', 'ltr', 'Attaché est installé dans'],
    ['de, es-PE;q=0.7, en;q=0.5', 'es', 'ltr', 'Attaché está instalado en'],
    ['ar-MA', 'ar', 'rtl', 'تم تثبيت'],
    ['de;q=1, *;q=0.1', 'en', 'ltr', 'Attaché is installed in'],
  ])('is told to a browser that asks for %s in %s', async (asked, language, direction, words) => {
    const page = await here.browser(asked).installs(here.hub.workspace);

    expect(page.html).toContain(`<html lang="${language}" dir="${direction}">`);
    expect(page.words).toContain(words);
    expect(page.html).toContain('<code dir="ltr">/exchange join</code>');
    expect(page.html).not.toContain(here.hub.workspace.botToken);
  });

  test('keeps its half in a cookie that no page and no other host can read or plant', async () => {
    const response = await fetch(`${here.hub.door()}/slack/install`, { redirect: 'manual' });

    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(
      /^__Host-attache-install=[\w-]{20,}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(response.headers.get('location')).not.toContain(cookie.split(/[=;]/)[1] ?? '');
  });

  test('is asked for by reading alone', async () => {
    for (const path of ['/slack/install', '/slack/oauth_redirect'])
      for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
        expect((await fetch(`${here.hub.door()}${path}`, { method })).status).toBe(405);
  });
});
