// Lanes: how long people wait for a reply during a fan-out of 10,000 and an online backup, to the same at rest, in
// alternating rounds of one running program on both platforms at the limits that the platforms really keep.
import { median, type Program, rounded, say, startAttache, until } from './measure-program.ts';
import { addDeliveries, coordinators, countDeliveries, seed, withStore } from './measure-record.ts';
import { backUp, canBackUp, cpuDuring, openStage, type Stage, typed, used } from './measure-stage.ts';
import { type LoadResult, spread } from './stand-ins/crowd.ts';

const long = process.env.BENCH_FULL === '1';
const rounds = long ? 15 : 5;
const seconds = 8;
/** People's commands a second on each platform, on both at once. */
const perSecond = 40;
/** 10,000 wait in the record; of these so many fall due for each round under load, a little more than it needs. */
const told = { slack: 5000, discord: 5000 } as const;
const inRound = { slack: 140, discord: 270 } as const;
/** From one round under load to the next: the load, the rest of its fan-out, and as long at rest. */
const periodMs = 30_000;
/** For starting and warming up. */
const leadMs = 14_000;

type Where = 'slack' | 'discord';
const places: readonly Where[] = ['slack', 'discord'];
type Both = Readonly<Record<Where, LoadResult>>;

interface Round {
  readonly rest: Both;
  readonly load: Both;
  readonly cpuMs: { readonly rest: number; readonly load: number };
  /** Messages that left while people's replies were measured. */
  readonly sent: { readonly rest: number; readonly load: number };
  readonly backupMs: number | undefined;
}

export default async function lanes(): Promise<void> {
  const stage = await openStage({});
  let program: Program | undefined;
  try {
    const firstDue = await prepare(stage);
    program = await startAttache(stage.settings);
    await converse(stage);
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      measured.push(await measure(stage, program, firstDue + round * periodMs));
    }
    await program.stop();
    for (const where of places) report(where, measured);
    await recount(stage);
  } finally {
    await program?.kill();
    await stage.close();
  }
}

/** Writes the record, with a part of the fan-out for each round; answers when the first part falls due. */
async function prepare(stage: Stage): Promise<number> {
  const record = await seed(stage.place, { onSlack: told.slack, onDiscord: told.discord });
  const firstDue = Date.now() + leadMs;
  await withStore(stage.place, async (store) => {
    for (const where of places) {
      const people = where === 'slack' ? record.slackPeople : record.discordPeople;
      for (let round = 0; round < rounds; round += 1) {
        const part = people.slice(round * inRound[where], (round + 1) * inRound[where]);
        await addDeliveries(store, part, 'lanes', firstDue + round * periodMs);
      }
      const later = firstDue + 86_400_000;
      await addDeliveries(store, people.slice(rounds * inRound[where]), 'lanes', later);
    }
  });
  return firstDue;
}

async function measure(stage: Stage, program: Program, due: number): Promise<Round> {
  const before = await accepted(stage);
  await until(async () => (await accepted(stage)) > before, due - Date.now() + 20_000);
  const backup = canBackUp ? backUp(stage, `lanes-${due}`) : undefined;
  const startedUnderLoad = await accepted(stage);
  const load = await cpuDuring(program, stage, () => converse(stage));
  const endedUnderLoad = await accepted(stage);
  await until(async () => (await accepted(stage)) >= before + inRound.slack + inRound.discord, 30_000);
  const atRest = await accepted(stage);
  const rest = await cpuDuring(program, stage, () => converse(stage));
  return {
    rest: rest.result,
    load: load.result,
    cpuMs: { rest: rest.ours, load: load.ours },
    sent: { rest: (await accepted(stage)) - atRest, load: endedUnderLoad - startedUnderLoad },
    backupMs: (await backup)?.tookMs,
  };
}

async function accepted({ slack, discord }: Stage): Promise<number> {
  return (await slack.ask('tally', null)).accepted + (await discord.ask('tally', null)).accepted;
}

async function converse(stage: Stage): Promise<Both> {
  const load = { count: seconds * perSecond, perSecond, people: coordinators, keepTimes: true };
  const [slack, discord] = await Promise.all([
    stage.slack.ask('load', { ...load, commands: typed }),
    stage.discord.ask('load', { ...load, commands: used }),
  ]);
  return { slack, discord };
}

function report(where: Where, measured: readonly Round[]): void {
  const ratios = measured.map(({ rest, load }) => load[where].answered.p99 / rest[where].answered.p99);
  const pooled = (which: 'rest' | 'load') => spread(measured.flatMap((one) => one[which][where].times ?? []));
  const [rest, load] = [pooled('rest'), pooled('load')];
  say({
    figure: `lanes · ${where} · p99 of replies during a fan-out and a backup to the same at rest`,
    ratio: rounded(median(ratios)),
    detail: {
      worstRound: rounded(Math.max(...ratios)),
      ofAllRoundsTogether: rounded(load.p99 / rest.p99),
      restMs: rest,
      loadMs: load,
      firstReplyMs: {
        rest: measured.map((one) => one.rest[where].acknowledged.p99),
        load: measured.map((one) => one.load[where].acknowledged.p99),
      },
      late: measured.reduce((sum, one) => sum + one.load[where].late + one.rest[where].late, 0),
      messagesMeanwhile: measured.map(({ sent }) => sent),
      cpuMs: measured.map(({ cpuMs }) => cpuMs),
      backupMs: canBackUp ? measured.map((one) => one.backupMs) : 'there is no `attache backup` yet',
      perSecond,
      seconds,
      rounds,
    },
  });
}

async function recount(stage: Stage): Promise<void> {
  const states = await countDeliveries(stage.place);
  const [slack, discord] = [await stage.slack.ask('tally', null), await stage.discord.ask('tally', null)];
  const wanted = rounds * (inRound.slack + inRound.discord);
  const doubled = slack.doubled + discord.doubled;
  say({
    figure: 'lanes · messages lost or doubled',
    count: wanted - slack.proofs - discord.proofs + doubled,
    detail: { wanted, doubled, states, refusedByLimits: { ...slack.tooMany, ...discord.tooMany } },
    whole: states.sent === wanted && doubled === 0,
  });
}
