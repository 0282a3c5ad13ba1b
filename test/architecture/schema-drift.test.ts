// The tables in code, the migrations, and both migrated databases are one and the same.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { openStore } from '#store/open-store.ts';
import * as postgresSchema from '#store/schema.postgres.ts';
import * as sqliteSchema from '#store/schema.sqlite.ts';
import { newPostgresPlace, newSqlitePlace } from '../support/databases.ts';

// The part of drizzle-kit that `drizzle-kit generate` runs, without its questions and files.
const kit: typeof import('drizzle-kit/api') = createRequire(import.meta.url)('drizzle-kit/api');

const migrations = new URL('../../src/store/migrations/', import.meta.url);

/** Named as on SQLite; `text!` may not be empty. */
interface Table {
  readonly columns: readonly string[];
  readonly primaryKey: readonly string[];
  readonly indexes: readonly string[];
  readonly foreignKeys: readonly string[];
}

type Tables = Readonly<Record<string, Table>>;

describe('the tables', () => {
  test('have every change in a migration for SQLite', async () => {
    const now = await kit.generateSQLiteDrizzleJson({ ...sqliteSchema });

    expect(await kit.generateSQLiteMigration(lastSnapshot('sqlite'), now)).toEqual([]);
  });

  test('have every change in a migration for PostgreSQL', async () => {
    const now = kit.generateDrizzleJson({ ...postgresSchema });

    expect(await kit.generateMigration(lastSnapshot('postgres'), now)).toEqual([]);
  });

  test('are all handed to drizzle-kit', () => {
    const { sqliteTables, ...sqlite } = sqliteSchema;
    const { postgresTables, ...postgres } = postgresSchema;

    expect(sqlite).toEqual(sqliteTables);
    expect(postgres).toEqual(postgresTables);
  });

  test('are the same in both migrated databases: columns, keys, indexes', async () => {
    const [sqlite, postgres] = [await introspectSqlite(), await introspectPostgres()];

    expect(Object.keys(sqlite)).toHaveLength(Object.keys(sqliteSchema.sqliteTables).length);
    expect(postgres).toEqual(sqlite);
  });

  test('keep no order of the answers on SQLite', async () => {
    const { place, remove } = await newSqlitePlace();
    await (await openStore(place)).close();

    const client = new Sqlite(place.sqliteFile, { readonly: true });
    const made = client
      .prepare("select sql from sqlite_schema where name = 'feedback_answers'")
      .pluck()
      .get();

    expect(made).toMatch(/WITHOUT ROWID$/i);
    client.close();
    await remove();
  });
});

function lastSnapshot(database: 'sqlite' | 'postgres') {
  const number = (at: number) => String(at).padStart(4, '0');
  const path = (at: number) => new URL(`${database}/meta/${number(at)}_snapshot.json`, migrations);
  let last = 0;
  while (existsSync(path(last + 1))) last += 1;
  return JSON.parse(readFileSync(path(last), 'utf8'));
}

async function introspectSqlite(): Promise<Tables> {
  const { place, remove } = await newSqlitePlace();
  await (await openStore(place)).close();
  const client = new Sqlite(place.sqliteFile, { readonly: true });
  const all = <Row>(sql: string, ...values: string[]) => client.prepare<string[], Row>(sql).all(...values);
  const names = all<{ name: string }>(
    "select name from sqlite_schema where type = 'table' and name not like '\\_\\_%' escape '\\' and name not like 'sqlite%'",
  );
  const tables = names.map(({ name }) => {
    const columns = all<{ name: string; notnull: number; pk: number }>(
      'select * from pragma_table_info(?)',
      name,
    );
    const indexes = all<{ name: string; unique: number; origin: string }>(
      'select * from pragma_index_list(?)',
      name,
    );
    const keys = all<{ from: string; table: string; to: string }>(
      'select * from pragma_foreign_key_list(?)',
      name,
    );
    return [
      name,
      {
        columns: columns
          .map((column) => `${column.name}${column.notnull || column.pk ? '!' : ''}`)
          .toSorted(),
        primaryKey: columns
          .filter(({ pk }) => pk > 0)
          .toSorted((one, two) => one.pk - two.pk)
          .map((column) => column.name),
        indexes: indexes
          .filter(({ origin }) => origin === 'c')
          .map((index) => `${index.unique ? 'unique ' : ''}${index.name}`)
          .toSorted(),
        foreignKeys: keys.map(({ from, table, to }) => `${from} → ${table}.${to}`).toSorted(),
      },
    ];
  });
  client.close();
  await remove();
  return Object.fromEntries(tables);
}

async function introspectPostgres(): Promise<Tables> {
  const { place, remove } = await newPostgresPlace();
  const client = new Client({ connectionString: place.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string } & Table>(`
    select table_name as name,
      array(select column_name || case when is_nullable = 'NO' then '!' else '' end
        from information_schema.columns c
        where c.table_schema = 'public' and c.table_name = t.table_name) as columns,
      array(select a.attname::text from pg_index i, unnest(i.indkey) with ordinality as k (number, place), pg_attribute a
        where i.indrelid = t.table_name::regclass and i.indisprimary
          and a.attrelid = i.indrelid and a.attnum = k.number order by k.place) as "primaryKey",
      array(select case when indisunique then 'unique ' else '' end || relname
        from pg_index join pg_class on pg_class.oid = indexrelid
        where indrelid = t.table_name::regclass and not indisprimary) as indexes,
      array(select a.attname || ' → ' || k.confrelid::regclass || '.' || b.attname
        from pg_constraint k
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
        join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
        where k.conrelid = t.table_name::regclass and k.contype = 'f') as "foreignKeys"
    from information_schema.tables t where table_schema = 'public'`);
  await client.end();
  await remove();
  return Object.fromEntries(
    rows.map(({ name, columns, primaryKey, indexes, foreignKeys }) => [
      name,
      {
        columns: columns.toSorted(),
        primaryKey,
        indexes: indexes.toSorted(),
        foreignKeys: foreignKeys.toSorted(),
      },
    ]),
  );
}
