// What the platform finds about itself on Discord: token, clock, sessions, and its rights in every channel.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Finding, inEnglish } from '#bot/finding.ts';
import type { Platform } from '#bot/platform.ts';
import type { ChannelId } from '#exchange/people.ts';
import type { Channel } from '../../../../test/emulators/discord/state.ts';
import { type DiscordChat, startDiscordChat } from '../../../../test/support/discord-person.ts';
import { listenerWith } from '../../../../test/support/example-catalogue.ts';

let chat: DiscordChat;
let platform: Platform;

beforeEach(async () => {
  chat = await startDiscordChat();
  platform = chat.platform();
});
afterEach(() => chat.close());

const idOf = (channel: Channel): ChannelId => `discord:${channel.guild?.id}:${channel.id}`;
const told = (findings: readonly Finding[]) =>
  findings.map((finding) => [finding.verdict, finding.key.replace('finding.', '')].join(' '));

describe('on Discord', () => {
  test('all is well where all is well, and nothing is changed by looking', async () => {
    const channel = chat.emulator.addChannel(chat.guild, { name: 'news' });

    const findings = await platform.examine([idOf(channel)]);

    expect(told(findings)).toEqual([
      'ok discord.token',
      'ok discord.gateway',
      'ok clock.fine',
      'ok channel.fine',
    ]);
    expect(chat.emulator.accepted).toEqual([]);
    expect(chat.emulator.violations).toEqual([]);
    expect(chat.emulator.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('each channel is told with what is missing there', async () => {
    const add = (name: string) => chat.emulator.addChannel(chat.guild, { name });
    const channels = [add('hidden'), add('mute'), add('plain'), add('gone'), add('fine')] as const;
    const [hidden, mute, plain, gone, fine] = channels;
    chat.emulator.setBotLacks(hidden, ['view']);
    chat.emulator.setBotLacks(mute, ['send', 'attach']);
    chat.emulator.setBotLacks(plain, ['attach', 'readHistory']);
    chat.emulator.deleteChannel(gone);

    const findings = await platform.examine([...channels.map(idOf), 'discord:1:2']);

    const [, , , ...ofChannels] = findings;
    expect(told(ofChannels)).toEqual([
      'wrong channel.lacks',
      'wrong channel.lacks',
      'look channel.lacks',
      'wrong channel.gone',
      'ok channel.fine',
      'wrong channel.gone',
    ]);
    expect(ofChannels.map(({ about }) => about)).toEqual([...channels.map(idOf), 'discord:1:2']);
    const said = ofChannels.map((finding) =>
      inEnglish({ ...finding, facts: { ...finding.facts, organisation: { value: 'Accra' } } }),
    );
    expect(said[0]).toContain('View channel');
    expect(said[1]).toContain('#mute (Accra) Attaché lacks permissions: Send messages, Attach files.');
    expect(said[2]).toContain('Attach files, Read message history');
    expect(idOf(fine)).toBe(ofChannels[4]?.about);
  });

  test('a token that was reset, a clock that is wrong and too few sessions are each told with the mend', async () => {
    chat.emulator.setDateOff(-90_000);
    chat.emulator.world.sessionStarts = 950;
    const before = await platform.examine([]);
    chat.emulator.faults.next({ path: '/users/@me' }, { kind: 'status', status: 401 });
    const revoked = await platform.examine([`discord:${chat.guild.id}:1`]);

    expect(told(before)).toEqual(['ok discord.token', 'look discord.sessions', 'wrong clock.off']);
    expect(before.map(inEnglish)[2]).toMatch(
      /^The clock of Attaché is (89|90|91) seconds off that of Discord/,
    );
    expect(told(revoked)).toEqual(['wrong discord.refused']);
  });

  test('a platform that is slow, busy or away is told, and never thrown', async () => {
    const { faults } = chat.emulator;
    faults.next({ path: '/users/@me' }, { kind: 'rateLimited', retryAfterMs: 1000 });
    faults.next({ path: '/users/@me' }, { kind: 'status', status: 503 });
    faults.next({ path: '/users/@me' }, { kind: 'close' });

    const said = [await platform.examine([]), await platform.examine([]), await platform.examine([])];

    expect(said.map(told)).toEqual([
      ['look platform.tooFast'],
      ['look platform.trouble'],
      ['wrong platform.unreachable'],
    ]);
  });
});

test('the invitation asks for what the bot needs, and for nothing else', async () => {
  await platform.start(listenerWith({}));
  const address = new URL(platform.invitation() ?? '');
  await platform.stop();

  expect(address.origin + address.pathname).toBe('https://discord.com/oauth2/authorize');
  expect(Object.fromEntries(address.searchParams)).toEqual({
    client_id: chat.emulator.applicationId,
    permissions: '274878008320',
    scope: 'bot applications.commands',
  });
});
