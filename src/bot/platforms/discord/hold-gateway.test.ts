// Several processes and one gateway: exactly one hears, and another goes on where it stopped.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Listener, Platform } from '#bot/platform.ts';
import type { LeasesOfOne } from '../../../../test/support/discord-leases.ts';
import {
  type DiscordChat,
  type DiscordPerson,
  startDiscordChat,
} from '../../../../test/support/discord-person.ts';
import { listenerWith } from '../../../../test/support/example-catalogue.ts';
import { says } from '../../../../test/support/example-drawings.ts';

const identify = 2;
const resume = 6;

interface Process {
  readonly platform: Platform;
  readonly leases: LeasesOfOne;
  readonly heard: string[];
}

let chat: DiscordChat;
let amina: DiscordPerson;
let running: Process[];

beforeEach(async () => {
  chat = await startDiscordChat();
  amina = await chat.person('Amina');
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map(({ platform }) => platform.stop()));
  await chat.close();
});

/** Answers whatever is asked with its own name. */
async function process(name: string, does: Partial<Listener> = {}): Promise<Process> {
  const leases = chat.leases.process();
  const heard: string[] = [];
  const platform = chat.platform(leases);
  const one = { platform, leases, heard };
  running.push(one);
  await platform.start(
    listenerWith({
      asked: async ({ key, reply }) => {
        heard.push(key);
        await reply.show(says(`From ${name}.`), 'asker');
      },
      ...does,
    }),
  );
  return one;
}

