// A fan-out: the time for thousands of messages to the floor that the platforms' enforced limits allow, on both at once.
import { type Program, rounded, say, startAttache, until } from './measure-program.ts';
import { addDeliveries, countDeliveries, seed, withStore } from './measure-record.ts';
import { openStage, type Stage } from './measure-stage.ts';
import { discordDefaults } from './stand-ins/discord/discord.ts';
import type { Tally } from './stand-ins/ledger.ts';
import { slackDefaults } from './stand-ins/slack/slack.ts';

/**
 * With BENCH_FULL=1 10,000 people on each platform at Slack's own limit too: 525 posts a minute, so 19 minutes. Else
 * fewer people, Slack's limit raised in proportion to the time there is, and Discord's as it is.
 */
const full = process.env.BENCH_FULL === '1';
const limits = {
  posts: full ? slackDefaults.postsPerMinute : 3000,
  postBurst: slackDefaults.postBurst,
  requests: discordDefaults.requestsPerSecond,
  requestBurst: discordDefaults.requestBurst,
};
const people = full ? { slack: 10_000, discord: 10_000 } : { slack: 5000, discord: 2500 };
/** A direct message on Discord needs its channel opened, and the message. */
const requestsEach = 2;

/** Seconds that the limits alone take: all but the burst, at the rate. */
const floors = {
  slack: (people.slack - limits.postBurst) / (limits.posts / 60),
  discord: (people.discord * requestsEach - limits.requestBurst) / limits.requests,
};

export default async function fanOut(): Promise<void> {
  const stage = await openStage({
    slack: { postsPerMinute: limits.posts, postBurst: limits.postBurst },
    discord: { requestsPerSecond: limits.requests, requestBurst: limits.requestBurst },
  });
  let program: Program | undefined;
  try {
    const record = await seed(stage.place, { onSlack: people.slack, onDiscord: people.discord });
    const everybody = [...record.slackPeople, ...record.discordPeople];
    await withStore(stage.place, (store) => addDeliveries(store, everybody, 'fan-out'));
    program = await startAttache({
      ...stage.settings,
      SLACK_POSTS_PER_MINUTE: String(limits.posts),
      DISCORD_REQUESTS_PER_SECOND: String(limits.requests),
    });
    const { memory, cpuMs, slack, discord } = await watch(stage, program);
    report('slack', people.slack, floors.slack, slack, await stage.slack.ask('timeline', step));
    report('discord', people.discord, floors.discord, discord, await stage.discord.ask('timeline', step));
    reportMemory(memory, cpuMs);
    await program.stop();
    await recount(stage, slack, discord);
  } finally {
    await program?.kill();
    await stage.close();
  }
}

const step = { stepMs: 10_000 };

/** Until all is accepted, or no more comes: samples memory each second. */
async function watch(stage: Stage, program: Program) {
  const started = Date.now();
  const cpuBefore = program.cpuMs();
  const memory: number[] = [];
  const longest = 3 * 1000 * Math.max(floors.slack, floors.discord) + 60_000;
  let [slack, discord] = [await tally(stage, 'slack', started), await tally(stage, 'discord', started)];
  await until(
    async () => {
      memory.push(program.memoryMiB());
      slack = await tally(stage, 'slack', started);
      discord = await tally(stage, 'discord', started);
      return slack.proofs >= people.slack && discord.proofs >= people.discord;
    },
    longest,
    1000,
  );
  return { memory, cpuMs: program.cpuMs() - cpuBefore, slack, discord };
}

interface Timed extends Tally {
  /** From the program's saying that it runs, with everything due, to the last message accepted. */
  readonly seconds: number;
}

async function tally(stage: Stage, where: 'slack' | 'discord', started: number): Promise<Timed> {
  const counted =
    where === 'slack' ? await stage.slack.ask('tally', null) : await stage.discord.ask('tally', null);
  return { ...counted, seconds: Math.max(0, (counted.lastAt - started) / 1000) };
}

function report(
  where: string,
  wanted: number,
  floor: number,
  tally: Timed,
  timeline: readonly number[],
): void {
  say({
    figure: `fan-out · ${where} · time to the floor of the enforced limits`,
    ratio: tally.proofs >= wanted ? rounded(tally.seconds / floor) : null,
    detail: {
      recipients: wanted,
      accepted: tally.accepted,
      seconds: rounded(tally.seconds, 1),
      floorSeconds: rounded(floor, 1),
      requests: tally.requests,
      acceptedPerTenSeconds: timeline,
      fullLimits: full,
    },
  });
  say({
    figure: `fan-out · ${where} · answers with 429`,
    count: tally.tooManyInAll,
    detail: tally.tooMany,
  });
}

function reportMemory(memory: readonly number[], cpuMs: number): void {
  const tenth = Math.max(1, Math.floor(memory.length / 10));
  const first = mean(memory.slice(0, tenth));
  const last = mean(memory.slice(-tenth));
  say({
    figure: 'fan-out · memory in the last tenth to the first',
    ratio: rounded(last / first),
    detail: {
      firstMiB: rounded(first, 1),
      lastMiB: rounded(last, 1),
      eachTenthMiB: memory.filter((_, at) => at % tenth === 0),
      mostMiB: Math.max(...memory),
      cpuMsPerMessage: rounded(cpuMs / (people.slack + people.discord)),
    },
  });
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length);
}

/** Each once: by what the platforms accepted, and by what the record believes. */
async function recount(stage: Stage, slack: Tally, discord: Tally): Promise<void> {
  const states = await countDeliveries(stage.place);
  const wanted = people.slack + people.discord;
  const proofs = slack.proofs + discord.proofs;
  const doubled = slack.doubled + discord.doubled;
  say({
    figure: 'fan-out · messages lost or doubled',
    count: wanted - proofs + doubled,
    detail: { wanted, proofs, doubled, states },
    whole: proofs === wanted && doubled === 0 && states.sent >= wanted,
  });
}
