// Summaries: what a summary and a monthly digest cost to read, to one hand-written SQL aggregate on a covering index over
// the same answers: 1,000 courses with 10 to 10,000 answers each. Both give the same figures, which is checked.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Sqlite from 'better-sqlite3';
import { published, rolledUp } from '#exchange/publication.ts';
import { placesOf, roundIdOf, standardQuestionnaires } from '#exchange/questionnaire.ts';
import type { Viewer } from '#exchange/viewer.ts';
import { openStore } from '#store/open-store.ts';
import type { Records, Store } from '#store/store.ts';
import { median, rounded, say } from './measure-program.ts';

const sizes = [10, 100, 1_000, 10_000] as const;
const courses = 1_000;
const asked = standardQuestionnaires['reaction/1'].items.filter(({ kind }) => kind !== 'text');
const process = { kind: 'process' } as const;
const month = { from: Date.UTC(2027, 2, 1), to: Date.UTC(2027, 3, 1) };
const act = { viewer: process, actor: 'bench', now: Date.UTC(2027, 2, 20) } as const;

/** Courses of which single summaries are read; one row for each answer to each item is kept of these. */
const readAlone = 10;

export default async function summaries(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-summaries-'));
  const records: Filled[] = [];
  try {
    for (const size of sizes) records.push(await makeRecord(join(folder, `${size}.db`), size));
    for (const record of records) await raceOver(record);
    await compareSizes(records);
  } finally {
    for (const { client, store } of records) {
      client.close();
      await store.close();
    }
    await rm(folder, { recursive: true, force: true });
  }
}

interface Filled {
  readonly size: number;
  readonly store: Store;
  readonly coordinator: Viewer;
  readonly client: Sqlite.Database;
  readonly filledInMs: number;
}

async function makeRecord(file: string, size: number): Promise<Filled> {
  const store = await openStore({ sqliteFile: file });
  const coordinator = await arrange(store);
  const client = new Sqlite(file);
  client.pragma('synchronous = off');
  client.pragma('temp_store = memory');
  client.pragma('cache_size = -400000');
  const started = performance.now();
  fill(client, size);
  if (size === sizes[0]) await countByTheRecord(store, client);
  return { size, store, coordinator, client, filledInMs: Math.round(performance.now() - started) };
}

// Within one read, as an aggregate by hand would stand in one: a transaction costs both the same.
const reads = {
  'one course’s summary': ({ store, coordinator }: Filled, times: number) =>
    store.read(coordinator, (records) =>
      time((at) => readSummary(records, roundIdOf(idOf(at % readAlone))), times),
    ),
  'monthly digest': ({ store }: Filled, times: number) =>
    store.read(process, (records) => time(() => readDigest(records), times)),
} as const;

const kinds = Object.keys(reads) as readonly (keyof typeof reads)[];
const timesOf = { 'one course’s summary': 200, 'monthly digest': 10 } as const;

async function raceOver(record: Filled): Promise<void> {
  const { size, store, client, filledInMs } = record;
  const byHand = statements(client, size);
  await compare(store, byHand);
  const { longOne, longAll, wideOne, wideAll } = byHand;
  const others: Record<keyof typeof reads, readonly ((at: number) => unknown)[]> = {
    'one course’s summary': [longOne, wideOne].map(
      (statement) => (at: number) => statement.all(roundIdOf(idOf(at % readAlone))),
    ),
    'monthly digest': [longAll, wideAll].flatMap((statement) => (statement ? [() => statement.all()] : [])),
  };
  for (const kind of kinds) {
    const isLong = kind === 'monthly digest' || size >= 1_000;
    const mine: number[] = [];
    const theirs = others[kind].map((): number[] => []);
    await reads[kind](record, timesOf[kind]);
    for (let round = 0; round < (kind === 'monthly digest' && size >= 10_000 ? 3 : 9); round += 1) {
      mine.push(await reads[kind](record, timesOf[kind]));
      for (const [at, other] of others[kind].entries())
        theirs[at]?.push(await time(other, isLong ? 1 : timesOf[kind]));
    }
    const fastest = Math.min(...theirs.map(median));
    say({
      figure: `summaries · ${kind} · ${courses} courses with ${size} answers each`,
      ratio: rounded(fastest / median(mine), 2),
      detail: {
        aim: size === sizes.at(-1) ? 'at least 25' : 'above 1',
        microseconds: rounded(median(mine), 1),
        sqlMicroseconds: rounded(fastest, 1),
        filledInMs,
      },
    });
  }
}

