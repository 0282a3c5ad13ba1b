// Start-up: from the start of the process until a command over HTTP is acknowledged and Discord's gateway is READY, and
// memory at rest, to a bare bolt and discord.js pair that does the same.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sendOver } from './http-load.ts';
import { cpuMsOf, freePort, median, memoryMiBOf, rounded, say } from './measure-program.ts';
import { writeRecord } from './slack-door.ts';
import { type StandIn, signed, signingSecret, startStandIn } from './slack-stand-in.ts';
import { type DiscordStandIn, discordToken, startDiscord } from './stand-ins/discord/discord.ts';

const long = process.env.BENCH_FULL === '1';
const rounds = long ? 15 : 5;
/** Until nothing of the start is under way any more. */
const settleMs = 6_000;
const startWithinMs = 60_000;

interface Started {
  /** Milliseconds from the start of the process. */
  readonly acknowledgedAfter: number;
  readonly readyAfter: number;
  /** Of the process, until it had settled. */
  readonly cpuMs: number;
  readonly memoryMiB: number;
}

interface Scene {
  readonly slack: StandIn;
  readonly discord: DiscordStandIn;
  readonly folder: string;
}

const programs = {
  /** With a record that is there, and whatever the last start left to make this one quicker. */
  again: (scene: Scene, port: number) => startOurs(scene, port, join(scene.folder, 'again')),
  /** The very first: no record, and nothing compiled before. */
  first: async (scene: Scene, port: number) => {
    await rm(join(scene.folder, 'first'), { recursive: true, force: true });
    return startOurs(scene, port, join(scene.folder, 'first'));
  },
  pair: async ({ slack, discord }: Scene, port: number) =>
    spawn(
      process.execPath,
      [
        fileURLToPath(new URL('./bare-pair.ts', import.meta.url)),
        slack.apiUrl,
        String(port),
        await discord.ask('apiUrl', null),
        discordToken,
      ],
      { env: { PATH: process.env.PATH ?? '' }, stdio: ['ignore', 'ignore', 'inherit'] },
    ),
};

type Name = keyof typeof programs;
const names = ['again', 'first', 'pair'] as const satisfies readonly Name[];

export default async function startUp(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-start-up-'));
  const [slack, discord] = [await startStandIn(), await startDiscord({ latencyMs: 1 })];
  const scene = { slack, discord, folder };
  try {
    await mkdir(join(folder, 'again'));
    await writeRecord(join(folder, 'again', 'attache.db'));
    const starts: Record<Name, Started[]> = { again: [], first: [], pair: [] };
    // The round before counting brings every file into memory.
    for (let round = 0; round <= rounds; round += 1) {
      for (let turn = 0; turn < names.length; turn += 1) {
        const name = names[(turn + round) % names.length] ?? 'pair';
        const started = await measure(name, scene);
        if (round > 0) starts[name].push(started);
      }
    }
    for (const name of ['again', 'first'] as const) {
      report(
        `start-up · ${name} · start to acknowledgement and READY`,
        starts[name],
        starts.pair,
        1.25,
        readyAfter,
      );
      report(`start-up · ${name} · memory at rest`, starts[name], starts.pair, 1.5, (one) => one.memoryMiB);
    }
  } finally {
    slack.close();
    await discord.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function readyAfter({ acknowledgedAfter, readyAfter: ready }: Started): number {
  return Math.max(acknowledgedAfter, ready);
}

async function measure(name: Name, scene: Scene): Promise<Started> {
  const port = await freePort();
  await scene.discord.ask('forget', null);
  const joinedBefore = await joined(scene);
  const began = performance.now();
  const beganAt = Date.now();
  const child = await programs[name](scene, port);
  const pid = child.pid ?? 0;
  const acknowledgedAfter = (await firstAcknowledgement(port, child)) - began;
  const readyAt = await nextJoined(scene, joinedBefore.length, child);
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const started = {
    acknowledgedAfter,
    readyAfter: readyAt - beganAt,
    cpuMs: cpuMsOf(pid),
    memoryMiB: memoryMiBOf(pid),
  };
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
  return started;
}

async function firstAcknowledgement(port: number, child: ChildProcess): Promise<number> {
  const end = performance.now() + startWithinMs;
  for (let n = 0; performance.now() < end; n += 1) {
    if (child.exitCode !== null) throw new Error(`A program ended with ${child.exitCode} at its start.`);
    const command = { team_id: 'T1', user_id: 'U1', channel_id: 'C1', command: '/exchange', text: 'help' };
    const request = signed(
      new URLSearchParams({ ...command, trigger_id: `${process.pid}.${performance.now()}.${n}` }).toString(),
    );
    const [answer] = await sendOver(port, 1, [request]).catch(() => []);
    if (answer?.status === 200) return performance.now();
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  throw new Error('Nothing was acknowledged in time.');
}

/** A session that is taken up again counts as one that is begun. */
async function joined({ discord }: Scene) {
  return (await discord.ask('gatewayLog', null)).filter(({ what }) => what !== 'closed');
}

async function nextJoined(scene: Scene, before: number, child: ChildProcess): Promise<number> {
  const end = performance.now() + startWithinMs;
  while (performance.now() < end) {
    if (child.exitCode !== null) throw new Error(`A program ended with ${child.exitCode} at its start.`);
    const one = (await joined(scene))[before];
    if (one) return one.at;
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  throw new Error('Discord was not joined in time.');
}

async function startOurs({ slack, discord }: Scene, port: number, dataFolder: string): Promise<ChildProcess> {
  return spawn(process.execPath, [fileURLToPath(new URL('../bin/attache.mjs', import.meta.url)), 'start'], {
    env: {
      PATH: process.env.PATH ?? '',
      LOG_LEVEL: 'error',
      HEALTH_PORT: 'off',
      DATA_FOLDER: dataFolder,
      SLACK_BOT_TOKEN: 'xoxb-bench',
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_PORT: String(port),
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discordToken,
      DISCORD_API_URL: await discord.ask('apiUrl', null),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function report(
  figure: string,
  ours: readonly Started[],
  theirs: readonly Started[],
  aim: number,
  of: (one: Started) => number,
): void {
  const ratios = ours.map((one, at) => of(one) / of(theirs[at] ?? one));
  const summary = (starts: readonly Started[]) => ({
    acknowledgedAfterMs: Math.round(median(starts.map((one) => one.acknowledgedAfter))),
    readyAfterMs: Math.round(median(starts.map((one) => one.readyAfter))),
    cpuMs: Math.round(median(starts.map((one) => one.cpuMs))),
    memoryMiB: rounded(median(starts.map((one) => one.memoryMiB)), 1),
  });
  say({
    figure,
    ratio: rounded(median(ratios)),
    detail: {
      aim,
      worstRound: rounded(Math.max(...ratios)),
      ours: summary(ours),
      pair: summary(theirs),
      rounds,
    },
  });
}
