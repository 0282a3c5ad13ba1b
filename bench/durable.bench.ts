// Durability: writes a second through the store, each on disk before it is acknowledged, to the same changes with one
// commit each, at FULL and at NORMAL; all with better-sqlite3, on one disk, in the same interleaved rounds.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { newId } from '#store/ids.ts';
import { openStore } from '#store/open-store.ts';
import { RecordContext } from '#store/records/context.ts';
import { openRecords } from '#store/records/records.ts';
import { openWriter } from '#store/sqlite.ts';
import { sqliteConnection } from '#store/sqlite-connection.ts';
import type { Act, Records } from '#store/store.ts';
import { median, rounded, say } from './measure-program.ts';

const long = process.env.BENCH_FULL === '1';
const rounds = long ? 15 : 7;
const perRound = 1_500;
/** As many as a busy platform has under way. */
const atOnce = 64;
const people = 200;

/** What a command changes: the event is claimed, the account noted, a person changed, and the audit lengthened. */
async function change(records: Records, n: number): Promise<void> {
  await records.claim(`bench:${n}`);
  await records.people.noteSeen(`slack:T1:U${n % people}`, n);
  await records.people.change(`per-${n % people}`, { language: n % 2 === 0 ? 'fr' : 'en' });
}

interface Writer {
  readonly write: (n: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

const writers = {
  store: async (file: string): Promise<Writer> => {
    const store = await openStore({ sqliteFile: file });
    return {
      write: (n) => store.write(actAt(n), (records) => change(records, n)),
      close: () => store.close(),
    };
  },
  full: (file: string) => oneCommitEach(file, 'full'),
  normal: (file: string) => oneCommitEach(file, 'normal'),
};

type Name = keyof typeof writers;
const names = ['store', 'full', 'normal'] as const satisfies readonly Name[];

export default async function durable(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-durable-'));
  try {
    const files = Object.fromEntries(names.map((name) => [name, join(folder, `${name}.db`)])) as Record<
      Name,
      string
    >;
    for (const name of names) await writePeople(files[name]);
    const opened = {
      store: await writers.store(files.store),
      full: await writers.full(files.full),
      normal: await writers.normal(files.normal),
    };
    const speeds: Record<Name, number[]> = { store: [], full: [], normal: [] };
    const cpu: Record<Name, number[]> = { store: [], full: [], normal: [] };
    let first = 0;
    // A round before counting warms all three.
    for (let round = 0; round <= rounds; round += 1) {
      for (let turn = 0; turn < names.length; turn += 1) {
        const name = names[(turn + round) % names.length] ?? 'store';
        const one = await run(opened[name], first);
        if (round === 0) continue;
        speeds[name].push(one.perSecond);
        cpu[name].push(one.cpuMicroseconds);
      }
      first += perRound;
    }
    for (const name of names) await opened[name].close();
    report('one FULL commit each', speeds.store, speeds.full, 2.5, cpu);
    report('one NORMAL commit each', speeds.store, speeds.normal, 0.95, cpu);
    for (const name of names) await recount(name, files[name], first);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same records over the same driver, committed one by one as they come. */
async function oneCommitEach(file: string, synchronous: 'full' | 'normal'): Promise<Writer> {
  const client = openWriter(file);
  client.pragma(`synchronous = ${synchronous}`);
  const connection = sqliteConnection(drizzle(client));
  const [begin, commit] = [client.prepare('begin immediate'), client.prepare('commit')];
  let last: Promise<unknown> = Promise.resolve();
  const one = async (n: number) => {
    const act = actAt(n);
    const context = new RecordContext(connection, act.viewer, act, newId);
    begin.run();
    await change(openRecords(context), n);
    await context.writeAudit();
    commit.run();
  };
  return {
    write: (n) => {
      const done = last.then(() => one(n));
      last = done;
      return done;
    },
    close: async () => {
      await last;
      client.close();
    },
  };
}

async function run({ write }: Writer, first: number) {
  let next = first;
  const began = performance.now();
  const cpu = process.cpuUsage();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let n = next++; n < first + perRound; n = next++) await write(n);
    }),
  );
  const used = process.cpuUsage(cpu);
  return {
    perSecond: (perRound / (performance.now() - began)) * 1000,
    cpuMicroseconds: (used.user + used.system) / perRound,
  };
}

function report(
  opponent: string,
  ours: readonly number[],
  theirs: readonly number[],
  aim: number,
  cpu: Record<Name, readonly number[]>,
): void {
  const ratios = ours.map((speed, at) => speed / (theirs[at] ?? Number.NaN));
  say({
    figure: `durable · FULL writes through the store to ${opponent}`,
    ratio: rounded(median(ratios)),
    detail: {
      aim,
      worstRound: rounded(Math.min(...ratios)),
      perSecond: Math.round(median(ours)),
      theirsPerSecond: Math.round(median(theirs)),
      cpuMicroseconds: Object.fromEntries(names.map((name) => [name, Math.round(median(cpu[name]))])),
      atOnce,
      perRound,
      rounds,
    },
  });
}

/** Every acknowledged change is there: its claim, its audit entry in a whole chain. */
async function recount(name: Name, file: string, writes: number): Promise<void> {
  const store = await openStore({ sqliteFile: file });
  const verdict = await store.verifyAudit();
  await store.close();
  const client = openWriter(file);
  const claims = Number(client.prepare('select count(*) from claims').pluck().get());
  client.close();
  // People, accounts and the organisation were written before.
  const before = 2 * people + 1;
  const found = verdict.whole ? verdict.count - before : 0;
  say({
    figure: `durable · ${name} · writes found again`,
    found,
    claims,
    writes,
    whole: found === writes && claims === writes,
  });
}

async function writePeople(file: string): Promise<void> {
  const store = await openStore({ sqliteFile: file });
  await store.write(actAt(0), async (records) => {
    const hub = { name: 'Hub', country: 'CH', language: 'en', zone: 'Europe/Zurich', hub: true } as const;
    const { id } = await records.organisations.add(hub);
    for (let n = 0; n < people; n += 1) {
      await records.people.add({ id: `per-${n}`, name: `P ${n}`, organisation: id, membership: 'confirmed' });
      await records.people.link(`slack:T1:U${n}`, `per-${n}`, `P ${n}`);
    }
  });
  await store.close();
}

function actAt(n: number): Act {
  return { viewer: { kind: 'process' }, actor: 'bench', now: 1_800_000_000_000 + n };
}