/** In turns over all sizes, so that what else the machine does falls on each of them. */
async function compareSizes(records: readonly Filled[]): Promise<void> {
  for (const kind of kinds) {
    const took = records.map((): number[] => []);
    for (let round = 0; round < 25; round += 1)
      for (const [at, record] of records.entries()) took[at]?.push(await reads[kind](record, timesOf[kind]));
    const medians = took.map(median);
    say({
      figure: `summaries · ${kind} · from ${courses * sizes[0]} to ${courses * (sizes.at(-1) ?? 0)} answers`,
      ratio: rounded((medians.at(-1) ?? 0) / (medians[0] ?? 1)),
      detail: { aim: 'at most 1.5', microseconds: medians.map((one) => rounded(one, 1)) },
    });
  }
}

function idOf(course: number): string {
  return `crs-${course}`;
}

/** A coordinator, and courses that are over, each with its closed questionnaire. */
async function arrange(store: Store): Promise<Viewer> {
  return await store.write(act, async ({ organisations, people }) => {
    const { id: organisation } = await organisations.add({
      name: 'Secretariat',
      country: 'CH',
      language: 'en',
      zone: 'Europe/Zurich',
      hub: true,
    });
    const { id: person } = await people.add({ name: 'Vera', organisation, membership: 'confirmed' });
    return { kind: 'person', person, organisation, roles: ['coordinator'] };
  });
}

function fill(client: Sqlite.Database, size: number): void {
  const numbers = (most: number, from = 0) =>
    `with recursive n(n) as (values(${from}) union all select n + 1 from n where n < ${most - 1 + from})`;
  const [person] = client
    .prepare<[], { id: string; organisation: string }>('select id, organisation from people')
    .all();
  client.exec(`
    ${numbers(courses)} insert into courses (id, title, title_key, subject, starts_on, ends_on, zone, country, place, online,
      language, seats, granted, nomination_deadline, aims, state, proposed_by, organisation, withheld, created_at, sequence)
      select 'crs-' || n, 'Course ' || n, 'course ' || n, 'command', '2027-02-01', '2027-02-05', 'UTC', 'GH', 'Accra', 0,
      'en', 20, 0, 0, 'To lead.', 'closed', '${person?.id}', '${person?.organisation}', '[]', 0, 0 from n;
    ${numbers(courses)} insert into feedback_rounds (id, course, "set", questionnaire, opens_at, closes_at, late_until, state)
      select 'crs-' || n || '.reaction', 'crs-' || n, 'reaction', 'reaction/1', ${month.from}, ${month.from} + n, ${month.from}, 'closed'
      from n;
    create table by_hand (round text not null, ${asked.map(({ id }) => `"${id}" integer`).join(', ')});
    ${numbers(courses)}, k(k) as (values(0) union all select k + 1 from k where k < ${size - 1})
      insert into by_hand select 'crs-' || n || '.reaction', ${asked
        .map((item, at) => {
          const scattered = `abs((n * 7919 + k * 104729 + ${at} * 31337 + 1) * 2654435761 / 65536)`;
          return `${scattered} % ${placesOf(item)} + ${item.kind === 'rating' ? 1 : 0}`;
        })
        .join(', ')} from n, k;
    create index by_hand_covering on by_hand (round, ${asked.map(({ id }) => `"${id}"`).join(', ')});
    create table by_item (round text not null, item text not null, value integer not null);
    ${asked
      .map(
        ({ id }) =>
          `insert into by_item select round, '${id}', "${id}" from by_hand ${
            size > 100 ? `where round in (${ids(readAlone)})` : ''
          };`,
      )
      .join('\n')}
    create index by_item_covering on by_item (round, item, value);
    insert into feedback_tallies (round, batches, released, tallies, alike, cells)
      select round, 1, count(*), json_object(${asked
        .map((item) => `'${item.id}', json_array(${sumsOf(item).join(', ')})`)
        .join(', ')}), '{}', '{}' from by_hand group by round;
    analyze;
  `);
  client.pragma('wal_checkpoint(truncate)');
}

