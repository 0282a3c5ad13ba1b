// The app manifest: what Slack would refuse is refused here first, with a sentence.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Catalogue } from '#bot/catalogue.ts';
import { usualScopes } from '../../../../test/emulators/slack/slack-emulator.ts';
import { courseCatalogue } from '../../../../test/support/slack-listener.ts';
import { manifest, scopes } from './manifest.ts';

/** What any bot token may do. */
const needsNoScope = ['auth.test', 'views.open', 'views.publish'];

function families(names: readonly string[]): Catalogue {
  const description = { en: 'About it', fr: '', es: '', ar: '' };
  return { commands: [], families: names.map((name) => ({ name, description })) };
}

describe('manifest', () => {
  it('names one command for each family, escaped, with what may follow it', () => {
    const made = manifest(courseCatalogue, { publicUrl: 'https://attache.example/' });

    expect(made.features.slash_commands).toEqual([
      {
        command: '/course',
        description: 'About course',
        usage_hint: 'propose',
        should_escape: true,
        url: 'https://attache.example/slack/events',
      },
      {
        command: '/exchange',
        description: 'About exchange',
        usage_hint: 'setup | help',
        should_escape: true,
        url: 'https://attache.example/slack/events',
      },
    ]);
    expect(made.settings.socket_mode_enabled).toBe(false);
    expect(made.settings.interactivity.request_url).toBe('https://attache.example/slack/events');
  });

  it('uses Socket Mode, and no addresses, where there is no public address', () => {
    const made = manifest(courseCatalogue);

    expect(made.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(made)).not.toContain('http');
  });

  it('shows an App Home, hears when it is opened, and names where an installation ends', () => {
    const overHttp = manifest(courseCatalogue, { publicUrl: 'https://attache.example/' });
    const overSockets = manifest(courseCatalogue, { installUrl: 'https://attache.example' });

    for (const made of [overHttp, overSockets]) {
      expect(made.features.app_home.home_tab_enabled).toBe(true);
      expect(made.settings.event_subscriptions.bot_events).toContain('app_home_opened');
      expect(made.oauth_config.redirect_urls).toEqual(['https://attache.example/slack/oauth_redirect']);
    }
    expect(overSockets.settings).toMatchObject({ socket_mode_enabled: true, interactivity: {} });
    expect(manifest(courseCatalogue).oauth_config).not.toHaveProperty('redirect_urls');
  });

  it('refuses a name that Slack keeps for itself, unless a prefix stands before it', () => {
    expect(() => manifest(families(['status']))).toThrow(/SLACK_COMMAND_PREFIX/);
    expect(
      manifest(families(['status']), { commandPrefix: 'attache-' }).features.slash_commands[0]?.command,
    ).toBe('/attache-status');
  });

  it('refuses a fifty-first command, and names that are none', () => {
    const fiftyOne = Array.from({ length: 51 }, (_, index) => `family-${index}`);

    expect(() => manifest(families(fiftyOne))).toThrow(/at most 50/);
    expect(() => manifest(families(['Course']))).toThrow(/not a name/);
    expect(() => manifest(families(['x'.repeat(33)]))).toThrow(/at most 32/);
  });

  it('asks for exactly the scopes that the code needs, each with its reason', () => {
    const sources = readdirSync(import.meta.dirname)
      .filter((name) => name.endsWith('.ts') && !name.includes('.test.') && name !== 'manifest.ts')
      .map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))
      .join('\n');
    const calls = [
      ...new Set([...sources.matchAll(/client\.((?:[a-z]+\.)+[a-zA-Z]+)\(/g)].map((match) => match[1])),
    ];

    expect(scopes.map(({ scope }) => scope).toSorted()).toEqual([...usualScopes].toSorted());
    const reasons = scopes.map(({ reason }) => reason).join(' ');
    for (const call of calls.filter((one) => !needsNoScope.includes(one ?? ''))) {
      expect(reasons).toContain(call?.split('.').at(-1));
    }
  });
});
