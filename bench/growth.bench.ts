// Growth: how long a command takes with 1,000,000 nominations and 100,000 courses, to the same with 1,000 and 100; and a
// sweep of every job. The short record holds as much as anybody is shown at once, the long one ten times the present.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { keepAnswers } from '#bot/keep-answers.ts';
import { openStore, type StorePlace } from '#store/open-store.ts';
import { loadUnits } from '../src/main.ts';
import { startPostgres } from '../test/support/start-postgres.ts';
import { sendOver } from './http-load.ts';
import { known, type Length, writeLongRecord } from './long-record.ts';
import { freePort, median, type Program, rounded, say, startAttache } from './measure-program.ts';
import { type StandIn, signed, signingSecret, startStandIn } from './slack-stand-in.ts';

const long = process.env.BENCH_FULL === '1';
const rounds = long ? 21 : 7;
const perRound = 12;

const lengths = {
  short: { courses: 100, ahead: 60, nominations: 1_000, people: 500 },
  long: { courses: 100_000, ahead: 600, nominations: 1_000_000, people: 50_000 },
} as const satisfies Record<string, Length>;

type Asks = (n: number) => string;

interface Kind {
  readonly name: string;
  readonly who: string;
  /** A command line; or, while somebody types in a menu, the field and the letters. */
  readonly types:
    | readonly [command: string, text: Asks]
    | readonly [command: string, field: string, letters: string];
}

const { coordinator, liaison, openCourse, nomination } = known;
const edit: Asks = (n) => `edit nomination:${nomination} reason:"Because of ${n}"`;

const kinds: readonly Kind[] = [
  { name: 'list · organisations', who: coordinator, types: ['/exchange', () => 'organisation-list'] },
  { name: 'list · courses ahead', who: coordinator, types: ['/course', () => 'list'] },
  { name: 'list · closed courses', who: coordinator, types: ['/course', () => 'list state:closed'] },
  { name: 'list · own courses', who: liaison, types: ['/course', () => 'list mine:yes'] },
  { name: 'list · nominations', who: coordinator, types: ['/nominate', () => 'list'] },
  { name: 'show · a course', who: liaison, types: ['/course', () => `show course:${openCourse}`] },
  { name: 'show · its nominations', who: liaison, types: ['/nominate', () => `list course:${openCourse}`] },
  { name: 'tasks · coordinator', who: coordinator, types: ['/my', () => 'tasks'] },
  { name: 'tasks · liaison officer', who: liaison, types: ['/my', () => 'tasks'] },
  { name: 'search · course by its beginning', who: liaison, types: ['course show', 'course', 'digital ev'] },
  { name: 'search · open course by what is inside', who: liaison, types: ['nominate add', 'course', 'e'] },
  { name: 'search · any course by what is inside', who: liaison, types: ['course show', 'course', 'ing'] },
  { name: 'search · a title that is nowhere', who: liaison, types: ['course show', 'course', 'zzzz'] },
  { name: 'search · colleague', who: liaison, types: ['nominate add', 'person', 'ama k'] },
  { name: 'search · nomination by name', who: coordinator, types: ['nominate accept', 'nomination', 'kofi'] },
  { name: 'write · language', who: coordinator, types: ['/my', (n) => `language ${n % 2 ? 'fr' : 'en'}`] },
  { name: 'write · nomination', who: liaison, types: ['/nominate', edit] },
];

export default async function growth(): Promise<void> {
  await compare('SQLite', async (folder, name) => ({ sqliteFile: join(folder, name, 'attache.db') }));
  if (process.env.GROWTH_ON_POSTGRES !== '1') return;
  const cluster = await startPostgres();
  try {
    await compare('PostgreSQL', async (_folder, name) => {
      const url = new URL(cluster.url);
      const client = new Client({ connectionString: cluster.url });
      await client.connect();
      await client.query(`create database growth_${name}`);
      await client.end();
      url.pathname = `/growth_${name}`;
      return { databaseUrl: url.href };
    });
  } finally {
    await cluster.stop();
  }
}

type Named<T> = Record<keyof typeof lengths, T>;
const names = ['short', 'long'] as const;

