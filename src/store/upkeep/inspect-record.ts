// Looks a record over for the doctor, beside whoever works on it: each finding one sentence, with the mend where one is due.
import { existsSync, statSync } from 'node:fs';
import { drizzle as overSqlite } from 'drizzle-orm/better-sqlite3';
import { drizzle as overPostgres } from 'drizzle-orm/node-postgres';
import type { Client } from 'pg';
import { postgresMigrations } from '../migrate-postgres.ts';
import { postgresTables } from '../schema.postgres.ts';
import { sqliteConnection } from '../sqlite-connection.ts';
import { askPostgres } from './ask-postgres.ts';
import { type Finding, inspectTables, look, ok, wrong } from './inspect-tables.ts';
import { ageOf, brokenReferences, damages, lookInto, schemaAge } from './record-check.ts';

const largeLog = 256 * 1024 * 1024;

export async function inspectSqlite(file: string, now: number): Promise<readonly Finding[]> {
  if (!existsSync(file)) return [ok(`There is no record at ${file} yet: it is made by the first start.`)];
  return await guarded(() =>
    lookInto(file, async (client) => {
      const damage = damages(client, 'quick_check');
      const broken = brokenReferences(client);
      return [
        ok(`The record ${file} opens; ${megabytes(statSync(file).size)}.`),
        ...alone(file),
        ...log(file),
        ...(damage.length > 0
          ? [wrong(`The file is damaged (${damage[0]}): stop Attaché and restore the last backup.`)]
          : [ok('The file is sound (quick_check).')]),
        ...(broken.length > 0
          ? [wrong(`References are broken (${broken.join('; ')}): restore the last backup.`)]
          : [ok('No row points to nothing.')]),
        ...(await inspectTables(sqliteConnection(overSqlite(client)), schemaAge(client), now)),
      ];
    }),
  );
}

export async function inspectPostgres(databaseUrl: string, now: number): Promise<readonly Finding[]> {
  return await guarded(() => askPostgres(databaseUrl, (client) => inspectServer(client, now)));
}

async function inspectServer(client: Client, now: number): Promise<readonly Finding[]> {
  const { rows } = await client.query<{
    version: string;
    standby: boolean;
    now: string;
    used: string;
    most: string;
    may: boolean;
    durable: string;
  }>(`select current_setting('server_version') as version, pg_is_in_recovery() as standby,
      extract(epoch from clock_timestamp()) * 1000 as now,
      (select count(*) from pg_stat_activity) as used, current_setting('max_connections') as most,
      current_setting('fsync') || current_setting('synchronous_commit') as durable,
      has_database_privilege(current_database(), 'create') as may`);
  const [server] = rows;
  if (server === undefined) return [];
  const { used, most } = server;
  return [
    ok(`PostgreSQL ${server.version} answers.`),
    server.standby
      ? wrong('This PostgreSQL only lets read (a standby): give the address of the primary server.')
      : ok('It takes changes.'),
    server.may
      ? ok('The user may make tables.')
      : wrong(
          'The user may not make tables in this database: make it the owner (alter database … owner to …).',
        ),
    /off/.test(server.durable)
      ? look('fsync or synchronous_commit is off: a power cut loses what was acknowledged. Set both to on.')
      : ok('What it acknowledges is on its disk.'),
    Number(used) > Number(most) * 0.9
      ? look(`${used} of ${most} connections are in use: raise max_connections, or run fewer processes.`)
      : ok(`${used} of ${most} connections are in use.`),
    ...skew('PostgreSQL', Number(server.now) - now),
    ...(await inspectPostgresTables(client, now)),
  ];
}

async function inspectPostgresTables(client: Client, now: number): Promise<readonly Finding[]> {
  const { rows } = await client.query<{ there: boolean }>(
    "select to_regclass('drizzle.__drizzle_migrations') is not null and to_regclass('audit_head') is not null as there",
  );
  if (!rows[0]?.there) return [ok('There are no tables yet: they are made by the first start.')];
  const last = await client.query<{ at: string | null }>(
    'select max(created_at) as at from drizzle.__drizzle_migrations',
  );
  const age = ageOf(Number(last.rows[0]?.at ?? 0), postgresMigrations);
  return await inspectTables({ db: overPostgres(client), tables: postgresTables }, age, now);
}

/** The record holds personal data. */
function alone(file: string): readonly Finding[] {
  const others = statSync(file).mode & 0o077;
  if (others === 0) return [];
  return [wrong(`Others on this machine may read ${file}: chmod 600 ${file}.`)];
}

function log(file: string): readonly Finding[] {
  const path = `${file}-wal`;
  if (!existsSync(path) || statSync(path).size < largeLog) return [];
  const size = megabytes(statSync(path).size);
  return [look(`${path} has grown to ${size}: something reads the record without end; stop it.`)];
}

function skew(whose: string, milliseconds: number): readonly Finding[] {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (seconds < 5) return [];
  return [
    look(
      `The clock of ${whose} and this machine's are ${seconds} seconds apart: let both follow a time server.`,
    ),
  ];
}

async function guarded(work: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await work();
  } catch (error) {
    return [wrong(error instanceof Error ? error.message : String(error))];
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
