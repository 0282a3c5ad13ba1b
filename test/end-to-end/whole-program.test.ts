// The program as shipped, started by its own door against strict chats: it opens, stops, starts again, and complains well.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DiscordChat, startDiscordChat } from '../support/discord-person.ts';
import { freePort } from '../support/free-port.ts';
import { scratchRoot } from '../support/scratch-root.ts';
import { type SlackChat, slackChat } from '../support/slack-person.ts';
import { codeIn } from './hearing.ts';
import { type Program, startProgram } from './program.ts';

let folder: string;
let running: Program[];

beforeEach(async () => {
  folder = await mkdtemp(join(scratchRoot(), 'attache-program-'));
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((program) => program.stop('SIGKILL')));
  await rm(folder, { recursive: true, force: true });
});

function start(settings: Readonly<Record<string, string>>): Program {
  const program = startProgram(folder, { DATA_FOLDER: join(folder, 'data'), ...settings });
  running.push(program);
  return program;
}

describe('beside Slack and Discord', () => {
  let slack: SlackChat;
  let discord: DiscordChat;
  let settings: Readonly<Record<string, string>>;

  beforeEach(async () => {
    slack = await slackChat({ over: 'http' });
    discord = await startDiscordChat();
    const port = await freePort();
    slack.emulator.sendRequestsTo(`http://127.0.0.1:${port}/slack/events`);
    settings = {
      SLACK_API_URL: slack.emulator.apiUrl,
      SLACK_BOT_TOKEN: slack.workspace.botToken,
      SLACK_SIGNING_SECRET: slack.emulator.signingSecret,
      SLACK_PORT: String(port),
      DISCORD_API_URL: discord.emulator.apiUrl,
      DISCORD_TOKEN: discord.emulator.token,
    };
  });

  afterEach(async () => {
    expect(slack.emulator.violations).toEqual([]);
    expect(discord.emulator.violations).toEqual([]);
    await Promise.all([slack.close(), discord.close()]);
  });

  /** Types on Slack, where the program answers without this test's own listener. */
  async function types(text: string): Promise<void> {
    const [command = '', ...rest] = text.split(' ');
    const { outcome } = await slack
      .user('Nadia')
      .runs(slack.channelNamed('general'), command, rest.join(' '));
    expect(outcome).toBe('acknowledged');
  }

  test('is opened with the code that it prints, and its record outlives a stop and a crash', async () => {
    const nadia = await slack.person('Nadia', { administrator: true });
    const first = start(settings);
    await first.says(/^Attaché is running on Slack and Discord\.$/);
    const code = codeIn(await first.says(/^Open the exchange: an administrator types \/exchange setup/));

    await types(
      `/exchange setup code:${code} name:"The Hub" country:Ghana language:English timezone:Africa/Accra`,
    );
    await nadia.waitsFor('The Hub is the hub of the exchange, and you are its coordinator.');
    const stopped = await first.stop();
    const second = start(settings);
    await second.says(/^Attaché is running/);
    await types('/exchange organisation-list');
    await nadia.waitsFor('1 organisation takes part');
    await second.stop('SIGKILL');
    const third = start(settings);
    await third.says(/^Attaché is running/);
    await types('/exchange setup code:ABCD name:Mine country:Ghana language:English timezone:Africa/Accra');

    await nadia.waitsFor('This exchange has been set up already; its hub is The Hub.');
    expect(stopped).toMatchObject({ code: 0, complained: '' });
    expect((await third.stop()).printed).not.toContain('Open the exchange');
    expect(existsSync(join(folder, 'data', 'practice.db'))).toBe(false);
  });

  test('answers on Discord as well, and says to a second start on its record who holds it', async () => {
    const kojo = await discord.person('Kojo');
    const first = start(settings);
    await first.says(/^Attaché is running/);
    await kojo.runs('exchange help');
    await kojo.waitsFor('This workspace or server is not tied to an organisation');

    const { DISCORD_TOKEN, DISCORD_API_URL } = settings;
    const second = await start({
      DISCORD_TOKEN: `${DISCORD_TOKEN}`,
      DISCORD_API_URL: `${DISCORD_API_URL}`,
    }).ended();

    expect(second.code).toBe(1);
    expect(second.complained.trim().split('\n')).toEqual([
      expect.stringMatching(/^Another Attaché is running on .*attache\.db: stop it first, or give this one/),
    ]);
    await kojo.runs('exchange help');
    expect(discord.emulator.violations).toEqual([]);
  });
});

describe('settings that cannot be', () => {
  test.each([
    [
      'half of Slack',
      { SLACK_BOT_TOKEN: 'xoxb-1' },
      /^SLACK_BOT_TOKEN is set, but not how Slack reaches Attaché: add SLACK_APP_TOKEN/,
    ],
    [
      'the other half',
      { SLACK_SIGNING_SECRET: 's' },
      /^SLACK_SIGNING_SECRET is set but SLACK_BOT_TOKEN is not: add the bot token/,
    ],
    ['a token of another kind', { SLACK_BOT_TOKEN: 'xapp-1' }, /^SLACK_BOT_TOKEN must begin with xoxb-/],
    [
      'an address that anybody can read',
      { DISCORD_TOKEN: 'x', DISCORD_API_URL: 'http://proxy.example' },
      /^DISCORD_API_URL must be an https address/,
    ],
    ['no port', { PRACTICE_PORT: '99999' }, /^PRACTICE_PORT must be a port number/],
    ['nothing to start', { PRACTICE_ROOM: 'off' }, /^Nothing to start: set SLACK_BOT_TOKEN or DISCORD_TOKEN/],
  ] as const)('%s: one sentence says what is wrong and how to mend it', async (_, wrong, sentence) => {
    const { code, printed, complained } = await start(wrong).ended();

    expect(code).toBe(1);
    expect(complained.trim()).toMatch(sentence);
    expect(complained.trim().split('\n')).toHaveLength(1);
    expect(printed).toBe('');
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  test('a Slack that cannot be reached: one sentence, and the record is free again', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}/api/`;
    const settings = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_API_URL: nowhere };

    const first = await start(settings).ended();
    const second = await start(settings).ended();

    for (const { code, complained } of [first, second]) {
      expect(code).toBe(1);
      expect(complained.trim()).toBe(`Slack cannot be reached at ${nowhere}.`);
    }
  });
});

describe('without any setting', () => {
  test('opens the practice room, and says in one line where it is and what to try first', async () => {
    const program = start({ PRACTICE_PORT: '0' });

    const line = await program.says(/practice room/);
    const [address = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    const page = await fetch(address);
    const { code, printed } = await program.stop();

    expect(line).toMatch(
      /^The practice room is open at http:\/\/127\.0\.0\.1:\d+ – be Ama in Accra, and type \/course propose$/,
    );
    expect(page.status).toBe(200);
    expect({ code, printed }).toEqual({ code: 0, printed: `${line}\n` });
    expect(existsSync(join(folder, 'data', 'practice.db'))).toBe(true);
    expect(existsSync(join(folder, 'data', 'attache.db'))).toBe(false);
  });

  test('a port that another program has: one sentence', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });

    const { code, complained } = await start({ PRACTICE_PORT: String(port) }).ended();
    server.close();

    expect(code).toBe(1);
    expect(complained.trim()).toBe(
      `Port ${port} is taken by another program: stop that, or set PRACTICE_PORT to a free one.`,
    );
  });
});
