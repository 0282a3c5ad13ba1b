// The gateway as events/gateway and the list of close codes describe it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DiscordEmulator, startDiscordEmulator } from './discord-emulator.ts';
import { objectIn } from './json.ts';
import { RawGateway, smallWorld } from './raw-client.ts';

const guilds = 1;

let discord: DiscordEmulator;

beforeEach(async () => {
  discord = await startDiscordEmulator({ heartbeatIntervalMs: 1234 });
});

afterEach(() => discord.stop());

async function identified(): Promise<RawGateway> {
  const gateway = await RawGateway.open(discord);
  gateway.identify(discord.token, guilds);
  await gateway.payload('READY');
  return gateway;
}

test('says hello with its heartbeat interval and acknowledges heartbeats', async () => {
  const gateway = await RawGateway.open(discord);

  const hello = await gateway.payload(10);
  gateway.send(1, null);

  expect(objectIn(hello.d).heartbeat_interval).toBe(1234);
  expect((await gateway.payload(11)).op).toBe(11);
});

test('plays a zombie when heartbeats are no longer acknowledged', async () => {
  discord.gateway.acknowledgesHeartbeats = false;
  const gateway = await RawGateway.open(discord);

  gateway.send(1, null);

  await discord.until(() => discord.gateway.received(1) === 1, 'the heartbeat');
  expect(gateway.received.map((payload) => payload.op)).toEqual([10]);
});

test('READY says where to resume, and every server follows complete', async () => {
  const { guild, channel } = await smallWorld(discord);
  const gateway = await identified();

  const ready = objectIn((await gateway.payload('READY')).d);
  const created = objectIn((await gateway.payload('GUILD_CREATE')).d);

  expect(ready.resume_gateway_url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\//);
  expect(ready.guilds).toEqual([{ id: guild.id, unavailable: true }]);
  for (const part of [
    'channels',
    'members',
    'threads',
    'voice_states',
    'presences',
    'stage_instances',
    'roles',
  ]) {
    expect(Array.isArray(created[part]), part).toBe(true);
  }
  expect(created.channels).toMatchObject([{ id: channel.id, name: 'courses' }]);
});

test.each([
  ['a wrong token', (gateway: RawGateway) => gateway.identify('wrong', guilds), 4004],
  ['an intent that was not granted', (gateway: RawGateway) => gateway.identify(discord.token, 1 << 15), 4014],
  ['an intent that does not exist', (gateway: RawGateway) => gateway.identify(discord.token, 1 << 30), 4013],
  ['anything before IDENTIFY', (gateway: RawGateway) => gateway.send(3, {}), 4003],
  ['an unknown opcode', (gateway: RawGateway) => gateway.send(99, {}), 4001],
  ['what is not JSON', (gateway: RawGateway) => gateway.socket.send('hello?'), 4002],
  ['more than 4,096 bytes', (gateway: RawGateway) => gateway.send(1, 'x'.repeat(4096)), 4002],
])('closes the connection on %s', async (_, misbehave, code) => {
  const gateway = await RawGateway.open(discord);

  misbehave(gateway);

  expect(await gateway.closed()).toBe(code);
});

test('closes the connection on a second IDENTIFY', async () => {
  const gateway = await identified();

  gateway.identify(discord.token, guilds);

  expect(await gateway.closed()).toBe(4005);
});

test('closes the connection on the 121st payload in a minute', async () => {
  const gateway = await identified();

  for (let sent = 1; sent < 121; sent += 1) gateway.send(1, null);

  expect(await gateway.closed()).toBe(4008);
});

test('closes the connection on another version of the API', async () => {
  const gateway = await RawGateway.open(discord, '?v=6&encoding=json');

  expect(await gateway.closed()).toBe(4012);
});

test('RESUME replays in order what came after the given sequence, then says RESUMED', async () => {
  const { amina, channel } = await smallWorld(discord);
  const first = await identified();
  await first.payload('GUILD_CREATE');
  const session = objectIn((await first.payload('READY')).d).session_id ?? '';
  first.socket.terminate();
  await discord.until(() => discord.gateway.connected.length === 0, 'the cut');
  const one = amina.runs(channel, ['ask']);
  const two = amina.runs(channel, ['ask']);

  const second = await RawGateway.open(discord);
  second.send(6, { token: discord.token, session_id: session, seq: 2 });
  await second.payload('RESUMED');

  const dispatches = second.received.filter((payload) => payload.op === 0);
  expect(dispatches.map((payload) => [payload.s, payload.t, objectIn(payload.d).id])).toEqual([
    [3, 'INTERACTION_CREATE', one.id],
    [4, 'INTERACTION_CREATE', two.id],
    [5, 'RESUMED', undefined],
  ]);
});

test('RESUME of a session that said goodbye is refused with op 9', async () => {
  const first = await identified();
  const session = objectIn((await first.payload('READY')).d).session_id ?? '';
  first.socket.close(1000);
  await discord.until(() => discord.gateway.connected.length === 0, 'the goodbye');

  const second = await RawGateway.open(discord);
  second.send(6, { token: discord.token, session_id: session, seq: 1 });

  expect((await second.payload(9)).d).toBe(false);
});

test('RESUME from a sequence that was never sent is closed with 4007', async () => {
  const first = await identified();
  const session = objectIn((await first.payload('READY')).d).session_id ?? '';
  first.socket.terminate();

  const second = await RawGateway.open(discord);
  second.send(6, { token: discord.token, session_id: session, seq: 100 });

  expect(await second.closed()).toBe(4007);
});

test('two sessions of one token both get every interaction', async () => {
  const { amina, channel } = await smallWorld(discord);
  const sessions = [await identified(), await identified()];

  const interaction = amina.runs(channel, ['ask']);

  for (const session of sessions)
    expect(objectIn((await session.payload('INTERACTION_CREATE')).d).id).toBe(interaction.id);
});

test('without the intent for messages none arrive, and without the one for content they are empty', async () => {
  const { amina, channel } = await smallWorld(discord);
  const quiet = await identified();
  const curious = await RawGateway.open(discord);
  curious.identify(discord.token, guilds | (1 << 9));
  await curious.payload('READY');

  discord.says(amina, channel, 'between us');

  expect(objectIn((await curious.payload('MESSAGE_CREATE')).d).content).toBe('');
  expect(quiet.received.some((payload) => payload.t === 'MESSAGE_CREATE')).toBe(false);
});
