// Bad luck on order, and the rate limits of topics/rate-limits.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DiscordEmulator, startDiscordEmulator } from './discord-emulator.ts';
import { answer, call, smallWorld } from './raw-client.ts';

let discord: DiscordEmulator;
let world: Awaited<ReturnType<typeof smallWorld>>;
const messages = '/channels/{channel_id}/messages';

beforeEach(async () => {
  discord = await startDiscordEmulator();
  world = await smallWorld(discord);
});

afterEach(() => discord.stop());

const post = (content: string) => call(discord, 'POST', world.messages, { content });

test('a request to a route that is not there, or with another token, is refused and a violation', async () => {
  const nowhere = await call(discord, 'GET', '/nowhere');
  const wrongMethod = await call(discord, 'PUT', world.messages);
  const stranger = await call(discord, 'GET', '/users/@me', undefined, 'Bot wrong');

  expect([nowhere.status, wrongMethod.status, stranger.status]).toEqual([404, 405, 401]);
  expect(discord.violations).toHaveLength(3);
  expect(discord.invalidRequests).toBe(1);
});

test('a body that is not JSON is refused', async () => {
  const response = await fetch(`${discord.apiUrl}/v10${world.messages}`, {
    method: 'POST',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: '{',
  });

  expect(await response.json()).toMatchObject({ code: 50109 });
});

test('an ordered 429 says how long to wait in header and body, and accepts nothing', async () => {
  discord.faults.next({ method: 'POST', path: messages }, { kind: 'rateLimited', retryAfterMs: 1500 });

  const limited = await post('one');
  const next = await post('two');

  expect(limited).toMatchObject({ status: 429, body: { retry_after: 1.5, global: false } });
  expect(limited.headers.get('retry-after')).toBe('1.5');
  expect(next.status).toBe(200);
  expect(discord.accepted.map((message) => message.content)).toEqual(['two']);
});

test('an ordered refusal carries its code, as often as asked', async () => {
  discord.faults.next(
    { path: /messages$/ },
    { kind: 'status', status: 403, code: 40003, message: 'Too fast' },
    2,
  );

  const codes = [await post('one'), await post('two'), await post('three')].map((sent) => sent.body.code);

  expect(codes).toEqual([40003, 40003, undefined]);
  expect(discord.faults.pending).toBe(0);
});

test('a request that is carried out and then answered with a 500 counts as accepted', async () => {
  discord.faults.next({ path: messages }, { kind: 'acceptThenFail' });

  const failed = await post('sent all the same');

  expect(failed.status).toBe(500);
  expect(discord.acceptedIn(world.channel)).toHaveLength(1);
  expect(discord.requests.at(-1)).toMatchObject({ status: 500, accepted: true, fault: 'acceptThenFail' });
});

test('a connection is cut before or after the request is carried out', async () => {
  discord.faults.next({ path: world.messages }, { kind: 'close' });
  discord.faults.next({ path: world.messages }, { kind: 'acceptThenClose' });

  await expect(post('lost')).rejects.toThrow();
  await expect(post('arrived')).rejects.toThrow();

  expect(discord.accepted.map((message) => message.content)).toEqual(['arrived']);
});

test('a hanging request is never answered, a slow one late', async () => {
  discord.faults.next({ path: messages }, { kind: 'hang' });
  discord.faults.next({ path: messages }, { kind: 'slow', ms: 200 });

  const hanging = await Promise.race([
    post('one'),
    new Promise((resolve) => setTimeout(() => resolve('no answer'), 300)),
  ]);
  const started = performance.now();
  await post('two');

  expect(hanging).toBe('no answer');
  expect(performance.now() - started).toBeGreaterThan(190);
  expect(discord.accepted.map((message) => message.content)).toEqual(['two']);
});

test('a bucket shows what is left and refuses the next, for this channel alone', async () => {
  const other = discord.addChannel(world.guild, { name: 'other' });
  discord.rateLimits.enable({ perRoute: { limit: 2, windowMs: 60_000 } });

  const [first, second, third] = [await post('1'), await post('2'), await post('3')];
  const elsewhere = await call(discord, 'POST', `/channels/${other.id}/messages`, { content: '1' });

  expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
  expect(second.headers.get('x-ratelimit-remaining')).toBe('0');
  expect(third).toMatchObject({ status: 429, body: { global: false } });
  expect(third.headers.get('x-ratelimit-scope')).toBe('user');
  expect(first.headers.get('x-ratelimit-bucket')).toBe(elsewhere.headers.get('x-ratelimit-bucket'));
  expect(elsewhere.status).toBe(200);
});

test('the global limit of fifty a second spares interactions', async () => {
  discord.rateLimits.enable({ global: 50, perRoute: { limit: 1000, windowMs: 60_000 } });

  const sent = await Promise.all(Array.from({ length: 55 }, (_, index) => post(`${index}`)));
  const answered = await answer(discord, world.amina.runs(world.channel, ['ask']), 4, { content: 'At once' });

  const limited = sent.filter((one) => one.status === 429);
  expect(limited.length).toBeGreaterThan(0);
  expect(limited[0]?.body.global).toBe(true);
  expect(limited[0]?.headers.get('x-ratelimit-global')).toBe('true');
  expect(answered.status).toBe(204);
});
