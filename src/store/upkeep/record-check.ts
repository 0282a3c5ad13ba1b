// Goes through a SQLite record that nobody writes to, or beside who does: is it whole, and what is in it.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { type AuditVerdict, checkAudit } from '../records/audit.ts';
import { sqliteConnection } from '../sqlite-connection.ts';
import { unavailable } from '../sqlite-file.ts';
import { StoreUnavailable } from '../store.ts';

export interface RecordFacts {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly audit: Extract<AuditVerdict, { whole: true }>;
}

/** How far the tables of a record are: `pending` migrations are known and not run; `newer` ones are not known. */
export interface SchemaAge {
  readonly pending: number;
  readonly newer: boolean;
}

export const sqliteMigrations = fileURLToPath(new URL('../migrations/sqlite', import.meta.url));

/** Opens it and checks everything. Throws StoreUnavailable with a sentence that names what is wrong. */
export async function checkRecord(file: string): Promise<RecordFacts> {
  return await lookInto(file, async (client) => {
    const [damage] = damages(client, 'integrity_check');
    if (damage !== undefined) throw new StoreUnavailable(`${file} is damaged: ${damage}.`);
    const [broken] = brokenReferences(client);
    if (broken !== undefined) throw new StoreUnavailable(`${file} is not whole: ${broken}.`);
    const audit = await checkAudit(sqliteConnection(drizzle(client)));
    if (!audit.whole) throw new StoreUnavailable(`${file}: ${brokenChain(audit)}`);
    return { rows: countRows(client), audit };
  });
}

/** Reads one state of the record beside whoever writes to it. Throws StoreUnavailable when it is not one of Attaché. */
export async function lookInto<T>(
  file: string,
  work: (client: Sqlite.Database) => Promise<T> | T,
): Promise<T> {
  if (!existsSync(file)) throw new StoreUnavailable(`There is no record at ${file}.`);
  let client: Sqlite.Database | undefined;
  try {
    client = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5000 });
    client.exec('begin');
    if (!isRecord(client)) throw new StoreUnavailable(`${file} is no record of Attaché.`);
    return await work(client);
  } catch (error) {
    throw error instanceof StoreUnavailable ? error : unavailable(file, error);
  } finally {
    client?.close();
  }
}

function isRecord(client: Sqlite.Database): boolean {
  const ours =
    "select count(*) from sqlite_master where name in ('__drizzle_migrations', 'audit', 'audit_head')";
  return client.prepare(ours).pluck().get() === 3;
}

/** What SQLite finds wrong; empty for a sound file. */
export function damages(
  client: Sqlite.Database,
  check: 'integrity_check' | 'quick_check',
): readonly string[] {
  return client
    .prepare<[], string>(`pragma ${check}`)
    .pluck()
    .all()
    .filter((line) => line !== 'ok');
}

/** Rows that point to nothing, one phrase for each pair of tables. */
export function brokenReferences(client: Sqlite.Database): readonly string[] {
  const found = client.prepare<[], { table: string; parent: string }>('pragma foreign_key_check').all();
  const pairs = Map.groupBy(found, ({ table, parent }) => `${table} point to no row of ${parent}`);
  return [...pairs].map(([pair, rows]) => `${rows.length} rows of ${pair}`);
}

export function brokenChain(verdict: Extract<AuditVerdict, { whole: false }>): string {
  return `the audit chain is broken at entry ${verdict.brokenAt}: ${verdict.why}.`;
}

export function countRows(client: Sqlite.Database): Readonly<Record<string, number>> {
  const names = client
    .prepare<[], string>(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like '\\_%' escape '\\' order by name",
    )
    .pluck()
    .all();
  const count = (name: string) => Number(client.prepare(`select count(*) from "${name}"`).pluck().get());
  return Object.fromEntries(names.map((name) => [name, count(name)]));
}

export function schemaAge(client: Sqlite.Database): SchemaAge {
  const last = Number(client.prepare('select max(created_at) from __drizzle_migrations').pluck().get() ?? 0);
  return ageOf(last, sqliteMigrations);
}

/** From the last migration that was run and the folder of those that are known. */
export function ageOf(last: number, migrationsFolder: string): SchemaAge {
  const known = readMigrationFiles({ migrationsFolder }).map((migration) => migration.folderMillis);
  return { pending: known.filter((at) => at > last).length, newer: last > Math.max(0, ...known) };
}
