// A record of any length for benchmarks, written past the store from a fixed seed: many years of courses that are over,
// the courses of a present, and everybody who was nominated for them.
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import type { courseStates } from '#exchange/course.ts';
import { openStore, type StorePlace } from '#store/open-store.ts';
import { writePapers } from './long-papers.ts';

export interface Length {
  readonly courses: number;
  /** Of them, those that lie ahead or are running. */
  readonly ahead: number;
  readonly nominations: number;
  readonly people: number;
}

/** Whoever asks in the benchmarks, and what they ask about. */
export const known = {
  coordinator: 'U1',
  liaison: 'U2',
  /** The call is open, ten are nominated. */
  openCourse: 'crs-0',
  /** For that course, by the liaison officer's organisation, waiting for an answer. */
  nomination: 'nom-9',
} as const;

const organisations = 50;
const day = 86_400_000;

export type Row = readonly (string | number | null)[];
export type Insert = (table: string, columns: readonly string[], rows: Iterable<Row>) => Promise<void>;

/** Writes the record; its present is that of `now`. */
export async function writeLongRecord(place: StorePlace, length: Length, now: number): Promise<void> {
  const store = await openStore(place);
  await store.close();
  if ('sqliteFile' in place) await intoSqlite(place.sqliteFile, (insert) => writeAll(insert, length, now));
  else await intoPostgres(place.databaseUrl, (insert) => writeAll(insert, length, now));
}

async function writeAll(insert: Insert, length: Length, now: number): Promise<void> {
  await insert('organisations', ['id', 'name', 'name_key', 'country', 'language', 'zone', 'hub'], hubs());
  await insert('places', ['id', 'organisation', 'name'], [['slack:T1', 'org-0', 'bench']]);
  await insert('channels', ['organisation', 'purpose', 'channel'], rooms());
  await insert(
    'people',
    ['id', 'name', 'name_key', 'organisation', 'membership', 'notifications', 'rank', 'unit'],
    peopleOf(length),
  );
  await insert(
    'accounts',
    ['id', 'person', 'name', 'direct_messages', 'last_seen'],
    [
      ['slack:T1:U1', 'per-0', 'Coordinator', 'welcome', now],
      ['slack:T1:U2', 'per-1', 'Liaison', 'welcome', now],
    ],
  );
  await insert(
    'grants',
    ['person', 'role', 'scope'],
    [['per-0', 'coordinator', 'hub'], ['per-2', 'approver', 'head-of-department'], ...liaisons()],
  );
  await insert(
    'courses',
    [
      ...[
        'id',
        'title',
        'title_key',
        'subject',
        'starts_on',
        'ends_on',
        'zone',
        'place',
        'online',
        'language',
      ],
      ...[
        'seats',
        'granted',
        'nomination_deadline',
        'aims',
        'state',
        'proposed_by',
        'organisation',
        'withheld',
      ],
      ...['created_at', 'published_at', 'sequence', 'waiting_since', 'country'],
    ],
    coursesOf(length, now),
  );
  await writePapers(insert, [...gated(length, now)], {
    decidedOn: date(now, -200),
    validUntil: date(now, 900),
    at: now - 200 * day,
    assessor: 'per-0',
    approver: 'per-2',
  });
  await insert(
    'nominations',
    [
      ...['id', 'course', 'nominee', 'organisation', 'nominated_by', 'rank', 'unit', 'years_of_service'],
      ...['reason', 'state', 'created_at'],
    ],
    nominationsOf(length, now),
  );
}

function* hubs(): Generator<Row> {
  for (let n = 0; n < organisations; n += 1) {
    const name = n === 0 ? 'Hub' : `Police academy ${n}`;
    const zone = n % 2 === 0 ? 'Europe/Zurich' : 'Africa/Accra';
    yield [`org-${n}`, name, name.toLowerCase(), n % 2 === 0 ? 'CH' : 'GH', 'en', zone, n === 0 ? 1 : 0];
  }
}

function* rooms(): Generator<Row> {
  for (let n = 0; n < organisations; n += 1)
    for (const purpose of ['announcements', 'managers'])
      yield [`org-${n}`, purpose, `slack:T1:C${n}${purpose[0]}`];
}

const given = [
  'Ama',
  'Kofi',
  'Yaw',
  'Esi',
  'Claire',
  'Omar',
  'Salma',
  'Jorge',
  'Lucía',
  'Vera',
  'Noor',
  'Otto',
];
const family = [
  'Mensah',
  'Addo',
  'Okeke',
  'Rossi',
  'Keller',
  'Haddad',
  'Benali',
  'Silva',
  'Moreno',
  'Ivanov',
];

