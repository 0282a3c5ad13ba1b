// What an operator types beside a running Attaché or without one: copies, restores, moves, checks; each says what it did.
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newPostgresPlace } from '../support/databases.ts';
import { freePort } from '../support/free-port.ts';
import { scratchRoot } from '../support/scratch-root.ts';
import { type SlackChat, slackChat } from '../support/slack-person.ts';
import { codeIn } from './hearing.ts';
import { operate } from './operate.ts';
import { type Ended, type Program, startProgram } from './program.ts';

// Each operation is a process of its own, and takes a second or more to begin.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let slack: SlackChat;
let settings: Readonly<Record<string, string>>;
let running: Program | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(scratchRoot(), 'attache-operations-'));
  slack = await slackChat({ over: 'http' });
  const port = await freePort();
  slack.emulator.sendRequestsTo(`http://127.0.0.1:${port}/slack/events`);
  settings = {
    DATA_FOLDER: join(folder, 'data'),
    HEALTH_PORT: 'off',
    SLACK_API_URL: slack.emulator.apiUrl,
    SLACK_BOT_TOKEN: slack.workspace.botToken,
    SLACK_SIGNING_SECRET: slack.emulator.signingSecret,
    SLACK_PORT: String(port),
  };
});
afterEach(async () => {
  await running?.stop('SIGKILL');
  running = undefined;
  await slack.close();
  await rm(folder, { recursive: true, force: true });
});

const type = (...typed: readonly string[]) => operate(folder, settings, ...typed);

async function start(more: Readonly<Record<string, string>> = {}): Promise<Program> {
  running = startProgram(folder, { ...settings, ...more });
  await running.says(/^Attaché is running on Slack\.$/);
  return running;
}

async function stop(): Promise<void> {
  await running?.stop();
  running = undefined;
}

/** A running exchange with a hub; Nadia coordinates it. */
async function openExchange() {
  const nadia = await slack.person('Nadia', { administrator: true });
  const program = await start();
  const code = codeIn(await program.says(/^Open the exchange/));
  await slackTypes(
    `/exchange setup code:${code} name:"The Hub" country:Ghana language:English timezone:Africa/Accra`,
  );
  await nadia.waitsFor('The Hub is the hub of the exchange');
  return nadia;
}

async function slackTypes(text: string): Promise<void> {
  const [command = '', ...rest] = text.split(' ');
  await slack.user('Nadia').runs(slack.channelNamed('general'), command, rest.join(' '));
}

function lines({ printed }: Ended): readonly string[] {
  return printed.trim().split('\n');
}

describe('beside a running Attaché', () => {
  test('a copy is made, told and checked; the chain is verified; the doctor finds nothing wrong', async () => {
    const nadia = await openExchange();

    const backup = await type('backup');
    const verify = await type('audit-verify');
    const doctor = await type('doctor');

    expect(backup).toMatchObject({ code: 0, complained: '' });
    expect(backup.printed).toMatch(
      /^Wrote .*data\/backups\/attache-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.db \([\d.]+ [kM]B\), opened it and checked it: \d+ tables with \d+ rows; the audit chain is whole: \d+ entries, head [0-9a-f]{64}\.\n$/,
    );
    const [copy = ''] = readdirSync(join(folder, 'data', 'backups'));
    expect(statSync(join(folder, 'data', 'backups', copy)).mode & 0o777).toBe(0o600);
    expect(verify).toMatchObject({ code: 0, complained: '' });
    expect(verify.printed).toMatch(/^The audit chain is whole: \d+ entries, head [0-9a-f]{64}\.\n$/);
    expect(doctor).toMatchObject({ code: 0, complained: '' });
    expect(lines(doctor).filter((line) => !/^ok {5}\S/.test(line))).toEqual([
      expect.stringMatching(/^Nothing is wrong in \d+ checks\.$/),
    ]);
    for (const said of [
      'Node 26',
      'Every setting can be.',
      'The newest copy of the record',
      'is taken, as it should be while Attaché runs.',
      'Slack knows the bot token',
      'The clock of Attaché agrees with Slack’s.',
      'The file is sound (quick_check).',
      'No row points to nothing.',
      'The tables are those of this version.',
      'The counters of seats equal a recount.',
      'Nothing has been said yet.',
      'Leases: process',
    ]) {
      expect(doctor.printed).toContain(said);
    }
    expect(doctor.printed).not.toContain(settings.SLACK_BOT_TOKEN);
    await slackTypes('/exchange organisation-list');
    await nadia.waitsFor('1 organisation takes part');
  });

  test('a restore and a move are refused, and change nothing', async () => {
    const nadia = await openExchange();
    const { place, remove } = await newPostgresPlace({ bare: true });
    await type('backup', join(folder, 'copy.db'));

    const restore = await type('restore', join(folder, 'copy.db'));
    const move = await type('move', '--to', place.databaseUrl);

    for (const { code, complained } of [restore, move]) {
      expect(code).toBe(1);
      expect(complained).toMatch(/^Another Attaché is running on .*attache\.db: stop it first/);
    }
    await slackTypes('/exchange organisation-list');
    await nadia.waitsFor('1 organisation takes part');
    await stop();
    await remove();
  });
});

