// Brings a PostgreSQL database to the newest tables, one process at a time.
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { StoreUnavailable } from './store.ts';

export const postgresMigrations = fileURLToPath(new URL('./migrations/postgres', import.meta.url));

/** Any number, always the same: whoever holds this lock migrates. */
const lockNumber = 7_317_032_601;

/** Waits for another process that migrates, then runs what is still pending, in one transaction. */
export async function migratePostgres(databaseUrl: string): Promise<void> {
  // A connection of its own: without the limits of the pool, because a migration may take its time.
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'attache migration',
    connectionTimeoutMillis: 5_000,
  });
  // A lost connection fails the statement; the event that comes with it would end the process if nobody heard it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    // The lock ends with the connection, also when the process is killed.
    await client.query('select pg_advisory_lock($1)', [lockNumber]);
    await refuseNewer(client);
    await migrate(drizzle(client), { migrationsFolder: postgresMigrations });
  } finally {
    await client.end();
  }
}

async function refuseNewer(client: Client): Promise<void> {
  const { rows } = await client.query(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as there",
  );
  if (!rows[0]?.there) return;
  const last = await client.query('select max(created_at) as at from drizzle.__drizzle_migrations');
  const known = readMigrationFiles({ migrationsFolder: postgresMigrations }).map(
    (migration) => migration.folderMillis,
  );
  if (Number(last.rows[0]?.at ?? 0) > Math.max(0, ...known)) {
    throw new StoreUnavailable(
      'The database was written by a newer Attaché: install that version again, or restore a backup from before.',
    );
  }
}
