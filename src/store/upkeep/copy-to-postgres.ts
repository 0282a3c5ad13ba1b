// Moves an embedded record into an empty PostgreSQL database: one transaction, and the same content proved before it ends.
import type Sqlite from 'better-sqlite3';
import { drizzle as overSqlite } from 'drizzle-orm/better-sqlite3';
import { drizzle as overPostgres } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
import { migratePostgres } from '../migrate-postgres.ts';
import { postgresUnavailable } from '../postgres-errors.ts';
import { type AuditVerdict, checkAudit } from '../records/audit.ts';
import { postgresTables } from '../schema.postgres.ts';
import { sqliteConnection } from '../sqlite-connection.ts';
import { holdFile } from '../sqlite-file.ts';
import { StoreUnavailable } from '../store.ts';
import { type Content, insertRows, postgresRows, quoted, sqliteRows, summing } from './copy-rows.ts';
import { type TableShape, tablesInOrder } from './copy-shapes.ts';
import { brokenChain, brokenReferences, countRows, damages, lookInto, schemaAge } from './record-check.ts';

export interface Moved {
  /** Rows by table, the same on both sides. */
  readonly rows: Readonly<Record<string, number>>;
  /** The same on both sides. */
  readonly audit: Extract<AuditVerdict, { whole: true }>;
}

/** Rows done and in all, and the table that is being copied or compared. */
export type MoveProgress = (doing: 'copied' | 'compared', done: number, all: number, table: string) => void;

/**
 * Holds the file against an Attaché that would write to it, and changes nothing in it. Throws StoreUnavailable with a
 * sentence; then the target holds no row.
 */
export async function moveToPostgres(
  file: string,
  databaseUrl: string,
  progress: MoveProgress,
): Promise<Moved> {
  const hold = holdFile(file);
  try {
    return await lookInto(file, async (source) => {
      await refuseUnsound(file, source);
      return await intoPostgres(source, databaseUrl, progress).catch((error: unknown) => {
        throw postgresUnavailable(error);
      });
    });
  } finally {
    hold.release();
  }
}

async function refuseUnsound(file: string, source: Sqlite.Database): Promise<void> {
  const { pending, newer } = schemaAge(source);
  if (newer) throw new StoreUnavailable(`${file} was written by a newer Attaché: move it with that version.`);
  if (pending > 0) {
    throw new StoreUnavailable(
      `${file} was written by an older Attaché: start this version once on it, which brings its tables up to date, and stop it again.`,
    );
  }
  const [wrong] = [...damages(source, 'integrity_check'), ...brokenReferences(source)];
  if (wrong !== undefined)
    throw new StoreUnavailable(`${file} is damaged (${wrong}): restore a backup first.`);
}

async function intoPostgres(
  source: Sqlite.Database,
  databaseUrl: string,
  progress: MoveProgress,
): Promise<Moved> {
  await migratePostgres(databaseUrl);
  // Without the limits of the pool: one transaction over everything takes its time.
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'attache move',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const tables = tablesInOrder();
    await client.query('begin isolation level read committed');
    // An Attaché that starts on it meanwhile waits, and then finds everything or nothing.
    await client.query('set local lock_timeout = 10000');
    await client.query(`lock table ${quoted(tables.map(({ name }) => name))} in access exclusive mode`);
    await refuseNonEmpty(client, tables);
    const moved = await copyAndProve(source, client, tables, progress);
    await client.query('commit');
    await client.query('analyze').catch(() => undefined);
    return moved;
  } finally {
    // What was not committed goes with the connection.
    await client.end().catch(() => undefined);
  }
}

async function refuseNonEmpty(client: Client, tables: readonly TableShape[]): Promise<void> {
  // The chain of a database on which nothing has happened yet.
  await client.query('delete from audit_head where sequence = 0');
  for (const { name } of tables) {
    const { rows } = await client.query<{ there: boolean }>(`select exists (select from "${name}") as there`);
    if (!rows[0]?.there) continue;
    throw new StoreUnavailable(
      `The database to move to is not empty (there are rows in ${name}): make a new one with createdb, and give its address.`,
    );
  }
}

async function copyAndProve(
  source: Sqlite.Database,
  client: Client,
  tables: readonly TableShape[],
  progress: MoveProgress,
): Promise<Moved> {
  const counted = countRows(source);
  refuseForgotten(Object.keys(counted), tables);
  const all = Object.values(counted).reduce((sum, rows) => sum + rows, 0);
  const contents = new Map<string, Content>();
  let done = 0;
  for (const table of tables) {
    const sum = summing();
    for (const rows of sqliteRows(source, table)) {
      await insertRows(client, table, rows).catch((error: unknown) => refuseRows(table.name, error));
      sum.add(rows);
      done += rows.length;
      progress('copied', done, all, table.name);
    }
    contents.set(table.name, sum.content());
  }
  done = 0;
  for (const table of tables) {
    const sum = summing();
    for await (const rows of postgresRows(client, table)) {
      sum.add(rows);
      done += rows.length;
      progress('compared', done, all, table.name);
    }
    refuseDifference(table.name, contents.get(table.name), sum.content());
  }
  return { rows: counted, audit: await sameChain(source, client) };
}

function refuseRows(table: string, error: unknown): never {
  const told = postgresUnavailable(error);
  if (told instanceof StoreUnavailable || !(error instanceof Error)) throw told;
  throw new StoreUnavailable(
    `Nothing was moved: PostgreSQL takes no row of ${table} as it is (${error.message}).`,
    {
      cause: error,
    },
  );
}

/** A table that the file has and the schema has not would be left behind unseen. */
function refuseForgotten(names: readonly string[], tables: readonly TableShape[]): void {
  const known = new Set(tables.map(({ name }) => name));
  const forgotten = names.filter((name) => !known.has(name));
  if (forgotten.length > 0) {
    throw new StoreUnavailable(`The file has tables that are none of Attaché's: ${forgotten.join(', ')}.`);
  }
}

function refuseDifference(table: string, there: Content | undefined, here: Content): void {
  if (there?.rows === here.rows && there.hash === here.hash) return;
  throw new StoreUnavailable(
    `Nothing was moved: ${table} did not arrive as it was (${there?.rows} rows left, ${here.rows} arrived, or their content differs).`,
  );
}

async function sameChain(
  source: Sqlite.Database,
  client: Client,
): Promise<Extract<AuditVerdict, { whole: true }>> {
  const there = await checkAudit(sqliteConnection(overSqlite(source)));
  if (!there.whole) throw new StoreUnavailable(`Nothing was moved: ${brokenChain(there)}`);
  const here = await checkAudit({ db: overPostgres(client), tables: postgresTables });
  if (!here.whole) throw new StoreUnavailable(`Nothing was moved: ${brokenChain(here)}`);
  if (here.count !== there.count || here.head !== there.head) {
    throw new StoreUnavailable('Nothing was moved: the audit chain does not end in the same entry.');
  }
  return here;
}