describe('a hub that lost its coordinator', () => {
  const codeOf = ({ printed }: Ended) => /^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(printed)?.[0] ?? '';

  test('is given another by a code that is printed while Attaché is stopped, where the record is a file', async () => {
    const nadia = await openExchange();
    const karim = await slack.person('Karim');
    const beside = await type('coordinator', '--even-so');
    await stop();

    const refused = await type('coordinator');
    const printed = await type('coordinator', '--even-so');

    expect(beside.complained).toMatch(/^Another Attaché is running on .*attache\.db: stop it first/);
    expect(refused.complained).toMatch(/^The Hub has a coordinator, Nadia.*--even-so\n$/);
    expect(printed).toMatchObject({ code: 0, complained: '' });
    await start();
    await slack
      .user('Karim')
      .runs(slack.channelNamed('general'), '/exchange', `join code:${codeOf(printed)}`);
    await karim.waitsFor('You are a coordinator of The Hub now');
    await nadia.waitsFor('Karim is a coordinator of The Hub now');
  });

  test('is given another beside a running Attaché, where the record is in PostgreSQL', async () => {
    const { place, remove } = await newPostgresPlace({ bare: true });
    settings = { ...settings, DATABASE_URL: place.databaseUrl };
    const nadia = await openExchange();
    const karim = await slack.person('Karim');

    const refused = await type('coordinator');
    const printed = await type('coordinator', '--even-so');
    await slack
      .user('Karim')
      .runs(slack.channelNamed('general'), '/exchange', `join code:${codeOf(printed)}`);

    expect(refused.complained).toMatch(/^The Hub has a coordinator, Nadia.*--even-so\n$/);
    expect(printed).toMatchObject({ code: 0, complained: '' });
    await karim.waitsFor('You are a coordinator of The Hub now');
    await nadia.waitsFor('Karim is a coordinator of The Hub now');
    expect((await type('audit-verify')).printed).toMatch(/^The audit chain is whole/);
    await stop();
    await remove();
  });
});

describe('without a running Attaché', () => {
  test('a copy brings back what it holds, and the record that was there is kept', async () => {
    const nadia = await openExchange();
    await type('backup', join(folder, 'copy.db'));
    await slackTypes(
      '/exchange organisation-add name:"Late Academy" country:Ghana language:English timezone:Africa/Accra',
    );
    await nadia.waitsFor('Late Academy');
    await stop();

    const restore = await type('restore', join(folder, 'copy.db'));

    expect(restore).toMatchObject({ code: 0, complained: '' });
    expect(lines(restore)[0]).toMatch(
      /attache\.db is now what copy\.db holds; the audit chain is whole: \d+ entries/,
    );
    const aside = /The record that was there is (\S+) now/.exec(restore.printed)?.[1] ?? '';
    expect(existsSync(aside)).toBe(true);
    expect(lines(restore).at(-1)).toMatch(/^What was changed after the copy was made has been forgotten;/);
    await start();
    await slackTypes('/exchange organisation-list');
    await nadia.waitsFor('1 organisation takes part');
  });

  test('an exchange moves to PostgreSQL, goes on there, and is looked over there', async () => {
    const nadia = await openExchange();
    await stop();
    const { place, remove } = await newPostgresPlace({ bare: true });
    const { databaseUrl } = place;

    const move = await type('move', '--to', databaseUrl);
    const again = await type('move', '--to', databaseUrl);

    expect(move).toMatchObject({ code: 0, complained: '' });
    expect(lines(move)[0]).toMatch(
      /^Moved \S+attache\.db to postgres:\/\/attache@127\.0\.0\.1:\d+\/attache_\w+, and compared every row: \d+ tables with \d+ rows; the audit chain is whole/,
    );
    expect(lines(move)[1]).toContain('Now set DATABASE_URL');
    expect(again.complained).toMatch(/^The database to move to is not empty/);
    settings = { ...settings, DATABASE_URL: databaseUrl };
    await start();
    await slackTypes('/exchange organisation-list');
    await nadia.waitsFor('1 organisation takes part');
    const doctor = await type('doctor');
    expect(doctor.complained).toBe('');
    expect(doctor.printed).toMatch(/ok {5}PostgreSQL \d+\S* answers\./);
    const verify = await type('audit-verify');
    expect(verify.printed).toMatch(/^The audit chain is whole: \d+ entries/);
    const backup = await type('backup');
    expect(backup.complained).toMatch(
      /^The record is in PostgreSQL, which copies it itself: pg_dump --format=custom .* "\$DATABASE_URL"\n$/,
    );
    const held = await type('restore', '--after-pg-restore');
    expect(held.complained).toBe('Attaché is running on this database: stop every process of it first.\n');
    await stop();
    const after = await type('restore', '--after-pg-restore');
    expect(after).toMatchObject({ code: 0, complained: '' });
    expect(after.printed).toMatch(/^The record is whole: \d+ audit entries\.\n/);
    await remove();
  });
});

