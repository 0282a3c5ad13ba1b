// One run of the crash harness: processes are killed at random moments while they send and answer; then all is counted.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StorePlace } from '#store/open-store.ts';
import { until } from '../measure-program.ts';
import { addDeliveries, seed, withStore } from '../measure-record.ts';
import { discordToken, startDiscord } from '../stand-ins/discord/discord.ts';
import { startSlack } from '../stand-ins/slack/slack.ts';
import { type Asked, keepAsking } from './asking.ts';
import { startFaultProxy } from './faults.ts';
import type { FaultName } from './faults-to-plant.ts';
import { lookInto, type Row } from './look-into.ts';
import { superviseProcess } from './supervise.ts';

export interface CrashPlan {
  /** `postgres://…` for several processes; left out for an embedded record. */
  readonly databaseUrl?: string;
  readonly processes: number;
  /** Half of them on each platform. */
  readonly recipients: number;
  readonly kills: number;
  /** Share of posts that meet a fault of the platform. */
  readonly faults: number;
  /** The program itself, one with a fault planted into it, or one of the control arms (embedded and Slack alone). */
  readonly arm: 'attache' | FaultName | 'mark before' | 'mark after';
  /** Milliseconds after the last kill until what is not settled counts as lost. */
  readonly patienceMs: number;
}

/** What the platforms accepted, against what the record says. */
export interface CrashFindings {
  readonly kills: number;
  readonly recipients: number;
  /** Never accepted by a platform, and not in the coordinator's list either. */
  readonly lost: number;
  readonly doubled: number;
  /** In the coordinator's list: what became of them is unknown, or they were refused. */
  readonly listed: number;
  /** Noted as sent without having been accepted. */
  readonly imagined: number;
  readonly commands: { readonly acknowledged: number; readonly answered: number };
  readonly acknowledgedWithoutEffect: number;
  readonly effectsTwice: number;
  readonly auditIsWhole: boolean;
  readonly countersAreRight: boolean;
  readonly faults: Readonly<Record<string, number>>;
  /** What had not been settled when patience was at an end. */
  readonly waiting: readonly Row[];
  readonly tookMs: number;
}

const attache = fileURLToPath(new URL('../../bin/attache.mjs', import.meta.url));
const naive = fileURLToPath(new URL('./naive-sender.ts', import.meta.url));
const plant = new URL('./plant.ts', import.meta.url).href;
const signingSecret = 'a-secret-of-the-crash';
/** Far above what is needed, so that the platforms refuse only what they are told to. */
const generous = { postsPerMinute: 6_000_000, postBurst: 100_000, channelBurst: 1_000 };

