// The program as its watchers see it: alive, ready, and counted, from its first moment to its last.
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openProgramRoom, type ProgramRoom } from './program-room.ts';

let room: ProgramRoom;

beforeEach(async () => {
  room = await openProgramRoom();
});

afterEach(() => room.close());

async function figures(): Promise<string> {
  return (await room.ask('/metrics'))?.text ?? '';
}

/** Waits for what is told only once everything has been said. */
async function untilFigure(name: string): Promise<string> {
  const until = performance.now() + 5_000;
  for (;;) {
    const text = await figures();
    if (text.includes(name) || performance.now() > until) return text;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('health of the program', () => {
  test('is ready when it says that it runs, and counts what it does by command and outcome', async () => {
    const program = await room.start();

    const [alive, ready] = [await room.ask('/healthz'), await room.ask('/readyz')];
    await room.setUp(program);
    await room.slack.person('Kwame');
    await room.types('Kwame', '/exchange join');
    await room.types('Kwame', '/course propose title:Nightingale');
    await room.types('Kwame', '/course nightingale');
    const refused =
      'attache_requests_total{kind="command",path="course propose",outcome="refused",platform="slack"}';
    await untilFigure(`${refused} 1\n`);
    const text = await untilFigure('attache_deliveries{state="sent"} 1\n');

    expect([alive?.status, ready?.status, ready?.text]).toEqual([200, 200, '{"ready":true}']);
    for (const line of [
      'attache_requests_total{kind="command",path="exchange setup",outcome="answered",platform="slack"} 1',
      'attache_requests_total{kind="command",path="exchange join",outcome="answered",platform="slack"} 1',
      'attache_requests_total{kind="command",path="help",outcome="answered",platform="slack"} 1',
      `${refused} 1`,
      'attache_first_reply_seconds_count{path="exchange setup",platform="slack"} 1',
      'attache_delivery_attempts_total{platform="slack",outcome="sent"} 1',
      'attache_deliveries{state="undeliverable"} 0',
      'attache_delivery_queue_age_seconds 0',
      'attache_platform_connection{platform="slack",state="connected"} 1',
      'attache_platform_connection{platform="discord",state="connected"} 1',
      'attache_record_up 1',
      'attache_requests_under_way 0',
    ])
      expect(text).toContain(`${line}\n`);
    expect(text).toMatch(/^attache_schedule_last_tick_timestamp_seconds \d{10}/m);
    expect(text).toMatch(/^attache_sweep_seconds_count\{job="nomination-reminders"\} [1-9]/m);
    expect(text).toMatch(/^attache_build_info\{version="\d+\.\d+\.\d+"\} 1$/m);
  });

  test('tells nothing of people, of what they typed, or of secrets', async () => {
    const program = await room.start();
    await room.setUp(program);
    await room.types('Nadia', '/course propose title:Nightingale');
    await room.types('Nadia', '/nightingale');

    const told = [
      await figures(),
      (await room.ask('/healthz'))?.text,
      (await room.ask('/readyz'))?.text,
    ].join('');

    for (const secret of [
      'Nadia',
      'ightingale',
      'The Hub',
      room.slack.workspace.botToken,
      room.slack.emulator.signingSecret,
      room.discord.emulator.token,
    ])
      expect(told).not.toContain(secret);
  });

  test('starts without its usual port when that is taken, and refuses to when it was asked for', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });

    const refused = room.start({ HEALTH_PORT: String(port) });

    await expect(refused).rejects.toThrow(
      `Port ${port} is taken by another program: stop that, or set HEALTH_PORT to a free one, or to off.`,
    );
    const off = await room.start({ HEALTH_PORT: 'off' });
    expect(await room.ask('/healthz')).toBeUndefined();
    expect((await off.stop()).code).toBe(0);
    taken.close();
  });
});
