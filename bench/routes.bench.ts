// Commands acknowledged a second with 200 commands known, to 1: two copies of the program that differ in nothing else.
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sendOver } from './http-load.ts';
import { freePort, median, type Program, rounded, say, startAttache } from './measure-program.ts';
import { writeRecord } from './slack-door.ts';
import { type StandIn, signingSecret, startStandIn } from './slack-stand-in.ts';

const connections = 64;
const perRound = Number(process.env.BENCH_COMMANDS ?? 4_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 9);
const many = 200;
/** A read, whose speed does not hang on the disk. */
const [family, known] = ['exchange', 'organisation-list'];

const home = fileURLToPath(new URL('../', import.meta.url));
const languagesOfWords = ['en', 'fr', 'es', 'ar'] as const;

interface Copy {
  readonly port: number;
  readonly program: Program;
}

export default async function routes(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-bench-'));
  const slack = await startStandIn();
  const copies: Copy[] = [];
  try {
    const few = await startCopy(join(folder, 'one'), slack, 1);
    copies.push(few);
    const full = await startCopy(join(folder, 'many'), slack, many);
    copies.push(full);
    const results: { perSecond: number; cpu: number }[] = [];
    const sides = { few: [] as Side[], full: [] as Side[] };
    let sent = 0;
    for (let round = 0; round <= rounds; round += 1) {
      const [one, other] = round % 2 === 0 ? [few, full] : [full, few];
      const first = await measure(slack, one, sent);
      const second = await measure(slack, other, sent + perRound);
      sent += 2 * perRound;
      // The first round warms both.
      if (round === 0) continue;
      const [ofFew, ofFull] = round % 2 === 0 ? [first, second] : [second, first];
      sides.few.push(ofFew);
      sides.full.push(ofFull);
      results.push({ perSecond: ofFull.perSecond / ofFew.perSecond, cpu: ofFew.cpuUs / ofFull.cpuUs });
    }
    const ratios = results.map(({ perSecond }) => perSecond);
    say({
      figure: `routes · commands acknowledged per second with ${many} commands known, to 1`,
      ratio: rounded(median(ratios)),
      detail: {
        aim: 0.95,
        worstRound: rounded(Math.min(...ratios)),
        cpuWithOneToCpuWithMany: rounded(median(results.map(({ cpu }) => cpu))),
        one: middle(sides.few),
        many: middle(sides.full),
        notAcknowledged: [...sides.few, ...sides.full].reduce((sum, { failed }) => sum + failed, 0),
        perRound,
        rounds,
      },
    });
  } finally {
    for (const { program } of copies) await program.kill();
    slack.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Side {
  readonly perSecond: number;
  readonly cpuUs: number;
  readonly failed: number;
}

function middle(all: readonly Side[]) {
  return {
    perSecond: Math.round(median(all.map(({ perSecond }) => perSecond))),
    cpuUsPerRequest: Math.round(median(all.map(({ cpuUs }) => cpuUs))),
  };
}

async function measure(slack: StandIn, { port, program }: Copy, first: number): Promise<Side> {
  const requests = Array.from({ length: perRound }, (_, at) =>
    slack.request(first + at, `/${family}`, known),
  );
  const cpuBefore = program.cpuMs();
  const started = performance.now();
  const answers = await sendOver(port, connections, requests);
  const took = performance.now() - started;
  return {
    perSecond: (perRound / took) * 1000,
    cpuUs: ((program.cpuMs() - cpuBefore) / perRound) * 1000,
    failed: answers.filter(({ status, bytes }) => status !== 200 || bytes === 0).length,
  };
}

/** A copy of the program with `count` commands: a list to read from the record, and others made like it. */
async function startCopy(folder: string, slack: StandIn, count: number): Promise<Copy> {
  await mkdir(folder, { recursive: true });
  const isNeeded = (path: string) =>
    !path.endsWith('.test.ts') && !path.startsWith(join(home, 'src/commands'));
  await cp(join(home, 'src'), join(folder, 'src'), { recursive: true, filter: isNeeded });
  for (const entry of ['bin', 'package.json']) {
    await cp(join(home, entry), join(folder, entry), { recursive: true });
  }
  await symlink(join(home, 'node_modules'), join(folder, 'node_modules'));
  await writeCommands(join(folder, 'src/commands', family), count);

  const data = join(folder, 'data');
  await mkdir(data);
  await writeRecord(join(data, 'attache.db'));
  const port = await freePort();
  const settings = {
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_PORT: String(port),
    SLACK_API_URL: slack.apiUrl,
    DATA_FOLDER: data,
    LOG_LEVEL: 'error',
  };
  return { port, program: await startAttache(settings, join(folder, 'bin/attache.mjs')) };
}

/** The one that is typed stands last, where whoever looks through all of them comes last. */
async function writeCommands(to: string, count: number): Promise<void> {
  const from = join(home, 'src/commands', family);
  await mkdir(join(to, 'words'), { recursive: true });
  await cp(join(from, 'words.ts'), join(to, 'words.ts'));
  const command = await readFile(join(from, `${known}.ts`), 'utf8');
  await writeFile(join(to, `${known}.ts`), command);
  const others = Array.from({ length: count - 1 }, (_, at) => `another-${String(at + 1).padStart(3, '0')}`);
  for (const name of others) {
    await writeFile(
      join(to, `${name}.ts`),
      command.replace(`path: '${family} ${known}'`, `path: '${family} ${name}'`),
    );
  }
  for (const language of languagesOfWords) {
    const words: Record<string, string> = JSON.parse(
      await readFile(join(from, `words/${language}.json`), 'utf8'),
    );
    for (const name of others) {
      words[`${name}.description`] = words[`${known}.description`] ?? '';
    }
    await writeFile(join(to, `words/${language}.json`), JSON.stringify(words));
  }
}