function received(opcode: number): number {
  return chat.emulator.gateway.received(opcode);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function takenUp(): Promise<void> {
  await expect.poll(() => received(resume), { timeout: 10_000 }).toBe(1);
  await chat.emulator.connected();
}

describe('of two processes', () => {
  test('one is at the gateway, and the other stands by without keeping its start waiting', async () => {
    const first = await process('one');
    const second = await process('two');

    await amina.runs('exchange status');

    expect(await amina.sees()).toEqual(['From one.']);
    expect([first.leases.holds, second.leases.holds]).toEqual([true, false]);
    expect(received(identify)).toBe(1);
  });

  test('only the one at the gateway registers the commands, and both can name them', async () => {
    await process('one');
    const second = await process('two');
    const before = chat.emulator.requests.filter(({ method }) => method === 'POST').length;

    const channel = await chat.channel('courses');
    const text = ['Type ', { command: 'course propose' }];
    await second.platform.post({
      to: { channel },
      drawing: { language: 'en', zone: 'UTC', view: [{ paragraph: text }] },
      proof: 'one',
      depart: async () => undefined,
      addressees: [],
    });

    expect(before).toBe(2);
    expect(chat.emulator.accepted[0]?.content).toMatch(/<\/course propose:\d+>/);
  });

  test('the other goes on with the session when the first loses its lease, and hears what came between', async () => {
    const first = await process('one');
    const second = await process('two');
    await amina.runs('exchange status');
    await wait(1_100);

    const lost = first.leases.lose();
    await expect.poll(() => chat.emulator.gateway.connected.length).toBe(0);
    const between = amina.user.runs(chat.home, ['exchange', 'status']);
    lost.runOut();
    await takenUp();
    await between.settled();

    expect(received(identify)).toBe(1);
    expect(await amina.sees()).toEqual(['From one.', 'From two.']);
    expect(second.heard).toEqual([`discord:${between.id}`]);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('the one that was frozen while the other took over hears nothing any more', async () => {
    const first = await process('one');
    const second = await process('two');

    first.leases.overtaken();
    await expect.poll(() => second.leases.holds).toBe(true);
    await takenUp();
    await amina.runs('exchange status');

    expect(first.heard).toEqual([]);
    expect(await amina.sees()).toEqual(['From two.']);
  });

  test('the first hands over when it is stopped, and finishes what it heard', async () => {
    let finished = false;
    const first = await process('one', {
      asked: async ({ reply }) => {
        await wait(500);
        finished = true;
        await reply.show(says('From one.'), 'asker');
      },
    });
    await process('two');
    const asked = amina.user.runs(chat.home, ['exchange', 'status']);
    await expect.poll(() => chat.emulator.gateway.sessions.length).toBe(1);
    await wait(100);

    await first.platform.stop();
    await takenUp();
    await asked.settled();
    await amina.runs('course propose');

    expect(finished).toBe(true);
    expect(await amina.sees()).toEqual(['From one.', 'From two.']);
    expect(received(identify)).toBe(1);
  });

  test('the other begins anew where Discord no longer knows the session', async () => {
    const first = await process('one');
    await process('two');
    chat.emulator.gateway.acceptsResume = false;

    first.leases.lose().runOut();
    await expect.poll(() => received(identify), { timeout: 10_000 }).toBe(2);
    await chat.emulator.connected();
    await amina.runs('exchange status');

    expect(await amina.sees()).toEqual(['From two.']);
  });
});

describe('what Discord sends once more', () => {
  test('is not done when it is too late for anybody to be told', async () => {
    let slow = 5_000;
    await chat.close();
    chat = await startDiscordChat({ clock: { now: () => Date.now() - slow } });
    amina = await chat.person('Amina');
    const first = await process('one');
    const second = await process('two');
    await wait(1_100);
    const lost = first.leases.lose();
    await expect.poll(() => chat.emulator.gateway.connected.length).toBe(0);
    const late = amina.user.runs(chat.home, ['exchange', 'status']);
    slow = 0;

    lost.runOut();
    await takenUp();
    await wait(200);
    await amina.runs('course propose');

    expect(late.callback).toBeUndefined();
    expect(second.heard).toEqual([`discord:${amina.last?.id}`]);
    expect(await amina.sees()).toEqual(['From two.']);
  });

  test('is left to whoever acknowledged it, which may be a process that has died: what it began was kept', async () => {
    const first = await process('one', { asked: () => new Promise(() => {}) });
    const second = await process('two');
    const asked = amina.user.runs(chat.home, ['exchange', 'status']);
    await asked.acknowledged();
    await wait(1_100);

    first.leases.lose().runOut();
    await takenUp();
    await amina.runs('course propose');

    expect(second.heard).toEqual([`discord:${amina.last?.id}`]);
    expect(asked.record.original?.deleted).toBe(false);
    expect(chat.emulator.violations).toEqual([]);
    running = running.filter((one) => one !== first);
  });

  test('is answered where nobody has answered it yet', async () => {
    const first = await process('one', {
      asked: () => new Promise(() => {}),
      keep: () => Promise.reject(new Error('it is dying')),
    });
    const second = await process('two');
    const asked = amina.user.runs(chat.home, ['exchange', 'status']);
    await wait(1_100);

    first.leases.lose().runOut();
    await asked.settled({ within: 10_000 });

    expect(second.heard).toEqual([`discord:${asked.id}`]);
    expect(await amina.sees()).toEqual(['From two.']);
    running = running.filter((one) => one !== first);
  });
});

describe('what was kept before it was acknowledged', () => {
  test('is answered by whoever is given it after its process has died', async () => {
    const kept: string[] = [];
    const first = await process('one', {
      keep: async (_, payload) => void kept.push(payload),
      asked: () => new Promise(() => {}),
    });
    const second = await process('two');
    const asked = amina.user.runs(chat.home, ['exchange', 'status']);
    await asked.acknowledged();
    running = running.filter((one) => one !== first);

    for (const payload of kept) await second.platform.resume(payload);

    expect(kept).toHaveLength(1);
    expect(second.heard).toEqual([`discord:${asked.id}`]);
    expect(await amina.sees()).toEqual(['From two.']);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('is not acknowledged where it could not be kept', async () => {
    await process('one', {
      keep: () => Promise.reject(new Error('the disk is full')),
      asked: async ({ reply }) => {
        await wait(1_800);
        await reply.show(says('In time.'), 'asker');
      },
    });

    await amina.runs('exchange status');

    expect(amina.last?.callback).toBe(4);
    expect(await amina.sees()).toEqual(['In time.']);
  });

  test('and cannot be read is left, and told of', async () => {
    const { platform } = await process('one');

    await platform.resume('{"token":');
    await platform.resume('{}');

    expect(chat.emulator.accepted).toEqual([]);
  });
});
