// The program at its most talkative, while everything goes wrong: its log holds no secret and nothing that people wrote.
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pastTheStore } from '../contract/store-bench.ts';
import { newPostgresPlace } from '../support/databases.ts';
import { openBrowser, publicUrl } from '../support/slack-browser.ts';
import { codeIn } from './hearing.ts';
import { startProgram } from './program.ts';
import { openProgramRoom, type ProgramRoom } from './program-room.ts';

let room: ProgramRoom;

beforeEach(async () => {
  room = await openProgramRoom();
});

afterEach(() => room.close());

/** What people are called and what they write, in words that stand nowhere else. */
const written = {
  name: 'Zephyrine',
  place: 'Bellerophon Institute',
  title: 'Operation Nightingale',
  why: 'quicksilver and sealing wax',
  typed: 'xylophone-of-a-code',
} as const;

/** What only the program and its operator know. */
const settingsSecret = {
  state: 'mandragora-signs-the-state',
  own: 'mandragora-seals-the-tokens-0123456789',
  password: 'mandragora-opens-the-record',
} as const;

/** A record whose password stands in no ordinary word; its role goes with the PostgreSQL of this test run. */
async function recordBehindPassword() {
  const { place, remove } = await newPostgresPlace();
  const url = new URL(place.databaseUrl);
  const role = `quiet${url.pathname.slice(1)}`;
  await pastTheStore(place, `create role ${role} superuser login password '${settingsSecret.password}'`);
  [url.username, url.password] = [role, settingsSecret.password];
  return { databaseUrl: url.href, remove };
}

/** A workspace lets Attaché in, and then in vain; everything secret that went through the browser, and the token. */
async function workspaceInstalls(): Promise<readonly string[]> {
  const { emulator } = room.slack;
  const other = emulator.addWorkspace({ name: 'Elsewhere', installed: false });
  const browser = openBrowser(emulator, () => `http://127.0.0.1:${room.settings.SLACK_PORT}`);
  const passed = new Set<string>();
  for (const trouble of [
    undefined,
    { kind: 'error', error: 'bad_client_secret' },
    { kind: 'server-error' },
  ] as const) {
    const back = await browser.agrees(await browser.begins(), other);
    for (const secret of [...back.searchParams.values(), ...browser.cookies.values()]) passed.add(secret);
    if (trouble) emulator.faults.next('oauth.v2.access', trouble);
    await browser.opens(back);
    await browser.opens(back);
    passed.add(other.botToken);
  }
  await other.revokeTokens();
  return [...passed];
}

/** The one-time code of an organisation, which is tried on both platforms. */
async function organisationCode(): Promise<string> {
  const nadia = await room.slack.person('Nadia');
  await room.types(
    'Nadia',
    '/exchange organisation-add name:Academy country:Ghana language:English timezone:Africa/Accra',
  );
  const code = codeIn(await nadia.waitsFor('takes part now'));
  const kofi = await room.discord.person('Kofi');
  await kofi.runs('exchange join', { code }).catch(() => undefined);
  await room.types('Nadia', `/exchange join code:${code}`);
  return code;
}

