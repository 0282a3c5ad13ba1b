// Migrations at start: once, whole, without losing a row, with a copy of the file beside it.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate as migrateByDrizzle } from 'drizzle-orm/better-sqlite3/migrator';
import { drizzle as overPostgres } from 'drizzle-orm/node-postgres';
import { migrate as migratePostgresByDrizzle } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrateSqlite } from '#store/migrate-sqlite.ts';
import { openStore } from '#store/open-store.ts';
import { openWriter } from '#store/sqlite.ts';
import { StoreUnavailable } from '#store/store.ts';
import { newPostgresPlace, newSqlitePlace } from '../support/databases.ts';
import {
  fillPostgres,
  fillSqlite,
  makeRows,
  migrationsUpTo,
  type ReleasedTable,
  type Rows,
  releases,
  tablesOf,
} from '../support/released-schema.ts';
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

describe.each(releases('sqlite'))('a record of the release that ended with %s', (tag) => {
  let folder: string;
  let rows: Rows;
  let databaseUrl: string;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'attache-release-'));
    const { place, remove: removing } = await newPostgresPlace({ bare: true });
    databaseUrl = place.databaseUrl;
    remove = removing;
    rows = await onPostgres(databaseUrl, async (client) => {
      const migrationsFolder = migrationsUpTo('postgres', tag, join(folder, 'postgres'));
      await migratePostgresByDrizzle(overPostgres(client), { migrationsFolder });
      const made = makeRows(await tablesOf(client), 3);
      await fillPostgres(client, made);
      return made;
    });
  });
  afterEach(async () => {
    await remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test('keeps every row on SQLite, and a copy from before beside it', async () => {
    const file = join(folder, 'attache.db');
    const before = openWriter(file);
    migrateSqlite(before, migrationsUpTo('sqlite', tag, join(folder, 'sqlite')));
    fillSqlite(before, rows);
    before.close();

    const store = await openStore({ sqliteFile: file });

    expect(await store.verifyAudit()).toMatchObject({ whole: true, count: 3 });
    await store.close();
    const after = new Sqlite(file, { readonly: true });
    const read = (sql: string) => after.prepare(sql).raw().all();
    expect(keptOf(rows, read, movedSince(tag))).toEqual(givenOf(rows));
    expect(after.pragma('foreign_key_check')).toEqual([]);
    expect(after.pragma('integrity_check', { simple: true })).toBe('ok');
    after.close();
    const copies = readdirSync(folder).filter((name) => name.startsWith('attache.db.before-migration-'));
    expect(copies).toHaveLength(tag === releases('sqlite').at(-1) ? 0 : 1);
    for (const name of copies) {
      const copy = new Sqlite(join(folder, name), { readonly: true });
      expect(keptOf(rows, (sql) => copy.prepare(sql).raw().all())).toEqual(givenOf(rows));
      copy.close();
    }
  });

  test('keeps every row on PostgreSQL', async () => {
    const store = await openStore({ databaseUrl });

    expect(await store.verifyAudit()).toMatchObject({ whole: true, count: 3 });
    await store.close();
    await onPostgres(databaseUrl, async (client) => {
      const kept: Record<string, unknown> = {};
      for (const [table] of rows) {
        const { rows: found } = await client.query<unknown[]>({
          text: readAll(table, movedSince(tag)),
          rowMode: 'array',
        });
        kept[table.name] = sorted(found);
      }
      expect(kept).toEqual(givenOf(rows));
    });
  });
});

/** Where a column's value stands now that a later migration has moved it: SQL by `table.column`. */
type Moved = Readonly<Record<string, string>>;

/** A questionnaire belonged to a course, before there were several of one. */
const ofRounds: Moved = {
  'feedback_participation.course': `replace("round", '.reaction', '')`,
  'feedback_answers.course': `replace("round", '.reaction', '')`,
};

function movedSince(tag: string): Moved {
  return tag < '0010' ? ofRounds : {};
}

/** All values of the columns that the release had, as text: both databases give the same. */
function readAll({ name, columns }: ReleasedTable, moved: Moved = {}): string {
  const read = columns.map((column) => {
    const place = moved[`${name}.${column.name}`] ?? `"${column.name}"`;
    return column.type === 'boolean' ? `cast(cast(${place} as integer) as text)` : `cast(${place} as text)`;
  });
  return `select ${read.join(', ')} from "${name}"`;
}

function keptOf(
  rows: Rows,
  read: (sql: string) => readonly unknown[],
  moved: Moved = {},
): Record<string, unknown> {
  return Object.fromEntries(
    [...rows.keys()].map((table) => [table.name, sorted(read(readAll(table, moved)))]),
  );
}

function givenOf(rows: Rows): Record<string, unknown> {
  return Object.fromEntries(
    [...rows].map(([{ name }, values]) => [
      name,
      sorted(
        values.map((row) => row.map((value) => String(typeof value === 'boolean' ? Number(value) : value))),
      ),
    ]),
  );
}

function sorted(rows: readonly unknown[]): readonly unknown[] {
  return rows.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

async function onPostgres<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

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