export async function runCrash(plan: CrashPlan): Promise<CrashFindings> {
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'attache-crash-'));
  const place: StorePlace =
    plan.databaseUrl === undefined
      ? { sqliteFile: join(folder, 'attache.db') }
      : { databaseUrl: plan.databaseUrl };
  const slack = await startSlack({ ...generous, signingSecret, latencyMs: 15, tiers: false });
  const discord = await startDiscord({ requestsPerSecond: 100_000, requestBurst: 100_000, latencyMs: 15 });
  const toSlack = await startFaultProxy({ target: await slack.ask('apiUrl', null), share: plan.faults });
  const toDiscord = await startFaultProxy({ target: await discord.ask('apiUrl', null), share: plan.faults });
  try {
    const isNaive = plan.arm === 'mark before' || plan.arm === 'mark after';
    const onSlack = isNaive ? plan.recipients : Math.ceil(plan.recipients / 2);
    const people = await seed(place, { onSlack, onDiscord: plan.recipients - onSlack });
    await withStore(place, (store) =>
      addDeliveries(store, [...people.slackPeople, ...people.discordPeople], 'crash'),
    );
    const slackUrl = await toSlack.ask('apiUrl', null);
    const rate = Math.max(10, Math.ceil(plan.recipients / (plan.kills * upTimePerKill)));
    const settings = {
      DATA_FOLDER: folder,
      ...(plan.databaseUrl === undefined ? {} : { DATABASE_URL: plan.databaseUrl }),
      SLACK_BOT_TOKEN: 'xoxb-crash',
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slackUrl,
      SLACK_POSTS_PER_MINUTE: String(rate * 30),
      DISCORD_TOKEN: discordToken,
      DISCORD_API_URL: await toDiscord.ask('apiUrl', null),
      DISCORD_REQUESTS_PER_SECOND: String(Math.max(20, rate * 2)),
      HEALTH_PORT: 'off',
      LOG_LEVEL: 'fatal',
      ...(isNaive || plan.arm === 'attache'
        ? {}
        : { NODE_OPTIONS: `--import ${plant}`, PLANTED_FAULT: plan.arm }),
    };
    const supervised = await Promise.all(
      Array.from({ length: plan.processes }, () =>
        superviseProcess((port) => {
          const args = isNaive
            ? [naive, plan.arm === 'mark before' ? 'before' : 'after', join(folder, 'attache.db'), slackUrl]
            : [attache, 'start'];
          return spawn(process.execPath, args, {
            env: { PATH: process.env.PATH ?? '', ...settings, SLACK_PORT: String(port) },
            stdio: ['ignore', 'pipe', 'ignore'],
          });
        }),
      ),
    );
    const asking = isNaive ? undefined : keepAsking(supervised, signingSecret, new URL(slackUrl).origin);
    const killsEach = Math.ceil(plan.kills / supervised.length);
    await Promise.all(
      supervised.map(async (one) => {
        for (let kill = 0; kill < killsEach; kill += 1) await one.killAtRandom();
      }),
    );
    // On a busy machine every life may have been too short to take a command: the last one is not.
    if (asking) await until(async () => asking.isTaken(), plan.patienceMs / 2, 100);
    const asked: Asked = (await asking?.stop()) ?? { acknowledged: [], answered: [] };
    // The bad day goes on until nearly everything has been tried.
    const proofs = async () =>
      (await slack.ask('tally', null)).proofs + (await discord.ask('tally', null)).proofs;
    await until(async () => (await proofs()) >= plan.recipients * 0.95, plan.patienceMs / 2, 250);
    await toSlack.ask('setShare', { share: 0 });
    await toDiscord.ask('setShare', { share: 0 });
    await until(() => lookInto(place).then((found) => found.isSettled), plan.patienceMs, 500);
    await Promise.all(supervised.map((one) => one.end()));

    const [ofSlack, ofDiscord] = [await slack.ask('tally', null), await discord.ask('tally', null)];
    const found = await lookInto(place);
    const answered = new Set([...asked.answered, ...(await toSlack.ask('answered', null))]);
    const accepted = ofSlack.proofs + ofDiscord.proofs;
    const auditIsWhole = await withStore(place, async (store) => (await store.verifyAudit()).whole);
    return {
      kills: killsEach * supervised.length,
      recipients: plan.recipients,
      lost: Math.max(0, plan.recipients - accepted - found.undeliverable),
      doubled: ofSlack.doubled + ofDiscord.doubled,
      listed: found.undeliverable,
      imagined: Math.max(0, found.sent - accepted),
      commands: { acknowledged: asked.acknowledged.length, answered: answered.size },
      acknowledgedWithoutEffect: asked.acknowledged.filter((name) => !found.names.has(name)).length,
      effectsTwice: found.namesTwice,
      auditIsWhole,
      countersAreRight: found.countersAreRight,
      faults: sum(await toSlack.ask('faults', null), await toDiscord.ask('faults', null)),
      waiting: found.waiting,
      tookMs: Math.round(performance.now() - started),
    };
  } finally {
    await Promise.all([toSlack.stop(), toDiscord.stop(), slack.stop(), discord.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seconds between two kills in which something is sent, roughly: so that what there is to send lasts. */
const upTimePerKill = 0.7;

function sum(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const both: Record<string, number> = { ...one };
  for (const [name, number] of Object.entries(other)) both[name] = (both[name] ?? 0) + number;
  return both;
}
