// The servers that the bot is in: what is told of them, once, across resumed sessions and other processes.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Listener, PlaceChange, PlaceJoined, Platform } from '#bot/platform.ts';
import { type DiscordChat, startDiscordChat } from '../../../../test/support/discord-person.ts';
import { listenerWith } from '../../../../test/support/example-catalogue.ts';
import { wantedPermissions } from './permissions.ts';

const patience = { timeout: 8_000, interval: 20 };
let chat: DiscordChat;
const running: Platform[] = [];

beforeEach(async () => {
  chat = await startDiscordChat();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((platform) => platform.stop()));
  await chat.close();
});

async function listening(does: Partial<Listener>, leases = chat.leases.process()): Promise<Platform> {
  const platform = chat.platform(leases);
  running.push(platform);
  await platform.start(listenerWith(does));
  return platform;
}

function newServer(locale = 'en-GB') {
  const guild = chat.emulator.addGuild({ name: 'Dakar', locale, withBot: false });
  const channel = chat.emulator.addChannel(guild, { name: 'lobby' });
  return { guild, place: `discord:${guild.id}`, channel: `discord:${guild.id}:${channel.id}` };
}

function noted() {
  const joined: PlaceJoined[] = [];
  const left: PlaceChange[] = [];
  const held: (readonly string[])[] = [];
  const does: Partial<Listener> = {
    placeJoined: async (one) => void joined.push(one),
    placeLeft: async (one) => void left.push(one),
    placesHeld: async (_, places) => void held.push(places),
  };
  return { joined, left, held, does };
}

describe('a server', () => {
  test('that the bot is in already is held, and not joined', async () => {
    const { joined, held, does } = noted();

    await listening(does);
    await expect.poll(() => held.length, patience).toBeGreaterThan(0);

    expect(held).toEqual([[chat.place]]);
    expect(joined).toEqual([]);
  });

  test('that is new is joined, with the channel and the language to greet in', async () => {
    const { joined, does } = noted();
    await listening(does);
    const { guild, place, channel } = newServer('fr');

    chat.emulator.addBot(guild);
    await expect.poll(() => joined.length, patience).toBeGreaterThan(0);

    expect(joined).toMatchObject([{ place, greeting: { channel, locale: 'fr' } }]);
  });

  test('that is out of order for a while is neither left nor joined', async () => {
    const { joined, left, held, does } = noted();
    await listening(does);
    await expect.poll(() => held.length, patience).toBeGreaterThan(0);

    chat.emulator.outage(chat.guild);
    chat.emulator.removeBot(newServer().guild);
    await expect.poll(() => left.length, patience).toBeGreaterThan(0);

    expect(left).toHaveLength(1);
    expect(joined).toEqual([]);
  });

  test('that was left and joined while the connection was cut is told of afterwards', async () => {
    const { joined, left, does } = noted();
    await listening(does);
    const { guild, place } = newServer();

    chat.emulator.gateway.drop();
    chat.emulator.addBot(guild);
    chat.emulator.removeBot(guild);
    await expect.poll(() => left.length, patience).toBeGreaterThan(0);

    expect([...joined, ...left].map((one) => one.place)).toEqual([place, place]);
  });

  test('has the same key for the process that takes over what another one had begun', async () => {
    const [first, second] = [noted(), noted()];
    const held = Promise.withResolvers<void>();
    const one = chat.leases.process();
    const hears = (joined: PlaceJoined) => {
      first.joined.push(joined);
      return held.promise;
    };
    await listening({ placeJoined: hears }, one);
    const { guild } = newServer();
    chat.emulator.addBot(guild);
    await expect.poll(() => first.joined.length, patience).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 1_200));

    one.overtaken();
    chat.emulator.gateway.drop();
    await listening(second.does);
    await expect.poll(() => second.joined.length, patience).toBeGreaterThan(0);
    held.resolve();

    expect(second.joined[0]?.key).toBe(first.joined[0]?.key);
    expect(second.joined[0]?.greeting?.key).toBe(first.joined[0]?.greeting?.key);
  });
});

test('the permissions that are asked for are none that moderates', () => {
  const [kick, ban, administrator, manageServer, everyone] = [1n, 2n, 3n, 5n, 17n].map((bit) => 1n << bit);

  for (const forbidden of [kick, ban, administrator, manageServer, everyone])
    expect(wantedPermissions & (forbidden ?? 0n)).toBe(0n);
});
