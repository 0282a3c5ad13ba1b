// Processes: deliveries a second of two Attachés on one PostgreSQL to one, where waiting for the platform is what is
// shared; and how soon the work of a killed process, and Discord's gateway, are taken up by the other.
import pg from 'pg';
import { type Cluster, startPostgres } from '../test/support/start-postgres.ts';
import { freePort, median, type Program, rounded, say, startAttache, until } from './measure-program.ts';
import { addDeliveries, countDeliveries, seed, withStore } from './measure-record.ts';
import { openStage, type Stage } from './measure-stage.ts';
import type { GatewayEvent } from './stand-ins/discord/discord.ts';

const long = process.env.BENCH_FULL === '1';
const rounds = long ? 7 : 3;
const people = long ? 3000 : 500;
const kills = long ? 10 : 2;
/** Far above what is reached, so that the platform's limit is not the bound. */
const postsPerMinute = 600_000;
/**
 * What the waiting is for: so long that one process, with all the places it has in a workspace's lane, is far from
 * what the processor could do.
 */
const latencyMs = 2000;
const takenUpWithinMs = 15_000;

export default async function processes(): Promise<void> {
  const cluster = await startPostgres();
  try {
    const one: Speed[] = [];
    const two: Speed[] = [];
    for (let round = 0; round < rounds; round += 1) {
      one.push(await speedOf(cluster, `one_${round}`, 1));
      two.push(await speedOf(cluster, `two_${round}`, 2));
    }
    reportSpeed(one, two);
    const taken: TakenUp[] = [];
    for (let kill = 0; kill < kills; kill += 1) taken.push(await killed(cluster, `kill_${kill}`));
    reportKills(taken);
  } finally {
    await cluster.stop();
  }
}

interface Speed {
  readonly perSecond: number;
  readonly cpuMsPerMessage: number;
  readonly wrong: number;
  readonly refused: number;
}

async function speedOf(cluster: Cluster, name: string, count: number): Promise<Speed> {
  return onStage(cluster, name, async (stage, databaseUrl, start) => {
    const programs = await Promise.all(Array.from({ length: count }, () => start(stage.slackOnly)));
    const cpuBefore = programs.reduce((sum, one) => sum + one.cpuMs(), 0);
    // What is due is written once all run, so that none has a start over the other.
    await fill(databaseUrl, stage.people);
    await until(async () => (await stage.slack.ask('tally', null)).proofs >= people, 120_000, 100);
    const cpu = programs.reduce((sum, one) => sum + one.cpuMs(), 0) - cpuBefore;
    await Promise.all(programs.map((one) => one.stop()));
    const { proofs, doubled, firstAt, lastAt, tooManyInAll } = await stage.slack.ask('tally', null);
    const { sent } = await countDeliveries({ databaseUrl });
    return {
      // Until the last was answered: what is accepted at one moment was waited for as long as all before it.
      perSecond: rounded((proofs / (lastAt - firstAt + latencyMs)) * 1000, 1),
      cpuMsPerMessage: rounded(cpu / people),
      wrong: people - proofs + doubled + (people - sent),
      refused: tooManyInAll,
    };
  });
}

function reportSpeed(one: readonly Speed[], two: readonly Speed[]): void {
  const ratios = two.map((both, round) => both.perSecond / (one[round]?.perSecond ?? 1));
  const wrong = [...one, ...two].reduce((sum, speed) => sum + speed.wrong, 0);
  say({
    figure: 'processes · deliveries a second of two processes to one',
    ratio: rounded(median(ratios)),
    detail: { worstRound: rounded(Math.min(...ratios)), one, two, messagesEach: people, latencyMs },
  });
  say({
    figure: 'processes · messages lost, doubled or not noted with all alive',
    count: wrong,
    whole: wrong === 0,
  });
}

interface TakenUp {
  /** From the kill until everything that was on its way anywhere is settled. */
  readonly workMs: number;
  readonly inFlight: number;
  /** From the kill until Discord's gateway has a session again; undefined when it was never taken over. */
  readonly gatewayMs: number | undefined;
  readonly gatewayBy: GatewayEvent['what'] | undefined;
  readonly lost: number;
  readonly doubled: number;
  readonly listed: number;
}