async function compare(
  database: string,
  placeOf: (folder: string, name: string) => Promise<StorePlace>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-growth-'));
  const slack = await startStandIn();
  try {
    const now = Date.now();
    const started = performance.now();
    const write = async (name: keyof typeof lengths) => {
      await mkdir(join(folder, name));
      const place = await placeOf(folder, name);
      await writeLongRecord(place, lengths[name], now);
      return place;
    };
    const places = { short: await write('short'), long: await write('long') };
    const seededIn = Math.round(performance.now() - started);
    const programs = {
      short: await start(slack, join(folder, 'short'), places.short),
      long: await start(slack, join(folder, 'long'), places.long),
    };
    const ratios: number[] = [];
    for (const kind of kinds) ratios.push(await measure(database, kind, slack, programs));
    say({
      figure: `growth · ${database} · the worst of all commands`,
      ratio: Math.max(...ratios),
      detail: { aim: 1.2, commands: kinds.length, seededInMs: seededIn, ...lengths },
    });
    for (const name of names) await programs[name].program.stop();
    await measureSweeps(database, places);
  } finally {
    slack.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Running {
  readonly port: number;
  readonly program: Program;
}

async function start(slack: StandIn, folder: string, place: StorePlace): Promise<Running> {
  const port = await freePort();
  const program = await startAttache({
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_PORT: String(port),
    SLACK_API_URL: slack.apiUrl,
    DATA_FOLDER: folder,
    LOG_LEVEL: 'error',
    ...('databaseUrl' in place ? { DATABASE_URL: place.databaseUrl } : {}),
  });
  return { port, program };
}

interface Round {
  readonly ms: number;
  readonly cpuMs: number;
}

let sentSoFar = 0;

/** One after the other, so that nothing but the record's length differs; gives the ratio. */
async function measure(
  database: string,
  kind: Kind,
  slack: StandIn,
  programs: Named<Running>,
): Promise<number> {
  const of: Named<Round[]> = { short: [], long: [] };
  // A round before counting warms both.
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const one = await askRound(kind, slack, programs[name]);
      if (round > 0) of[name].push(one);
    }
  }
  const ratios = of.long.map(({ ms }, at) => ms / (of.short[at]?.ms ?? Number.NaN));
  const ratio = rounded(median(ratios));
  say({
    figure: `growth · ${database} · ${kind.name}`,
    ratio,
    detail: {
      worstRound: rounded(Math.max(...ratios)),
      shortMs: rounded(median(of.short.map(({ ms }) => ms))),
      longMs: rounded(median(of.long.map(({ ms }) => ms))),
      shortCpuMs: rounded(mean(of.short.map(({ cpuMs }) => cpuMs))),
      longCpuMs: rounded(mean(of.long.map(({ cpuMs }) => cpuMs))),
      rounds,
      perRound,
    },
  });
  return ratio;
}

/** The median of so many, each measured until its answer was there. */
async function askRound(kind: Kind, slack: StandIn, { port, program }: Running): Promise<Round> {
  const first = sentSoFar;
  sentSoFar += perRound;
  const requests = Array.from({ length: perRound }, (_, at) => requestOf(kind, slack, first + at));
  const cpu = program.cpuMs();
  const times: number[] = [];
  for (const [at, request] of requests.entries()) {
    const [answer] = await sendOver(port, 1, [request]);
    if (answer?.status !== 200) throw new Error(`${kind.name} was answered with ${answer?.status}.`);
    // The answer is in the acknowledgement, or comes to its address.
    times.push(answer.bytes > 2 ? answer.after : (await answered(slack, first + at)) - answer.at);
  }
  return { ms: median(times), cpuMs: (program.cpuMs() - cpu) / perRound };
}

async function answered(slack: StandIn, n: number): Promise<number> {
  const end = performance.now() + 20_000;
  for (;;) {
    const at = slack.answered.get(n);
    if (at !== undefined) return at;
    if (performance.now() > end) throw new Error('A command was not answered.');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function requestOf({ who, types }: Kind, slack: StandIn, n: number): Buffer {
  const [command, text, letters] = types;
  if (typeof text === 'function') {
    const typed = {
      team_id: 'T1',
      team_domain: 'bench',
      channel_id: 'C1',
      user_id: who,
      user_name: who,
      command,
      text: text(n),
      response_url: slack.apiUrl.replace('/api/', `/response/${n}`),
      trigger_id: `${process.pid}.${n}.growth`,
    };
    return signed(new URLSearchParams(typed).toString());
  }
  const payload = {
    type: 'block_suggestion',
    team: { id: 'T1', domain: 'bench' },
    user: { id: who, name: who },
    action_id: `suggested|${text}`,
    block_id: `${text}|0`,
    value: letters,
    view: {
      id: 'V1',
      hash: 'h',
      private_metadata: JSON.stringify({ form: 'dft-none', path: command, channel: 'slack:T1:C1' }),
      blocks: [],
    },
  };
  return signed(new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
}

/** What the schedule does for each job, in one process after the programs have stopped. */
async function measureSweeps(database: string, places: Named<StorePlace>): Promise<void> {
  const { jobs, messages } = await loadUnits();
  const byName = new Map(messages.map((message) => [message.name, message]));
  const times: Named<number[]> = { short: [], long: [] };
  const stores = { short: await openStore(places.short), long: await openStore(places.long) };
  const now = Date.now();
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const began = performance.now();
      for (const job of jobs) {
        const act = { viewer: { kind: 'process' }, actor: job.name, now } as const;
        await stores[name].write(act, async (records) =>
          keepAnswers(records, await job.sweep({ records, now }), byName, { cause: job.name }),
        );
      }
      // The first does what has fallen due; then each looks whether anything has.
      if (round > 0) times[name].push(performance.now() - began);
    }
  }
  for (const name of names) await stores[name].close();
  const ratios = times.long.map((ms, at) => ms / (times.short[at] ?? Number.NaN));
  say({
    figure: `growth · ${database} · a sweep of all jobs`,
    ratio: rounded(median(ratios)),
    detail: {
      worstRound: rounded(Math.max(...ratios)),
      shortMs: rounded(median(times.short)),
      longMs: rounded(median(times.long)),
      jobs: jobs.length,
      rounds,
    },
  });
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