describe('what cannot be done', () => {
  test.each([
    [['backup'], /^There is no record at .*attache\.db yet: it is made by the first start\.$/],
    [['audit-verify'], /^There is no record at .*attache\.db\.$/],
    [['backup', 'a', 'b'], /^That is one name too many\. Usage: npx attache backup/],
    [['backup', '--keep', 'few'], /^--keep wants a number from 1 on, not few\.$/],
    [['backup', '--fast'], /^Unknown option '--fast'\. Usage: npx attache backup/],
    [['restore'], /^Usage: npx attache restore <copy>/],
    [['restore', 'nothing.db'], /^There is no record at nothing\.db\.$/],
    [['coordinator'], /^There is no record at .*attache\.db yet: it is made by the first start\.$/],
    [['coordinator', '--now'], /^Unknown option '--now'\. Usage: npx attache coordinator/],
    [['move'], /^Say where to\. Usage: npx attache move --to postgres:/],
    [['move', '--to', 'mysql://x/y'], /^Say where to\./],
    [['move', '--to', 'postgres://x:secret@127.0.0.1:1/y'], /^There is no record at /],
    [
      ['tidy'],
      /^There is no "attache tidy"\. There are: audit-verify, backup, coordinator, docs, doctor, invite, manifest, move, restore, start/,
    ],
  ] as const)('%j is told in one sentence', async (typed, sentence) => {
    const { code, complained, printed } = await type(...typed);

    expect(code).toBeGreaterThan(0);
    expect(complained.trim()).toMatch(sentence);
    expect(complained.trim().split('\n')).toHaveLength(1);
    expect(printed).toBe('');
  });

  test('the doctor names every wrong setting, and then ends with 1', async () => {
    settings = { ...settings, SLACK_BOT_TOKEN: 'xapp-1', PRACTICE_PORT: 'eighty' };

    const { code, printed, complained } = await type('doctor');

    expect(code).toBe(1);
    expect(printed).toMatch(/^wrong {2}SLACK_BOT_TOKEN must begin with xoxb-/m);
    expect(printed).toMatch(/^wrong {2}PRACTICE_PORT must be a port number/m);
    expect(complained).toMatch(/^2 of \d+ checks found something wrong\.\n$/);
  });

  test('the doctor says what is wrong with a token, a damaged record and an unreachable platform, and how to mend it', async () => {
    settings = {
      ...settings,
      SLACK_BOT_TOKEN: 'xoxb-revoked',
      DISCORD_TOKEN: 'x',
      DISCORD_API_URL: `http://127.0.0.1:${await freePort()}/api`,
      DATA_FOLDER: folder,
    };
    writeFileSync(join(folder, 'attache.db'), 'Dear diary, '.repeat(500));

    const { code, printed } = await type('doctor');

    expect(code).toBe(1);
    expect(printed).toMatch(
      /^wrong {2}Slack refuses SLACK_BOT_TOKEN \(invalid_auth\): whoever runs Attaché copies it anew/m,
    );
    expect(printed).toMatch(
      /^wrong {2}Discord cannot be reached at http:\/\/127\.0\.0\.1:\d+\/api: whoever runs Attaché checks network/m,
    );
    expect(printed).toMatch(
      /^wrong {2}.*attache\.db is damaged or is not a database: put it aside and restore the last backup\./m,
    );
  });
});
