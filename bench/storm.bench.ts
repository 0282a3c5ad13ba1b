// A storm: 1,000 commands a second over Socket Mode and 600 over Discord's gateway, and bursts of 1,000 at once, while
// a fan-out, summaries with a picture, backups and sweeps go on. Nobody may wait three seconds for a first reply.
import { type Program, rounded, say, startAttache, until } from './measure-program.ts';
import { addDeliveries, coordinators, seed, withStore } from './measure-record.ts';
import {
  backUp,
  canBackUp,
  changesAmong,
  cpuDuring,
  openStage,
  type Stage,
  typed,
  used,
} from './measure-stage.ts';
import type { Load, LoadResult } from './stand-ins/crowd.ts';

const aims = { slack: 1000, discord: 600 } as const;
type Where = keyof typeof aims;
const places: readonly Where[] = ['slack', 'discord'];

const long = process.env.BENCH_FULL === '1';
const stormSeconds = long ? 60 : 8;
const probeSeconds = long ? 15 : 4;
const burst = 1000;
const bursts = long ? 10 : 2;
/** More than leave during the storm at the platforms' own limits. */
const told = { slack: long ? 10_000 : 3000, discord: long ? 10_000 : 4000 } as const;

export default async function storm(): Promise<void> {
  const stage = await openStage({});
  let program: Program | undefined;
  try {
    const auditBefore = await prepare(stage);
    program = await startAttache(stage.settings);
    await Promise.all([send(stage, 'slack', warmUp), send(stage, 'discord', warmUp)]);
    const commands = { slack: warmUp.count, discord: warmUp.count };
    const stopBackground = goOnBeside(stage, program);
    for (const where of places) {
      commands[where] += await stormOn(stage, program, where);
      commands[where] += await burstsOn(stage, program, where);
      commands[where] += await highestOn(stage, where);
    }
    for (const where of places) commands[where] += aims[where] * stormSeconds;
    await bothAtOnce(stage, program);
    const background = await stopBackground();
    const tallies = [await stage.slack.ask('tally', null), await stage.discord.ask('tally', null)];
    await program.stop();
    say({
      figure: 'storm · what went on beside it',
      count: tallies.reduce((sum, one) => sum + one.accepted, 0),
      detail: {
        fanOutMessages: tallies.map((one) => one.accepted),
        messagesDoubled: tallies.map((one) => one.doubled),
        refusedByLimits: tallies.map((one) => one.tooMany),
        ...background,
        memoryMiB: background.memoryMiB,
      },
    });
    await recount(stage, auditBefore, commands);
  } finally {
    await program?.kill();
    await stage.close();
  }
}

/** After the last command of a load; what is not answered by then counts as never answered. */
const patienceMs = 20_000;
const warmUp: Load = { count: 300, perSecond: 100 };

/** Writes the record; answers how many audit entries it has to begin with. */
async function prepare(stage: Stage): Promise<number> {
  const record = await seed(stage.place, { onSlack: told.slack, onDiscord: told.discord });
  summary.text = `summary course:${record.course}`;
  return withStore(stage.place, async (store) => {
    await addDeliveries(store, [...record.slackPeople, ...record.discordPeople], 'storm');
    const { count } = await audited(store);
    return count;
  });
}

const summary = { command: '/feedback', text: '' };

function send(stage: Stage, where: Where, load: Load, crowd = 'main'): Promise<LoadResult> {
  const patient = { ...load, crowd, patienceMs, people: coordinators };
  return where === 'slack'
    ? stage.slack.ask('load', { ...patient, commands: typed })
    : stage.discord.ask('load', { ...patient, commands: used });
}

/** Until nothing of what was typed before is left to do, so that each measurement begins with a rested program. */
async function rest(stage: Stage): Promise<void> {
  await until(
    async () => {
      const [one, other] = await Promise.all(places.map((where) => send(stage, where, { count: 3 }, 'rest')));
      return Math.max(one?.answered.max ?? 0, other?.answered.max ?? 0) < 1000;
    },
    60_000,
    500,
  );
}

async function stormOn(stage: Stage, program: Program, where: Where): Promise<number> {
  const perSecond = aims[where];
  const count = perSecond * stormSeconds;
  await rest(stage);
  const { result, ours, standIns } = await cpuDuring(program, stage, () =>
    send(stage, where, { count, perSecond }),
  );
  say({
    figure: `storm · ${where} · first replies after 3 s, of ${perSecond} a second`,
    count: result.late,
    detail: {
      ...inShort(result),
      seconds: stormSeconds,
      cpuMsPerCommand: rounded(ours / count),
      standInsCpuMsPerCommand: rounded(standIns / count),
      reached: result.achieved >= 0.98 * perSecond,
    },
  });
  return count;
}

async function burstsOn(stage: Stage, program: Program, where: Where): Promise<number> {
  const results: LoadResult[] = [];
  let cpu = 0;
  for (let round = 0; round < bursts; round += 1) {
    await rest(stage);
    const { result, ours } = await cpuDuring(program, stage, () => send(stage, where, { count: burst }));
    results.push(result);
    cpu += ours;
  }
  say({
    figure: `storm · ${where} · first replies after 3 s, of ${burst} at once`,
    count: sum(results, (one) => one.late),
    detail: {
      bursts,
      answeredLate: sum(results, (one) => one.answeredLate),
      neverAnswered: sum(results, (one) => one.neverAnswered),
      lastFirstReplyMs: Math.max(...results.map((one) => one.acknowledged.max)),
      lastAnswerMs: Math.max(...results.map((one) => one.answered.max)),
      cpuMsPerCommand: rounded(cpu / (burst * bursts)),
    },
  });
  return burst * bursts;
}

