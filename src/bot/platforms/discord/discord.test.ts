// Holds the platform to its contract with its real transport against a strict Discord: what it hears and survives.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAttachment } from '#bot/attachment.ts';
import type { Asked, Listener, Platform, Pressed, Suggesting } from '#bot/platform.ts';
import { route } from '#bot/view.ts';
import {
  type DiscordChat,
  type DiscordPerson,
  startDiscordChat,
} from '../../../../test/support/discord-person.ts';
import { listenerWith } from '../../../../test/support/example-catalogue.ts';
import { card, drawing, says } from '../../../../test/support/example-drawings.ts';
import { discordPlatform } from './discord.ts';

let chat: DiscordChat;
let amina: DiscordPerson;
let karim: DiscordPerson;
let running: Platform | undefined;

beforeEach(async () => {
  chat = await startDiscordChat();
  amina = await chat.person('Amina', { locale: 'fr', administrator: true });
  karim = await chat.person('Karim');
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await chat.close();
});

async function listening(does: Partial<Listener>): Promise<void> {
  running = chat.platform();
  await running.start(listenerWith(does));
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

describe('what is heard', () => {
  test('a command with its options by their own names, and who asked where', async () => {
    const heard: Asked[] = [];
    await listening({
      asked: async (asked) => {
        heard.push(asked);
        await asked.reply.show(says('Heard.'), 'asker');
      },
    });
    const channel = await chat.channel('courses');

    await amina.runs(
      'course propose',
      {
        title: 'Forensics',
        seats: 12,
        startsOn: '1 March',
        subject: 'forensics',
        open: true,
        instructor: 'Karim',
        channel: '#courses',
        level: 4,
      },
      { in: channel },
    );

    expect(heard[0]).toMatchObject({
      account: amina.account,
      accountName: 'Amina',
      locale: 'fr',
      place: chat.place,
      placeName: 'Accra Police Academy',
      channel,
      administrator: true,
      path: 'course propose',
      unread: [],
      given: {
        title: 'Forensics',
        seats: 12,
        startsOn: '1 March',
        subject: 'forensics',
        open: true,
        instructor: karim.account,
        channel,
        level: 4,
      },
    });
    expect(heard[0]?.key).toBe(`discord:${amina.last?.id}`);
    expect(await amina.sees()).toEqual(['Heard.']);
    expect(await karim.sees()).toEqual([]);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('a file that can be opened', async () => {
    let content = '';
    await listening({
      asked: async ({ given, reply }) => {
        const file = given.outline;
        if (isAttachment(file))
          content = `${file.name} ${file.declaredType} ${file.bytes} ${Buffer.from(await file.open())}`;
        await reply.show(says('Kept.'), 'asker');
      },
    });

    await amina.runs('course propose', {
      outline: { name: 'outline.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF') },
    });

    expect(content).toBe('outline.pdf application/pdf 4 %PDF');
  });

  test('a command in direct messages, where there is no server', async () => {
    const heard: Asked[] = [];
    await listening({
      asked: async (asked) => {
        heard.push(asked);
        await asked.reply.show(says('Fine.'), 'asker');
      },
    });

    await amina.user.runs('dm', ['exchange', 'status']).replies();

    expect(heard[0]).toMatchObject({
      place: undefined,
      administrator: false,
      channel: `discord:@me:${amina.user.dm.id}`,
    });
  });

  test('what has been typed in an option that suggests, with the other options', async () => {
    const heard: Suggesting[] = [];
    await listening({
      suggesting: async (suggesting) => {
        heard.push(suggesting);
        return [
          { id: 'org_1', label: 'Accra Police Academy' },
          { id: 'org_2', label: 'Accra Hub' },
        ];
      },
    });

    const offered = await amina.isOffered('course propose', 'organisation', 'Acc', { seats: 3 });

    expect(offered).toEqual(['Accra Police Academy', 'Accra Hub']);
    expect(heard[0]).toMatchObject({
      path: 'course propose',
      option: 'organisation',
      typed: 'Acc',
      given: { seats: 3 },
    });
  });

  test('no suggestions rather than late ones', async () => {
    await listening({ suggesting: () => new Promise(() => {}) });

    expect(await amina.isOffered('course propose', 'organisation', 'Acc')).toEqual([]);
    expect(chat.emulator.unanswered).toEqual([]);
  });

  test('the choice from a list, and a press of a button by its route', async () => {
    const heard: Pressed[] = [];
    const options = [{ value: 'c1', label: ['Forensics'] }];
    await listening({
      asked: ({ reply }) =>
        reply.show(drawing({ select: { label: ['Course'], route: route('course/show'), options } }), 'asker'),
      pressed: async (pressed) => {
        heard.push(pressed);
        await pressed.reply.update(says('Chosen.'));
      },
    });
    await amina.runs('exchange status');

    await amina.chooses('Course', 'Forensics');

    expect(heard[0]).toMatchObject({ route: 'course/show', chosen: 'c1' });
    expect(await amina.sees()).toEqual(['Chosen.']);
  });

  test('a button of an old message, after a restart', async () => {
    await listening({ asked: ({ reply }) => reply.show(card('Course', 'Publish'), 'everybody') });
    await amina.runs('exchange status');
    await running?.stop();
    const heard: Pressed[] = [];
    await listening({
      pressed: async (pressed) => {
        heard.push(pressed);
        await pressed.reply.update(says('Published.'));
      },
    });

    await karim.presses('Publish');

    expect(heard[0]).toMatchObject({
      route: 'course/act|publish',
      chosen: undefined,
      account: karim.account,
    });
    expect(await amina.sees()).toEqual(['Published.']);
  });
});

describe('when things go wrong', () => {
  test('an answer that Discord no longer takes is a failure that says so, and the next one is answered', async () => {
    let failure: unknown;
    await listening({
      asked: async ({ reply, path }) => {
        if (path !== 'exchange status') return reply.show(says('Still here.'), 'asker');
        await reply.show(says('Late.'), 'asker').catch((error: unknown) => {
          failure = error;
        });
      },
    });
    chat.emulator.faults.next(
      { path: /callback$/ },
      { kind: 'status', status: 404, code: 10062, message: 'Unknown interaction' },
    );

    await amina.user.runs(chat.home, ['exchange', 'status']);
    await expect.poll(() => failure).toMatchObject({ kind: 'gone', platform: 'discord' });
    await amina.runs('course propose');

    expect(await amina.sees()).toEqual(['Still here.']);
  });

  test('a listener that throws does not end the process', async () => {
    await listening({
      asked: async ({ reply, path }) => {
        if (path === 'exchange status') throw new Error('a bug');
        await reply.show(says('Still here.'), 'asker');
      },
    });
    amina.user.runs(chat.home, ['exchange', 'status']);

    await amina.runs('course propose');

    expect((await amina.sees()).at(-1)).toBe('Still here.');
  });

  test('a lost connection is made again, and what happened meanwhile is heard', async () => {
    await listening({ asked: ({ reply }) => reply.show(says('Heard.'), 'asker') });
    chat.emulator.gateway.drop();

    await amina.runs('exchange status');

    expect(await amina.sees()).toEqual(['Heard.']);
  });

  test('a session that Discord declares invalid is begun anew', async () => {
    await listening({ asked: ({ reply }) => reply.show(says('Heard.'), 'asker') });
    chat.emulator.gateway.invalidate();

    await expect.poll(() => chat.emulator.gateway.sessions.length, { timeout: 15_000 }).toBe(2);
    await chat.emulator.connected();
    await amina.runs('exchange status');

    expect(await amina.sees()).toEqual(['Heard.']);
  });

  test('a connection that is closed for good is told of, and does not end the process', async () => {
    const told: string[] = [];
    const log = {
      info: () => {},
      warn: () => {},
      error: (_: object, words: string) => void told.push(words),
    };
    const { token, apiUrl } = chat.emulator;
    running = discordPlatform({ token, apiUrl, log, leases: chat.leases.process() });
    await running.start(listenerWith({}));

    chat.emulator.gateway.closeAll(4004);

    await expect.poll(() => told).toContainEqual(expect.stringContaining('for good'));
  });

  test('a repeat that the bot drops leaves the answer to whoever heard it first', async () => {
    const seen = new Set<string>();
    await listening({
      asked: async ({ key, reply }) => {
        if (seen.has(key)) return;
        seen.add(key);
        await wait(200);
        await reply.show(says('Once.'), 'asker');
      },
    });
    const interaction = amina.user.runs(chat.home, ['exchange', 'status']);
    interaction.deliverAgain();
    await interaction.settled();

    expect(await amina.sees()).toEqual(['Once.']);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('a token that Discord does not know stops the start with a sentence', async () => {
    const platform = discordPlatform({
      token: `${Buffer.from('1').toString('base64')}.wrong.token`,
      apiUrl: chat.emulator.apiUrl,
      leases: chat.leases.process(),
    });

    await expect(platform.start(listenerWith({}))).rejects.toThrow(
      /does not know this bot token.*DISCORD_TOKEN/,
    );
    await platform.stop();
  });

  test('a Discord that cannot be reached stops the start with a sentence', async () => {
    const platform = discordPlatform({
      token: chat.emulator.token,
      apiUrl: 'http://127.0.0.1:9/api',
      leases: chat.leases.process(),
    });

    await expect(platform.start(listenerWith({}))).rejects.toThrow(
      'Discord could not be started with http://127.0.0.1:9/api',
    );
    await platform.stop();
  });

  test('stopping finishes what was acknowledged and hears nothing new', async () => {
    let asked = 0;
    await listening({
      asked: async ({ reply }) => {
        asked += 1;
        await reply.show(says('First.'), 'asker');
        await wait(300);
        await reply.show(says('Second.'), 'asker');
      },
    });
    await amina.runs('exchange status');

    await running?.stop();

    expect(asked).toBe(1);
    expect(await amina.sees()).toEqual(['First.', 'Second.']);
  });
});
