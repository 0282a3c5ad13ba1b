// The running program on a bad day: its database is not there yet, goes away, or its disk is full; it lives, and goes on after.
import { spawn, spawnSync } from 'node:child_process';
import { unlinkSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { type SlackChat, slackChat } from '../support/slack-person.ts';
import { startPostgres } from '../support/start-postgres.ts';
import { codeIn } from './hearing.ts';
import { type Program, startProgram } from './program.ts';

vi.setConfig({ testTimeout: 180_000 });

const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]).status === 0;
const door = fileURLToPath(new URL('../../bin/attache.mjs', import.meta.url));

let folder: string;
let slack: SlackChat;
let healthPort: number;
let settings: Readonly<Record<string, string>>;
let running: Program | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attache-bad-day-'));
  slack = await slackChat({ over: 'http' });
  const port = await freePort();
  healthPort = await freePort();
  slack.emulator.sendRequestsTo(`http://127.0.0.1:${port}/slack/events`);
  settings = {
    DATA_FOLDER: join(folder, 'data'),
    HEALTH_PORT: String(healthPort),
    SLACK_API_URL: slack.emulator.apiUrl,
    SLACK_BOT_TOKEN: slack.workspace.botToken,
    SLACK_SIGNING_SECRET: slack.emulator.signingSecret,
    SLACK_PORT: String(port),
    LOG_LEVEL: 'warn',
  };
});
afterEach(async () => {
  await running?.stop('SIGKILL');
  running = undefined;
  await slack.close();
  await rm(folder, { recursive: true, force: true });
});

async function types(text: string): Promise<void> {
  const [command = '', ...rest] = text.split(' ');
  await slack.user('Nadia').runs(slack.channelNamed('general'), command, rest.join(' '));
}

async function setUp(code: string) {
  const nadia = await slack.person('Nadia', { administrator: true });
  await types(
    `/exchange setup code:${code} name:"The Hub" country:Ghana language:English timezone:Africa/Accra`,
  );
  await nadia.waitsFor('The Hub is the hub of the exchange');
  return nadia;
}

/** What the program says of itself; undefined while nobody answers. */
async function readiness(): Promise<{ status: number; says: string } | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${healthPort}/readyz`);
    return { status: response.status, says: await response.text() };
  } catch {
    return undefined;
  }
}

async function untilReadiness(status: number): Promise<string> {
  for (;;) {
    const now = await readiness();
    if (now?.status === status) return now.says;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

test('waits for a PostgreSQL that starts later, and outlives its going and coming', async () => {
  const cluster = await startPostgres();
  await cluster.pause();
  running = startProgram(folder, { ...settings, DATABASE_URL: cluster.url });

  await running.says(
    /No PostgreSQL answers at the address in DATABASE_URL.*Attaché waits for it for \d+ seconds more/,
  );
  const before = await readiness();
  await cluster.resume();
  const nadia = await setUp(codeIn(await running.says(/^Open the exchange/)));
  await untilReadiness(200);
  await cluster.pause();
  const without = await untilReadiness(503);
  await cluster.resume();
  await untilReadiness(200);
  await types('/exchange organisation-list');
  await nadia.waitsFor('1 organisation takes part');
  const { code, complained } = await running.stop();
  running = undefined;
  await cluster.stop();

  expect(before?.status).toBe(503);
  expect(without).toMatch(/No PostgreSQL answers|The connection to PostgreSQL was lost/);
  expect({ code, complained }).toEqual({ code: 0, complained: '' });
});

test.runIf(canMount)('lives on a full disk, says so, and goes on when there is room', async () => {
  await mkdir(join(folder, 'data'));
  const mounted = [
    '-rm',
    'sh',
    '-c',
    'mount -t tmpfs -o size=8m tmpfs data && exec "$0" "$1" start',
    process.execPath,
    door,
  ];
  const child = spawn('unshare', mounted, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  try {
    await vi.waitFor(() => expect(printed).toContain('Open the exchange'), { timeout: 60_000 });
    const nadia = await setUp(
      codeIn(printed.split('\n').find((line) => line.startsWith('Open the exchange')) ?? ''),
    );
    await untilReadiness(200);
    const ballast = `/proc/${child.pid}/root${folder}/data/ballast`;

    fill(ballast);
    const full = await untilReadiness(503);
    unlinkSync(ballast);
    await untilReadiness(200);
    await types(
      '/exchange organisation-add name:"Late Academy" country:Ghana language:English timezone:Africa/Accra',
    );
    await nadia.waitsFor('Late Academy');

    expect(full).toMatch(/The disk that holds .*attache\.db is full: nothing was kept since; make room\./);
    expect(child.exitCode).toBeNull();
  } finally {
    child.kill('SIGKILL');
  }
});

/** Writes until the disk has no room left. */
function fill(path: string): void {
  for (let size = 64 * 1024 * 1024; size >= 1024; size /= 2) {
    try {
      writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // As much as had room was written.
    }
  }
}