const callback = { method: 'POST', path: '/interactions/{interaction_id}/{interaction_token}/callback' };
const followUp = { path: /^\/webhooks\// };
/** As Discord words it when it quotes what it was sent. */
const quoting = {
  kind: 'status',
  status: 400,
  code: 50_035,
  message: `Value "${written.title}" is not int.`,
} as const;

async function troubleOnSlack(): Promise<void> {
  const { faults } = room.slack.emulator;
  const troubles = [
    { kind: 'server-error' },
    { kind: 'rate-limited', retryAfterSeconds: 1 },
    { kind: 'error', error: 'invalid_auth' },
    { kind: 'accept-then-close' },
  ] as const;
  for (const trouble of troubles) {
    faults.next(/^(response_url|chat\.\w+|views\.open|users\.info|conversations\.\w+)$/, trouble, 3);
    await room.types('Zephyrine', `/course propose title:"${written.title}" aim:"${written.why}"`);
    await room.types('Zephyrine', `/exchange join code:${written.typed}`);
    await room.types('Nadia', `/exchange organisation-add name:"${written.place}" country:Ghana`);
    await room.types('Nadia', `/course propose title:"${written.title}" seats:many`);
    await pause(300);
    faults.clear();
  }
  await room.slack.user('Zephyrine').runs(room.slack.channelNamed('general'), '/course', written.title, {
    signing: 'tampered',
  });
}

async function troubleOnDiscord(): Promise<void> {
  const { faults } = room.discord.emulator;
  const zephyrine = await room.discord.person(written.name);
  const troubles = [
    { kind: 'status', status: 401 },
    { kind: 'rateLimited', retryAfterMs: 100 },
    { kind: 'status', status: 500 },
    { kind: 'close' },
    quoting,
  ] as const;
  for (const trouble of troubles) for (const where of [callback, followUp]) faults.next(where, trouble, 2);
  // All at once: each waits for seconds, and is told that the application did not respond.
  await Promise.allSettled(
    troubles.flatMap(() => [
      zephyrine.runs('exchange join', { code: written.typed }),
      zephyrine.runs('course propose', { title: written.title }),
    ]),
  );
  faults.clear();
}

/** Whoever has one of these can answer in the place of the bot. */
function interactionTokens(): readonly string[] {
  const tokens = room.discord.emulator.requests.flatMap(
    ({ path }) => /^\/(?:interactions|webhooks)\/\d+\/([^/]+)/.exec(path)?.[1] ?? [],
  );
  return [...new Set(tokens)];
}

describe('the log of the program', () => {
  test('holds no secret and nothing that anybody wrote, whatever goes wrong', async () => {
    const { databaseUrl, remove } = await recordBehindPassword();
    const { emulator } = room.slack;
    const program = await room.start({
      LOG_LEVEL: 'debug',
      DATABASE_URL: databaseUrl,
      SLACK_CLIENT_ID: emulator.clientId,
      SLACK_CLIENT_SECRET: emulator.clientSecret,
      SLACK_STATE_SECRET: settingsSecret.state,
      ATTACHE_SECRET: settingsSecret.own,
      PUBLIC_URL: publicUrl,
    });
    const code = codeIn(await program.says(/^Open the exchange/));
    await room.setUp(program);
    await room.slack.person(written.name);
    const passed = await workspaceInstalls();
    const organisation = await organisationCode();

    await troubleOnSlack();
    await troubleOnDiscord();
    await room.types('Zephyrine', '/exchange join');
    await pause(500);
    const { code: exit, printed, complained } = await program.stop();
    await remove();

    const lines = printed.split('\n').filter((line) => line.startsWith('{'));
    const logged = lines.join('\n');
    const told = printed.split('\n').filter((line) => line.includes(code));
    const tokens = interactionTokens();
    expect({ exit, complained }).toEqual({ exit: 0, complained: '' });
    // It has seen trouble, or this would prove nothing.
    expect(lines.filter((line) => /"level":[45]0/.test(line)).length).toBeGreaterThan(10);
    expect(tokens.length).toBeGreaterThan(5);
    expect(passed.length).toBeGreaterThan(8);
    expect(told).toEqual([expect.stringMatching(/^Open the exchange/)]);
    for (const secret of [
      ...Object.values(written),
      ...Object.values(settingsSecret),
      ...tokens,
      ...passed,
      organisation,
      room.slack.workspace.botToken,
      emulator.signingSecret,
      emulator.clientSecret,
      room.discord.emulator.token,
      // Slack's addresses to answer at.
      '/commands/',
      '/actions/',
    ])
      expect(logged.includes(secret), `${secret} in\n${lines.find((line) => line.includes(secret))}`).toBe(
        false,
      );
  }, 60_000);

  test('says in sentences what an operator should know, with data beside', async () => {
    const program = await room.start({ LOG_LEVEL: 'debug' });
    const { printed } = await program.stop();

    const lines = printed.split('\n').filter((line) => line.startsWith('{'));
    const said = lines.map((line) => JSON.parse(line) as { msg: string });

    expect(said.map(({ msg }) => msg)).toContain('Health and metrics are served');
    expect(said.map(({ msg }) => msg)).toContain(
      'Attaché is stopping: it takes nothing new, and finishes what was acknowledged',
    );
  });
});

describe('a record that cannot be reached', () => {
  test('is told without the password that stands in its address', async () => {
    const address = 'postgres://attache:opensesame-9@127.0.0.1:1/attache';
    const program = startProgram(tmpdir(), { ...room.settings, LOG_LEVEL: 'warn', DATABASE_URL: address });

    await program.says(/No PostgreSQL answers/);
    const { printed, complained } = await program.stop('SIGKILL');

    expect(printed + complained).not.toContain('opensesame');
  });
});
