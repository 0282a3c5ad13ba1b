// Lanes: how long people wait for a reply during a fan-out of 10,000 and an online backup, to the same at rest. Two
// records, one with the fan-out and one without, take turns under the shipped program, at the platforms' own limits.
import { median, type Program, rounded, say, startAttache, until } from './measure-program.ts';
import { addDeliveries, coordinators, countDeliveries, seed, withStore } from './measure-record.ts';
import { backUp, canBackUp, cpuDuring, openStage, type Stage, typed, used } from './measure-stage.ts';
import { type LoadResult, spread } from './stand-ins/crowd.ts';

const long = process.env.BENCH_FULL === '1';
const rounds = long ? 15 : 5;
const seconds = 8;
const warmUpSeconds = 3;
/** People's commands a second on each platform, on both at once. */
const perSecond = 40;
/** 10,000 in all; at 525 posts a minute and 50 requests a second they last through all rounds. */
const told = { slack: 4000, discord: 6000 } as const;

type Where = 'slack' | 'discord';
const places: readonly Where[] = ['slack', 'discord'];
type Both = Readonly<Record<Where, LoadResult>>;

interface Measured {
  readonly replies: Both;
  readonly cpuMs: number;
  /** Messages that left while people's replies were measured. */
  readonly sent: number;
  readonly backupMs: number | undefined;
}

interface Round {
  readonly rest: Measured;
  readonly load: Measured;
}

export default async function lanes(): Promise<void> {
  const [atRest, underLoad] = [await openStage({}), await openStage({})];
  try {
    await seed(atRest.place, { onSlack: told.slack, onDiscord: told.discord });
    await prepareFanOut(underLoad);
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const rest = await measure(atRest, undefined);
      measured.push({ rest, load: await measure(underLoad, `lanes-${round}`) });
    }
    for (const where of places) report(where, measured);
    await recount(underLoad);
  } finally {
    await atRest.close();
    await underLoad.close();
  }
}

async function prepareFanOut(stage: Stage): Promise<void> {
  const record = await seed(stage.place, { onSlack: told.slack, onDiscord: told.discord });
  const everybody = [...record.slackPeople, ...record.discordPeople];
  await withStore(stage.place, (store) => addDeliveries(store, everybody, 'lanes'));
}

/** Starts the program, warms it, measures, with a backup under way where it has a name, and stops it. */
async function measure(stage: Stage, backup: string | undefined): Promise<Measured> {
  let program: Program | undefined;
  try {
    program = await startAttache(stage.settings);
    // The gateway may still be held in the name of the round before.
    await until(async () => (await stage.discord.ask('connections', null)) > 0, 20_000);
    await converse(stage, warmUpSeconds);
    const backedUp = backup !== undefined && canBackUp ? backUp(stage, backup) : undefined;
    const before = await accepted(stage);
    const { result, ours } = await cpuDuring(program, stage, () => converse(stage, seconds));
    const sent = (await accepted(stage)) - before;
    const backupMs = (await backedUp)?.tookMs;
    await program.stop();
    return { replies: result, cpuMs: ours, sent, backupMs };
  } finally {
    await program?.kill();
  }
}

async function accepted({ slack, discord }: Stage): Promise<number> {
  return (await slack.ask('tally', null)).accepted + (await discord.ask('tally', null)).accepted;
}

async function converse(stage: Stage, forSeconds: number): Promise<Both> {
  const load = { count: forSeconds * perSecond, perSecond, people: coordinators, keepTimes: true };
  const [slack, discord] = await Promise.all([
    stage.slack.ask('load', { ...load, commands: typed }),
    stage.discord.ask('load', { ...load, commands: used }),
  ]);
  return { slack, discord };
}

function report(where: Where, measured: readonly Round[]): void {
  const both = measured.map(({ rest, load }) => ({ rest: rest.replies[where], load: load.replies[where] }));
  const ratios = both.map(({ rest, load }) => load.answered.p99 / rest.answered.p99);
  const [rest, load] = [
    spread(both.flatMap((one) => one.rest.times ?? [])),
    spread(both.flatMap((one) => one.load.times ?? [])),
  ];
  say({
    figure: `lanes · ${where} · p99 of replies during a fan-out and a backup to the same at rest`,
    ratio: rounded(median(ratios)),
    detail: {
      worstRound: rounded(Math.max(...ratios)),
      ofAllRoundsTogether: rounded(load.p99 / rest.p99),
      restMs: rest,
      loadMs: load,
      p99OfRounds: both.map((one) => [one.rest.answered.p99, one.load.answered.p99]),
      late: both.reduce((sum, one) => sum + one.load.late + one.rest.late, 0),
      messagesMeanwhile: measured.map((one) => one.load.sent),
      cpuMs: measured.map((one) => [one.rest.cpuMs, one.load.cpuMs]),
      backupMs: canBackUp ? measured.map((one) => one.load.backupMs) : 'there is no `attache backup` yet',
      perSecond,
      seconds,
      rounds,
    },
  });
}

/** What the platforms took is what the record says has left, each once. */
async function recount(stage: Stage): Promise<void> {
  const states = await countDeliveries(stage.place);
  const [slack, discord] = [await stage.slack.ask('tally', null), await stage.discord.ask('tally', null)];
  const doubled = slack.doubled + discord.doubled;
  const proofs = slack.proofs + discord.proofs;
  say({
    figure: 'lanes · messages lost or doubled',
    count: Math.abs(states.sent - proofs) + doubled,
    detail: { proofs, doubled, states, refusedByLimits: { ...slack.tooMany, ...discord.tooMany } },
    whole: states.sent === proofs && doubled === 0,
  });
}