/** The first is the coordinator; then a liaison officer for each organisation; the others are nominated. */
function* peopleOf({ people }: Length): Generator<Row> {
  for (let n = 0; n < people; n += 1) {
    const name = `${pick(given, n)} ${pick(family, n >> 3)} ${n}`;
    const organisation = n === 0 ? 0 : n % organisations;
    yield [`per-${n}`, name, folded(name), `org-${organisation}`, 'confirmed', 'all', 'Inspector', 'Cyber'];
  }
}

function* liaisons(): Generator<Row> {
  for (let n = 1; n <= organisations; n += 1) yield [`per-${n}`, 'liaison', `org-${n % organisations}`];
}

const subjects = [
  ['leadership', 'Leading teams under pressure'],
  ['professional-investigation', 'Interviewing witnesses'],
  ['digital-investigation', 'Digital evidence and forensics'],
  ['intelligence', 'Intelligence analysis'],
  ['command', 'Commanding large events'],
  ['public-protection', 'Protecting vulnerable persons'],
] as const;

/** What lies ahead, in these shares of a hundred; the rest is over. */
const ahead = [
  ...Array(12).fill('proposed'),
  ...Array(45).fill('call-open'),
  ...Array(12).fill('call-closed'),
  ...Array(6).fill('selecting'),
  ...Array(15).fill('confirmed'),
  ...Array(5).fill('running'),
  ...Array(5).fill('on-hold'),
] as const;
const over = [
  ...Array(92).fill('closed'),
  ...Array(5).fill('cancelled'),
  ...Array(3).fill('declined'),
] as const;

/** So many calls close within the reminders' three weeks, however long the record is. */
const closingSoon = 8;

interface Placed {
  readonly state: (typeof courseStates)[number];
  /** Days from now to its first day. */
  readonly starts: number;
  readonly deadline: number;
}

/** Where the course of this number stands; the first one is open, whatever the shares. */
function placed(n: number, length: Length): Placed {
  const random = chance(n);
  if (n >= length.ahead) {
    // Over twenty years, evenly.
    const starts = -40 - Math.floor((7300 * (n - length.ahead)) / Math.max(1, length.courses - length.ahead));
    return { state: pick(over, random), starts, deadline: starts - 30 };
  }
  const state = n === 0 ? 'call-open' : pick(ahead, (n * 37) % 100);
  if (state === 'running') return { state, starts: -2, deadline: -30 };
  const starts = 60 + (random % 240);
  if (state !== 'call-open') return { state, starts, deadline: state === 'proposed' ? starts - 30 : -1 };
  return { state, starts, deadline: n > 0 && n <= closingSoon * 3 ? 10 + (n % 10) : 30 + (random % 25) };
}

/** What the gate looks at of the course of this number. */
function substanceOf(n: number, length: Length, now: number) {
  const { starts } = placed(n, length);
  const [subject, about] = pick(subjects, chance(n + 1));
  return {
    ...{ id: `crs-${n}`, title: `${about} ${n}`, subject, aims: 'To do it well.', country: 'GH' },
    ...{ online: false, seats: 20, startsOn: date(now, starts), endsOn: date(now, starts + 4 + (n % 3)) },
  };
}

/** Those that lie ahead and have been approved; a document that has run out is what holds one of them. */
function* gated(length: Length, now: number) {
  for (let n = 0; n < length.ahead; n += 1)
    if (placed(n, length).state !== 'proposed') yield substanceOf(n, length, now);
}

function* coursesOf(length: Length, now: number): Generator<Row> {
  for (let n = 0; n < length.courses; n += 1) {
    const { state, starts, deadline } = placed(n, length);
    const { id, title, subject, aims, country, seats, startsOn, endsOn } = substanceOf(n, length, now);
    const created = now + (starts - 120) * day;
    const isPublished = state !== 'proposed' && state !== 'declined';
    const waits = isAnswered(state) ? null : created + day;
    // The liaison officer who asks has a page of their own in either length.
    const proposer = n < 40 && n % 2 === 0 ? 1 : 1 + (n % organisations);
    yield [
      ...[id, title, folded(title), subject, startsOn, endsOn],
      ...['Africa/Accra', 'Accra', 0, 'en', seats, seatsGiven(state), now + deadline * day, aims],
      ...[state, `per-${proposer}`, `org-${proposer % organisations}`, '[]'],
      ...[created, isPublished ? created + day / 2 : null, 3, waits, country],
    ];
  }
}

function isAnswered(state: Placed['state']): boolean {
  return state === 'proposed' || state === 'declined';
}