/** The highest rate at which nobody waited three seconds: by halves between a rate that holds and one that does not. */
async function highestOn(stage: Stage, where: Where): Promise<number> {
  let commands = 0;
  let [holds, fails] = [0, Number.POSITIVE_INFINITY];
  let rate: number = aims[where];
  let best: LoadResult | undefined;
  for (let probe = 0; probe < (long ? 6 : 4); probe += 1) {
    const count = Math.round(rate * probeSeconds);
    await rest(stage);
    const result = await send(stage, where, { count, perSecond: rate });
    commands += count;
    if (result.late === 0 && result.answeredLate === 0 && result.achieved >= 0.95 * rate) {
      holds = rate;
      best = result;
    } else fails = rate;
    rate = Math.round(fails === Number.POSITIVE_INFINITY ? holds * 1.5 : (holds + fails) / 2);
  }
  say({
    figure: `storm · ${where} · highest rate without a late first reply or answer, a second`,
    count: holds,
    detail: { secondsEach: probeSeconds, failedAt: fails, ...(best ? inShort(best) : {}) },
  });
  return commands;
}

/** Both storms on one program, as the table reads: this machine's cores are shared with the stand-ins. */
async function bothAtOnce(stage: Stage, program: Program): Promise<void> {
  const loads = {
    slack: { count: aims.slack * stormSeconds, perSecond: aims.slack },
    discord: { count: aims.discord * stormSeconds, perSecond: aims.discord },
  };
  await rest(stage);
  const { result, ours, standIns } = await cpuDuring(program, stage, () =>
    Promise.all([send(stage, 'slack', loads.slack), send(stage, 'discord', loads.discord)]),
  );
  const [slack, discord] = result;
  const count = loads.slack.count + loads.discord.count;
  say({
    figure: 'storm · both platforms at once · first replies after 3 s',
    count: slack.late + discord.late,
    detail: {
      slack: inShort(slack),
      discord: inShort(discord),
      cpuMsPerCommand: rounded(ours / count),
      standInsCpuMsPerCommand: rounded(standIns / count),
    },
  });
}

function inShort(result: LoadResult): object {
  const { sent, achieved, sending, acknowledged, answered, answeredLate, neverAnswered, together } = result;
  return {
    sent,
    achieved,
    sendingBehindMs: sending.p99,
    firstReply: acknowledged,
    answered,
    answeredLate,
    neverAnswered,
    answersInFirstReply: together,
  };
}

/** A summary with its picture every two seconds, a backup every ten; the sweeps come with each minute. */
function goOnBeside(stage: Stage, program: Program) {
  const stopped = new AbortController();
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      stopped.signal.addEventListener('abort', () => resolve(void clearTimeout(timer)), { once: true });
    });
  const summaries: number[] = [];
  const backups: number[] = [];
  let failedBackups = 0;
  let memoryMiB = 0;

  async function summarise(): Promise<void> {
    while (!stopped.signal.aborted) {
      const load = { count: 1, commands: [summary], people: 1, crowd: 'digest' };
      const { answered } = await stage.slack.ask('load', load);
      summaries.push(answered.max);
      memoryMiB = Math.max(memoryMiB, program.memoryMiB());
      await pause(2000);
    }
  }

  async function keepSafe(): Promise<void> {
    while (canBackUp && !stopped.signal.aborted) {
      const { code, tookMs } = await backUp(stage, `storm-${backups.length + failedBackups}`);
      if (code === 0) backups.push(tookMs);
      else failedBackups += 1;
      await pause(10_000);
    }
  }

  const going = Promise.all([summarise(), keepSafe()]);
  return async () => {
    stopped.abort();
    await going;
    return {
      summariesWithPicture: summaries.length,
      slowestSummaryMs: Math.max(0, ...summaries),
      backups: canBackUp ? backups.length : 'there is no `attache backup` yet',
      backupMs: backups,
      failedBackups,
      memoryMiB,
    };
  };
}

/** What was answered is in the record: one audit entry at least for each change that was typed. */
async function recount(
  stage: Stage,
  before: number,
  commands: Readonly<Record<Where, number>>,
): Promise<void> {
  const verdict = await withStore(stage.place, audited);
  const atLeast = sum(places, (where) => changesAmong(commands[where]));
  say({
    figure: 'storm · changes found in the record again',
    count: verdict.count - before,
    detail: { atLeast, auditWhole: verdict.whole },
    whole: verdict.whole && verdict.count - before >= atLeast,
  });
}

async function audited(store: {
  verifyAudit(): Promise<{ readonly whole: boolean; readonly count?: number }>;
}): Promise<{ whole: boolean; count: number }> {
  const { whole, count = 0 } = await store.verifyAudit();
  return { whole, count };
}

function sum<T>(all: readonly T[], number: (one: T) => number): number {
  return all.reduce((total, one) => total + number(one), 0);
}
