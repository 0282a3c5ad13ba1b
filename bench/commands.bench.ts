// Commands acknowledged a second over 64 connections: the program as shipped, which answers each, beside a bare bolt app.
import { openStore } from '#store/open-store.ts';
import { type Answered, sendOver } from './http-load.ts';
import { median, rounded, say, until } from './measure-program.ts';
import { openSlackDoor, type SlackDoor } from './slack-door.ts';

const connections = 64;
const perRound = Number(process.env.BENCH_COMMANDS ?? 6_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
/** So many at one moment, as when a digest asks everybody for the same thing. */
const crowd = 1_000;
/** Slack's patience with a command, in milliseconds. */
const patience = 3_000;

/** A read, and a durable write with rights, validation, counters and audit. */
const kinds = [
  { name: 'read', command: '/exchange', text: 'organisation-list', aim: 0.9 },
  { name: 'write', command: '/my', text: 'language fr', aim: 0.8 },
] as const;
type Kind = (typeof kinds)[number];

export default async function commands(): Promise<void> {
  const door = await openSlackDoor();
  let sent = 0;
  try {
    for (const kind of kinds) {
      const results: { ours: Round; bare: Round }[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const measures = {
          bare: () => measure(door, 'bare', kind, sent),
          ours: () => measure(door, 'ours', kind, sent + perRound),
        };
        // Each goes first in every second round, so that neither has the quieter machine.
        const first = round % 2 === 0 ? 'bare' : 'ours';
        const one = await measures[first]();
        const other = await measures[first === 'bare' ? 'ours' : 'bare']();
        sent += 2 * perRound;
        // The first round warms both.
        if (round > 0)
          results.push(first === 'bare' ? { bare: one, ours: other } : { bare: other, ours: one });
      }
      report(kind, results);
      reportCrowd(kind, await measureCrowd(door, kind, sent));
      sent += crowd;
    }
    await recount(door, (perRound * (rounds + 1) + crowd) as number);
  } finally {
    await door.close();
  }
}

interface Round {
  readonly perSecond: number;
  readonly p99: number;
  readonly cpuUs: number;
  readonly notAcknowledged: number;
  /** Answers that came with the acknowledgement, and those that came to the response address. */
  readonly together: number;
  readonly apart: number;
  readonly answeredAfter: readonly number[];
}

async function measure(door: SlackDoor, which: 'ours' | 'bare', kind: Kind, first: number): Promise<Round> {
  const { port, program } = door[which];
  const requests = requestsOf(door, kind, first, perRound);
  const cpuBefore = program.cpuMs();
  const started = performance.now();
  const answers = await sendOver(port, connections, requests);
  const took = performance.now() - started;
  const words = which === 'ours' ? await wordsFor(door, answers, first) : noWords;
  // What is still done after the acknowledgement counts too.
  const cpuUs = ((program.cpuMs() - cpuBefore) / perRound) * 1000;
  return {
    perSecond: Math.round((perRound / took) * 1000),
    p99: quantile(
      answers.map(({ after }) => after),
      0.99,
    ),
    cpuUs: Math.round(cpuUs),
    notAcknowledged: answers.filter(({ status }) => status !== 200).length,
    ...words,
  };
}

type Words = Pick<Round, 'together' | 'apart' | 'answeredAfter'>;
const noWords: Words = { together: 0, apart: 0, answeredAfter: [] };

/** When the words of each answer had reached whoever asked; infinite where they never did. */
async function wordsFor({ slack }: SlackDoor, answers: readonly Answered[], first: number): Promise<Words> {
  const late = answers.flatMap(({ bytes }, index) => (bytes > 2 ? [] : [first + index]));
  await until(() => late.every((n) => slack.answered.has(n)), 30_000, 5);
  const answeredAfter = answers.map(({ at, after, bytes }, index) =>
    bytes > 2 ? after : (slack.answered.get(first + index) ?? Number.POSITIVE_INFINITY) - at,
  );
  return { together: answers.length - late.length, apart: late.length, answeredAfter };
}

async function measureCrowd(door: SlackDoor, kind: Kind, first: number) {
  const answers = await sendOver(door.ours.port, crowd, requestsOf(door, kind, first, crowd));
  return { answers, words: await wordsFor(door, answers, first) };
}

function requestsOf({ slack }: SlackDoor, kind: Kind, first: number, count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => slack.request(first + index, kind.command, kind.text));
}

function report(kind: Kind, results: readonly { ours: Round; bare: Round }[]): void {
  const ratios = results.map(({ ours, bare }) => ours.perSecond / bare.perSecond);
  const p99s = results.map(({ ours, bare }) => ours.p99 / bare.p99);
  const cpus = results.map(({ ours, bare }) => bare.cpuUs / ours.cpuUs);
  const total = (count: (one: Round) => number) => results.reduce((sum, { ours }) => sum + count(ours), 0);
  say({
    figure: `commands · ${kind.name} · acknowledged per second to a bare bolt app`,
    ratio: rounded(median(ratios)),
    detail: {
      aim: kind.aim,
      worstRound: rounded(Math.min(...ratios)),
      bareCpuToOurs: rounded(median(cpus)),
      p99ToBare: rounded(median(p99s)),
      worstP99ToBare: rounded(Math.max(...p99s)),
      ours: sides(results.map(({ ours }) => ours)),
      bare: sides(results.map(({ bare }) => bare)),
      notAcknowledged: total(({ notAcknowledged }) => notAcknowledged),
      answeredInTheAcknowledgement: total(({ together }) => together),
      answeredAtTheResponseAddress: total(({ apart }) => apart),
      answeredAfterThreeSeconds: total(({ answeredAfter }) => lateAmong(answeredAfter)),
      connections,
      perRound,
      rounds,
    },
  });
}

function sides(all: readonly Round[]) {
  return {
    perSecond: median(all.map(({ perSecond }) => perSecond)),
    p99Ms: rounded(median(all.map(({ p99 }) => p99)), 1),
    cpuUsPerRequest: median(all.map(({ cpuUs }) => cpuUs)),
  };
}

function reportCrowd(kind: Kind, { answers, words }: Awaited<ReturnType<typeof measureCrowd>>): void {
  const acknowledged = answers.map(({ after }) => after);
  say({
    figure: `commands · ${kind.name} · first replies after three seconds among ${crowd} at one moment`,
    count: lateAmong(acknowledged) + lateAmong(words.answeredAfter),
    detail: {
      acknowledgedMs: { p50: quantile(acknowledged, 0.5), p99: quantile(acknowledged, 0.99) },
      answeredMs: { p50: quantile(words.answeredAfter, 0.5), p99: quantile(words.answeredAfter, 0.99) },
      answeredInTheAcknowledgement: words.together,
      answeredAtTheResponseAddress: words.apart,
      notAcknowledged: answers.filter(({ status }) => status !== 200).length,
    },
  });
}

function lateAmong(times: readonly number[]): number {
  return times.filter((ms) => ms > patience).length;
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0, 1);
}

/** What was acknowledged is in the record: one audit entry for each write that was sent. */
async function recount({ ours, sqliteFile }: SlackDoor, writes: number): Promise<void> {
  await ours.program.stop();
  const store = await openStore({ sqliteFile });
  const verdict = await store.verifyAudit();
  await store.close();
  const found = verdict.whole ? verdict.count : 0;
  say({
    figure: 'commands · writes missing in the record afterwards',
    count: Math.max(0, writes - found),
    detail: { sent: writes, entries: found, chainWhole: verdict.whole },
  });
}