/** Of the ten nominations of a course, so many hold a seat. */
function seatsGiven(state: Placed['state']): number {
  return isAnswered(state) ? 0 : 4;
}

/** For the courses that were published, in turn. */
function* nominationsOf(length: Length, now: number): Generator<Row> {
  const perCourse = Math.ceil((length.nominations * 1.02) / length.courses);
  let made = 0;
  for (let n = 0; n < length.courses && made < length.nominations; n += 1) {
    const { state, starts } = placed(n, length);
    if (isAnswered(state)) continue;
    const isPast = n >= length.ahead;
    for (let k = 0; k < perCourse && made < length.nominations; k += 1) {
      // Every person once for each course; those of the liaison officer's organisation among them.
      const nominee = made === 9 ? 51 : 1 + ((n * 7919 + k * 101) % (length.people - 1));
      const organisation = nominee % organisations;
      // Of those that are over, one in ten was never answered.
      const own = k < 4 ? (isPast ? 'attended' : 'accepted') : k < 9 && isPast ? 'not-selected' : 'submitted';
      yield [
        ...[`nom-${made}`, `crs-${n}`, `per-${nominee}`, `org-${organisation}`, `per-${organisation || 50}`],
        ...['Inspector', 'Cyber', 7, 'Leads the laboratory.', own, now + (starts - 119) * day + k],
      ];
      made += 1;
    }
  }
}

function pick<T>(from: readonly T[], n: number): T {
  const one = from[n % from.length];
  if (one === undefined) throw new Error('There is nothing to pick from.');
  return one;
}

/** A number that looks like chance and is the same in every run. */
function chance(n: number): number {
  return Math.imul(n ^ (n >>> 15), 0x2c1b3c6d) >>> 5;
}

function folded(name: string): string {
  return name.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
}

function date(now: number, days: number): string {
  return new Date(now + days * day).toISOString().slice(0, 10);
}

async function intoSqlite(file: string, write: (insert: Insert) => Promise<void>): Promise<void> {
  const client = new Sqlite(file);
  client.pragma('journal_mode = wal');
  client.pragma('synchronous = off');
  // Indexes are made faster of all rows at once than row by row.
  const indexes = client
    .prepare<[], { name: string; sql: string }>(
      "select name, sql from sqlite_schema where type = 'index' and sql is not null and tbl_name in ('nominations', 'courses', 'people')",
    )
    .all();
  client.exec('begin');
  for (const { name } of indexes) client.exec(`drop index ${name}`);
  await write(async (table, columns, rows) => {
    const places = columns.map(() => '?').join(', ');
    const statement = client.prepare(`insert into ${table} (${columns.join(', ')}) values (${places})`);
    for (const row of rows) statement.run(...row);
  });
  for (const { sql } of indexes) client.exec(sql);
  client.exec('commit');
  client.pragma('wal_checkpoint(truncate)');
  client.close();
}

/** As long as one statement of PostgreSQL comfortably takes. */
const rowsAtOnce = 5_000;
const flags = ['hub', 'online'];

async function intoPostgres(databaseUrl: string, write: (insert: Insert) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await write(async (table, columns, rows) => {
    const names = columns.join(', ');
    const kinds = columns.map((column) => `${column} ${kindOf(column)}`).join(', ');
    const statement = `insert into ${table} (${names}) select ${names} from json_to_recordset($1) as rows (${kinds})`;
    let some: Record<string, unknown>[] = [];
    const send = async () => {
      if (some.length > 0) await client.query(statement, [JSON.stringify(some)]);
      some = [];
    };
    for (const row of rows) {
      some.push(
        Object.fromEntries(columns.map((column, at) => [column, forPostgres(column, row[at] ?? null)])),
      );
      if (some.length === rowsAtOnce) await send();
    }
    await send();
  });
  await client.query('analyze');
  await client.end();
}

function forPostgres(column: string, cell: string | number | null): unknown {
  if (flags.includes(column)) return cell === 1;
  return lists.includes(column) && typeof cell === 'string' ? JSON.parse(cell) : cell;
}

const lists = ['withheld', 'opportunities', 'participants', 'content', 'evidence'];
const numbers = ['seats', 'granted', 'sequence', 'years_of_service', 'number'];
const instants = [
  'created_at',
  'published_at',
  'nomination_deadline',
  'waiting_since',
  'recorded_at',
  'last_seen',
  'written_at',
  'assessed_at',
  'decided_at',
];

function kindOf(column: string): string {
  if (flags.includes(column)) return 'boolean';
  if (numbers.includes(column)) return 'integer';
  if (instants.includes(column)) return 'bigint';
  return lists.includes(column) ? 'json' : 'text';
}