/** Kills the process that holds Discord's gateway while both send. */
async function killed(cluster: Cluster, name: string): Promise<TakenUp> {
  return onStage(cluster, name, async (stage, databaseUrl, start) => {
    const first = await start(stage.settings);
    const second = await start(stage.settings);
    const holder = (await stage.discord.ask('connections', null)) > 0 ? first : second;
    await fill(databaseUrl, stage.people);
    await until(async () => (await stage.slack.ask('tally', null)).proofs >= people / 3, 60_000);
    const killedAt = Date.now();
    await holder.kill();
    const { workMs, inFlight } = await withStore({ databaseUrl }, async (store) => {
      const list = () =>
        store.read({ kind: 'process' }, ({ deliveries }) => deliveries.list(['sending'], 5000));
      // The survivor's own are among these; the last to be settled is one of the dead process's.
      const onTheirWay = new Map((await list()).map((one) => [one.id, one.attempts]));
      await until(
        async () => !(await list()).some((one) => onTheirWay.get(one.id) === one.attempts),
        90_000,
        100,
      );
      return { workMs: Date.now() - killedAt, inFlight: onTheirWay.size };
    });
    const taken = async () =>
      (await stage.discord.ask('gatewayLog', null)).find(
        ({ what, at }) => what !== 'closed' && at > killedAt,
      );
    await until(async () => (await taken()) !== undefined, 45_000);
    const gateway = await taken();
    await until(async () => (await stage.slack.ask('tally', null)).proofs >= people, 90_000);
    await (holder === first ? second : first).stop();
    const { proofs, doubled } = await stage.slack.ask('tally', null);
    const states = await countDeliveries({ databaseUrl });
    return {
      workMs,
      inFlight,
      gatewayMs: gateway && gateway.at - killedAt,
      gatewayBy: gateway?.what,
      lost: people - proofs,
      doubled,
      listed: states.undeliverable,
    };
  });
}

function reportKills(taken: readonly TakenUp[]): void {
  const slowest = Math.max(...taken.map((one) => one.workMs));
  const gateway = Math.max(...taken.map((one) => one.gatewayMs ?? Number.POSITIVE_INFINITY));
  say({
    figure: 'processes · milliseconds until the work of a killed process was taken up',
    count: slowest,
    detail: { within: takenUpWithinMs, kills: taken },
    whole: slowest <= takenUpWithinMs,
  });
  say({
    figure: "processes · milliseconds until Discord's gateway was taken over",
    count: Number.isFinite(gateway) ? gateway : 'never',
    detail: { within: takenUpWithinMs, by: taken.map((one) => one.gatewayBy) },
    whole: gateway <= takenUpWithinMs,
  });
  const wrong = taken.reduce((sum, one) => sum + one.lost + one.doubled, 0);
  say({
    figure: 'processes · messages lost or doubled over the kills',
    count: wrong,
    detail: { listedForACoordinator: taken.reduce((sum, one) => sum + one.listed, 0) },
    whole: wrong === 0,
  });
}

type SharedStage = Stage & { readonly people: readonly string[] };

/** A database of its own for each, with its people, and a way to start processes on it. */
async function onStage<T>(
  cluster: Cluster,
  name: string,
  work: (
    stage: SharedStage,
    databaseUrl: string,
    start: (settings: Readonly<Record<string, string>>) => Promise<Program>,
  ) => Promise<T>,
): Promise<T> {
  const databaseUrl = await createDatabase(cluster, name);
  const stage = await openStage({ slack: { postsPerMinute, postBurst: 1000, latencyMs, tiers: false } });
  const programs: Program[] = [];
  try {
    const { slackPeople } = await seed({ databaseUrl }, { onSlack: people, onDiscord: 0 });
    const shared = { DATABASE_URL: databaseUrl, SLACK_POSTS_PER_MINUTE: String(postsPerMinute) };
    return await work({ ...stage, people: slackPeople }, databaseUrl, async (settings) => {
      const program = await startAttache({ ...settings, ...shared, SLACK_PORT: String(await freePort()) });
      programs.push(program);
      return program;
    });
  } finally {
    for (const program of programs) await program.kill();
    await stage.close();
  }
}

async function createDatabase(cluster: Cluster, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(cluster.url);
  url.pathname = `/${name}`;
  return url.href;
}

/** Writes what is due, and offers it to whoever listens, as the process would that caused it. */
async function fill(databaseUrl: string, to: readonly string[]): Promise<void> {
  await withStore({ databaseUrl }, async (store) => {
    await addDeliveries(store, to, 'processes');
    for (let piece = 0; piece < pieces; piece += 1) await store.work.offer('deliver', `bench ${piece}`);
    await store.work.stop();
  });
}

const pieces = 8;
