// First reply to a command with 200 in flight: main.ts as shipped, beside a bare bolt app that only acknowledges.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '#store/open-store.ts';
import { type StandIn, sendAll, signingSecret, startStandIn } from './slack-stand-in.ts';

const inFlight = 200;
const perRound = 2_000;
const rounds = 5;

/** A read, and a durable write with rights, validation and audit. */
const kinds = [
  { name: 'read', command: '/exchange', text: 'organisation-list' },
  { name: 'write', command: '/my', text: 'language fr' },
] as const;

export default async function commands(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-commands-'));
  const slack = await startStandIn();
  await writeRecord(folder);
  const [ours, theirs] = [await freePort(), await freePort()];
  const attache = await startProgram(
    [fileURLToPath(new URL('../bin/attache.mjs', import.meta.url)), 'start'],
    'running on Slack',
    {
      SLACK_BOT_TOKEN: 'xoxb-bench',
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_PORT: String(ours),
      SLACK_API_URL: slack.apiUrl,
      DATA_FOLDER: folder,
      LOG_LEVEL: 'error',
    },
  );
  const bolt = await startProgram(
    [fileURLToPath(new URL('./bare-bolt.ts', import.meta.url)), slack.apiUrl, String(theirs)],
    'ready',
    {},
  );
  try {
    let sentSoFar = 0;
    for (const kind of kinds) {
      const results: { ours: Round; bare: Round; burst: Burst }[] = [];
      // One round before counting warms both.
      for (let round = 0; round <= rounds; round += 1) {
        const bare = await measure(slack, theirs, kind, sentSoFar);
        const own = await measure(slack, ours, kind, sentSoFar + perRound);
        await answersTo(slack, sentSoFar + perRound, perRound);
        const burst = await measureBurst(slack, ours, kind, sentSoFar + 2 * perRound);
        sentSoFar += 2 * perRound + inFlight;
        if (round > 0) results.push({ ours: own, bare, burst });
      }
      report(kind.name, results);
    }
    await recount(folder, attache);
  } finally {
    attache.kill('SIGKILL');
    bolt.kill('SIGKILL');
    slack.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Round {
  readonly perSecond: number;
  /** Milliseconds until the platform has its acknowledgement. */
  readonly acknowledgement: Spread;
  readonly notAcknowledged: number;
  readonly late: number;
}

/** So many commands at one moment; milliseconds until the words of the answers have arrived. */
interface Burst {
  readonly answer: Spread;
  readonly late: number;
}

interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Slack's patience with a command, in milliseconds. */
const patience = 3_000;

async function measure(
  slack: StandIn,
  port: number,
  kind: (typeof kinds)[number],
  first: number,
): Promise<Round> {
  const started = performance.now();
  const sent = await sendAll(addressOf(port), bodiesOf(slack, kind, first, perRound), inFlight);
  const took = performance.now() - started;
  const acknowledged = sent.map((one) => one.acknowledgedAfter);
  return {
    perSecond: Math.round((perRound / took) * 1000),
    acknowledgement: spread(acknowledged),
    notAcknowledged: sent.filter((one) => one.status !== 200).length,
    late: acknowledged.filter((ms) => ms > patience).length,
  };
}

async function measureBurst(
  slack: StandIn,
  port: number,
  kind: (typeof kinds)[number],
  first: number,
): Promise<Burst> {
  const sent = await sendAll(addressOf(port), bodiesOf(slack, kind, first, inFlight), inFlight);
  await answersTo(slack, first, inFlight);
  const answers = sent.map(({ at }, index) => (slack.answered.get(first + index) ?? Infinity) - at);
  return { answer: spread(answers), late: answers.filter((ms) => ms > patience).length };
}

function addressOf(port: number): string {
  return `http://127.0.0.1:${port}/slack/events`;
}

function bodiesOf(slack: StandIn, kind: (typeof kinds)[number], first: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => slack.compose(first + index, kind.command, kind.text));
}

async function answersTo(slack: StandIn, first: number, count: number): Promise<void> {
  const until = performance.now() + 60_000;
  const missing = () =>
    Array.from({ length: count }, (_, index) => first + index).some((n) => !slack.answered.has(n));
  while (missing() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
}

function spread(times: readonly number[]): Spread {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

function report(kind: string, results: readonly { ours: Round; bare: Round; burst: Burst }[]): void {
  const ratios = results
    .map(({ ours, bare }) => ours.perSecond / bare.perSecond)
    .toSorted((one, other) => one - other);
  const total = (count: (one: (typeof results)[number]) => number) =>
    results.reduce((sum, one) => sum + count(one), 0);
  const line = {
    figure: `commands · ${kind} · acknowledged per second to a bare bolt app`,
    ratio: rounded(ratios[Math.floor(ratios.length / 2)] ?? 0),
    detail: {
      worstRound: rounded(ratios[0] ?? 0),
      acknowledgedAfterThreeSeconds: total(({ ours }) => ours.late),
      answeredAfterThreeSeconds: total(({ burst }) => burst.late),
      notAcknowledged: total(({ ours }) => ours.notAcknowledged),
      ours: results.at(-1)?.ours,
      bare: results.at(-1)?.bare,
      answersOf200AtOnce: results.at(-1)?.burst.answer,
      inFlight,
      perRound,
      rounds,
    },
  };
  console.log(JSON.stringify(line));
}

function rounded(ratio: number): number {
  return Math.round(ratio * 1000) / 1000;
}

/** The record of one coordinator, and enough organisations to make a list worth reading. */
async function writeRecord(folder: string): Promise<void> {
  const store = await openStore({ sqliteFile: join(folder, 'attache.db') });
  await store.write({ viewer: { kind: 'process' }, actor: 'bench', now: Date.now() }, async (records) => {
    const hub = await records.organisations.add({
      name: 'Hub',
      country: 'CH',
      language: 'en',
      zone: 'Europe/Zurich',
      hub: true,
    });
    await records.organisations.tie('slack:T1', hub.id, 'bench');
    for (let n = 1; n <= 9; n += 1) {
      await records.organisations.add({
        name: `Police academy ${n}`,
        country: 'GH',
        language: 'en',
        zone: 'Africa/Accra',
        hub: false,
      });
    }
    const amina = await records.people.add({ name: 'Amina', organisation: hub.id, membership: 'confirmed' });
    await records.people.link('slack:T1:U1', amina.id, 'Amina');
    await records.people.grant({ person: amina.id, role: 'coordinator', scope: 'hub' });
  });
  await store.close();
}

/** What was acknowledged is in the record: one audit entry for each write that was sent. */
async function recount(folder: string, attache: ChildProcess): Promise<void> {
  attache.kill('SIGTERM');
  await new Promise((resolve) => attache.once('exit', resolve));
  const store = await openStore({ sqliteFile: join(folder, 'attache.db') });
  const verdict = await store.verifyAudit();
  await store.close();
  const writes = (perRound + inFlight) * (rounds + 1);
  console.log(
    JSON.stringify({
      figure: 'commands · writes found in the record again',
      found: verdict.whole ? verdict.count : 0,
      atLeast: writes,
      whole: verdict.whole && verdict.count >= writes,
    }),
  );
}

function startProgram(
  args: readonly string[],
  ready: string,
  settings: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...args], {
    env: { PATH: process.env.PATH ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (data: Buffer) => {
      if (data.toString().includes(ready)) resolve(child);
    });
    child.once('exit', (code) =>
      reject(new Error(`A program of the benchmark ended with ${code} before it was ready.`)),
    );
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
