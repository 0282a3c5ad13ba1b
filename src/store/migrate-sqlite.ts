// Brings a SQLite file to the newest tables: all pending migrations in one transaction, checked before it commits.
import { chmodSync, rmSync } from 'node:fs';
import type Sqlite from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { StoreUnavailable } from './store.ts';

/**
 * Runs what is pending in the folder; says how many that were. Before it changes a file that holds tables already,
 * it writes a copy beside it.
 *
 * Drizzle's own migrator is not used: it begins its transaction with foreign keys on, where they can no longer be
 * switched off, and then the rebuilding of a table deletes all rows that point to it, without an error.
 */
export function migrateSqlite(client: Sqlite.Database, folder: string): number {
  client.exec(
    'create table if not exists __drizzle_migrations (id integer primary key, hash text not null, created_at numeric)',
  );
  const last = lastMigration(client);
  const known = readMigrationFiles({ migrationsFolder: folder });
  if (last > Math.max(0, ...known.map((migration) => migration.folderMillis))) {
    throw new StoreUnavailable(
      `${client.name} was written by a newer Attaché: install that version again, or restore a backup from before.`,
    );
  }
  const pending = known.filter((migration) => migration.folderMillis > last);
  if (pending.length === 0) return 0;
  if (last > 0) copyBeside(client, last);
  client.pragma('foreign_keys = off');
  try {
    client.transaction(() => migrate(client, pending)).immediate();
  } finally {
    client.pragma('foreign_keys = on');
  }
  return pending.length;
}

function lastMigration(client: Sqlite.Database): number {
  return Number(client.prepare('select max(created_at) from __drizzle_migrations').pluck().get() ?? 0);
}

function migrate(client: Sqlite.Database, pending: ReturnType<typeof readMigrationFiles>): void {
  const note = client.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)');
  for (const { sql, hash, folderMillis } of pending) {
    for (const statement of sql) client.exec(statement);
    note.run(hash, folderMillis);
  }
  const [broken] = client.pragma('foreign_key_check') as readonly { table: string; parent: string }[];
  if (broken !== undefined) {
    throw new StoreUnavailable(
      `${client.name} was not migrated: rows of ${broken.table} would point to no row of ${broken.parent}.`,
    );
  }
}

/** `attache.db.before-migration-1790000000000`, named after the last migration that the copy holds. */
function copyBeside(client: Sqlite.Database, last: number): void {
  const copy = `${client.name}.before-migration-${last}`;
  rmSync(copy, { force: true });
  client.prepare('vacuum into ?').run(copy);
  chmodSync(copy, 0o600);
}