function ids(count: number): string {
  return Array.from({ length: count }, (_, at) => `'crs-${at}.reaction'`).join(', ');
}

function sumsOf(item: (typeof asked)[number]): readonly string[] {
  const first = item.kind === 'rating' ? 1 : 0;
  return Array.from({ length: placesOf(item) }, (_, place) => `sum("${item.id}" = ${place + first})`);
}

/** At the smallest size the record itself counts the same answers, so that what is read is what it would keep. */
async function countByTheRecord(store: Store, client: Sqlite.Database): Promise<void> {
  client.exec(`
    insert into feedback_answers (key, round, batch, answers)
      select 'k' || rowid, round, 1, json_object(${asked.map(({ id }) => `'${id}', "${id}"`).join(', ')}) from by_hand;
    delete from feedback_tallies;
  `);
  for (let from = 0; from < courses; from += 100)
    await store.write(act, async ({ feedback }) => {
      for (let at = from; at < from + 100; at += 1) await feedback.recount(roundIdOf(idOf(at)));
    });
}

function statements(client: Sqlite.Database, size: number) {
  const sums = asked.flatMap(sumsOf).join(', ');
  const long = 'item, value, count(*) from by_item';
  return {
    wideOne: client.prepare<[string], number[]>(`select ${sums} from by_hand where round = ?`).raw(),
    wideAll: client
      .prepare<[], [string, ...number[]]>(`select round, ${sums} from by_hand group by round`)
      .raw(),
    longOne: client.prepare<[string], unknown[]>(`select ${long} where round = ? group by item, value`).raw(),
    longAll:
      size > 100
        ? undefined
        : client.prepare<[], unknown[]>(`select round, ${long} group by round, item, value`).raw(),
  };
}

async function readSummary({ feedback }: Records, round: string) {
  const tally = await feedback.tally(round);
  return tally && asked.map((item) => published(item, tally));
}

async function readDigest({ feedback }: Records) {
  const tallies = await feedback.tallies({ set: 'reaction', ...month });
  const together = rolledUp(tallies);
  return {
    rounds: tallies.map((tally) => ({
      round: tally.round,
      items: asked.map((item) => published(item, tally)),
    })),
    together: asked.map((item) => published(item, together)),
  };
}

/** The figures are the same, where answers were not too much alike to be told. */
async function compare(store: Store, byHand: ReturnType<typeof statements>): Promise<void> {
  const { rounds } = await store.read(process, readDigest);
  const theirs = new Map(byHand.wideAll.all().map(([round, ...counts]) => [round, counts]));
  let told = 0;
  for (const { round, items } of rounds) {
    const counts = theirs.get(round) ?? [];
    let from = 0;
    for (const [at, item] of asked.entries()) {
      const one = items[at];
      const expected = counts.slice(from, from + placesOf(item));
      from += placesOf(item);
      if (one?.kind !== 'figures') continue;
      told += 1;
      if (!isDeepStrictEqual(one.counts, expected))
        throw new Error(`${round} ${item.id} is not as counted by hand.`);
    }
  }
  if (told < 0.98 * courses * asked.length) throw new Error(`Only ${told} figures are told.`);
}

/** Microseconds for each call. */
async function time(work: (at: number) => unknown, times: number): Promise<number> {
  const started = performance.now();
  for (let at = 0; at < times; at += 1) await work(at);
  return ((performance.now() - started) * 1000) / times;
}
