// Migrations at start: once, whole, without losing a row, with a copy of the file beside it.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate as migrateByDrizzle } from 'drizzle-orm/better-sqlite3/migrator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrateSqlite } from '#store/migrate-sqlite.ts';
import { openStore } from '#store/open-store.ts';
import { openWriter } from '#store/sqlite.ts';
import { StoreUnavailable } from '#store/store.ts';
import { newPostgresPlace, newSqlitePlace } from '../support/databases.ts';
import { change, look, pastTheStore } from './store-bench.ts';

const tables = [
  'create table course (id text primary key, title text)',
  'create table nominee (course text not null references course (id) on delete cascade, name text)',
];
/** What drizzle-kit writes when a column changes: a new table, filled, put in the place of the old one. */
const rebuild = [
  'PRAGMA foreign_keys=OFF',
  'create table __new_course (id text primary key, title text not null)',
  'insert into __new_course select id, title from course',
  'drop table course',
  'alter table __new_course rename to course',
  'PRAGMA foreign_keys=ON',
];

describe('migrations of a SQLite file', () => {
  let file: string;
  let folder: string;
  let client: Sqlite.Database;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    const { place, remove: removing } = await newSqlitePlace();
    file = place.sqliteFile;
    folder = join(dirname(file), 'migrations');
    remove = removing;
    client = openWriter(file);
    writeMigrations([tables]);
    migrateSqlite(client, folder);
    client.exec("insert into course values ('c1', 'Evidence'); insert into nominee values ('c1', 'Nadia')");
  });
  afterEach(async () => {
    client.close();
    await remove();
  });

  function writeMigrations(migrations: readonly (readonly string[])[]): void {
    mkdirSync(join(folder, 'meta'), { recursive: true });
    const entries = migrations.map((_, at) => ({
      idx: at,
      when: (at + 1) * 1000,
      tag: `000${at}_x`,
      breakpoints: true,
    }));
    writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ entries }));
    migrations.forEach((statements, at) => {
      writeFileSync(join(folder, `000${at}_x.sql`), statements.join(';\n--> statement-breakpoint\n'));
    });
  }
  const nominees = (of: Sqlite.Database) => of.prepare('select name from nominee').pluck().all();

  test('keep the rows that point to a table which is rebuilt', () => {
    writeMigrations([tables, rebuild]);

    const run = migrateSqlite(client, folder);

    expect(run).toBe(1);
    expect(nominees(client)).toEqual(['Nadia']);
    expect(client.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  test('would lose those rows by Drizzle’s own migrator, which is why it is not used', () => {
    writeMigrations([tables, rebuild]);

    migrateByDrizzle(drizzle(client), { migrationsFolder: folder });

    expect(nominees(client)).toEqual([]);
  });

  test('are undone whole when a row would point to nothing', () => {
    writeMigrations([tables, ["delete from course where id = 'c1'", 'create table further (id text)']]);

    expect(() => migrateSqlite(client, folder)).toThrow(StoreUnavailable);

    expect(client.prepare('select id from course').pluck().all()).toEqual(['c1']);
    expect(nominees(client)).toEqual(['Nadia']);
    expect(() => client.prepare('select * from further')).toThrow('no such table');
  });

  test('leave a copy from before beside the file', () => {
    writeMigrations([tables, rebuild]);

    migrateSqlite(client, folder);

    const copy = new Sqlite(`${file}.before-migration-1000`, { readonly: true });
    expect(nominees(copy)).toEqual(['Nadia']);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    copy.close();
  });

  test('do nothing the second time', () => {
    expect(migrateSqlite(client, folder)).toBe(0);
    expect(existsSync(`${file}.before-migration-1000`)).toBe(false);
  });

  test('refuse a file of a newer Attaché', () => {
    writeMigrations([tables, rebuild]);
    migrateSqlite(client, folder);
    writeMigrations([tables]);

    expect(() => migrateSqlite(client, folder)).toThrow('was written by a newer Attaché');
  });
});

describe('migrations of a PostgreSQL database', () => {
  test('run once when several processes start at once', async () => {
    const { place, remove } = await newPostgresPlace({ bare: true });

    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(place)));

    await Promise.all(
      stores.map((store, at) => change(store, ({ settings }) => settings.set(`process ${at}`, 'here'))),
    );
    const [store] = stores;
    if (store === undefined) throw new Error('No store was opened.');
    expect(await look(store, ({ settings }) => settings.get('process 3'))).toBe('here');
    expect(await store.verifyAudit()).toMatchObject({ whole: true, count: 4 });
    await Promise.all(stores.map((one) => one.close()));
    await remove();
  });

  test('refuse a database of a newer Attaché', async () => {
    const { place, remove } = await newPostgresPlace();
    await pastTheStore(
      place,
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('new', 9999999999999)",
    );

    const opened = openStore(place);

    await expect(opened).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(opened).rejects.toThrow('was written by a newer Attaché');
    await remove();
  });
});
