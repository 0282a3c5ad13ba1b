// An embedded exchange moved into PostgreSQL: every table, every value, the same chain; or nothing at all.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Sqlite from 'better-sqlite3';
import { getTableConfig } from 'drizzle-orm/pg-core';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrateSqlite } from '#store/migrate-sqlite.ts';
import { openStore } from '#store/open-store.ts';
import { postgresTables } from '#store/schema.postgres.ts';
import { openWriter } from '#store/sqlite.ts';
import { StoreUnavailable } from '#store/store.ts';
import { tablesInOrder } from '#store/upkeep/copy-shapes.ts';
import { moveToPostgres } from '#store/upkeep/copy-to-postgres.ts';
import { newPostgresPlace, newSqlitePlace } from '../support/databases.ts';
import {
  fillSqlite,
  makeRows,
  migrationsUpTo,
  type ReleasedTable,
  releases,
  tablesOf,
} from '../support/released-schema.ts';
import { arrangeExchange, change, look, nominate, openCourse, pastTheStore } from './store-bench.ts';

let file: string;
let databaseUrl: string;
let remove: () => Promise<void>;

beforeEach(async () => {
  const sqlite = await newSqlitePlace();
  const postgres = await newPostgresPlace({ bare: true });
  file = sqlite.place.sqliteFile;
  databaseUrl = postgres.place.databaseUrl;
  remove = async () => {
    await sqlite.remove();
    await postgres.remove();
  };
});
afterEach(() => remove());

const quietly = () => undefined;
const move = () => moveToPostgres(file, databaseUrl, quietly);
const ask = (sql: string) => pastTheStore({ databaseUrl }, sql);

async function arrange(): Promise<void> {
  const store = await openStore({ sqliteFile: file });
  const exchange = await arrangeExchange(store);
  const { id } = await openCourse(store, exchange, { title: 'Preuves numériques – أدلة 🙂 \\ "x" {a,b}\n' });
  await nominate(store, exchange, id, ['Nadia', 'Yaw']);
  await store.close();
}

/** Rows in every table, among them values that a careless way between databases would change. */
async function arrangeEverything(rows = 3): Promise<readonly ReleasedTable[]> {
  await (await openStore({ databaseUrl })).close();
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const tables = await tablesOf(client);
  await client.end();
  const writer = openWriter(file);
  migrateSqlite(
    writer,
    migrationsUpTo('sqlite', releases('sqlite').at(-1) ?? '', join(dirname(file), 'migrations')),
  );
  fillSqlite(writer, makeRows(tables, rows));
  writer.close();
  return tables;
}

/** The tables that hold rows. */
async function filled(): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { name } of tablesInOrder()) {
    if ((await ask(`select 1 from "${name}" limit 1`)).length > 0) names.push(name);
  }
  return names;
}

describe('the tables that are moved', () => {
  test('are all that there are, each after those it points to', async () => {
    const tables = await arrangeEverything();

    const order = tablesInOrder();

    expect(order.map(({ name }) => name).sort()).toEqual(tables.map(({ name }) => name).sort());
    for (const table of Object.values(postgresTables)) {
      const { name, foreignKeys } = getTableConfig(table);
      const at = order.findIndex((one) => one.name === name);
      for (const key of foreignKeys) {
        const parent = getTableConfig(key.reference().foreignTable).name;
        expect(
          order.findIndex((one) => one.name === parent),
          `${name} → ${parent}`,
        ).toBeLessThan(at);
      }
    }
    for (const { name, columns } of tables) {
      const shape = order.find((one) => one.name === name);
      expect(shape?.columns.map((column) => column.name).sort()).toEqual(
        columns.map((column) => column.name).sort(),
      );
    }
  });
});

describe('a move', () => {
  test('brings every value of every table, byte for byte', async () => {
    const tables = await arrangeEverything(1_500);

    const { rows, audit } = await move();

    expect(Object.keys(rows).sort()).toEqual(tables.map(({ name }) => name).sort());
    expect(rows).toMatchObject({ people: 1_500, audit: 1_500, audit_head: 1 });
    expect(audit).toMatchObject({ whole: true, count: 1_500 });
    const source = new Sqlite(file, { readonly: true });
    for (const { name, columns } of tables) {
      const list = columns.map(({ name, type }) =>
        type === 'boolean' ? `cast(cast("${name}" as integer) as text)` : `cast("${name}" as text)`,
      );
      const sql = `select ${list.map((one, at) => `${one} as c${at}`).join(', ')} from "${name}"`;
      const sorted = (all: readonly unknown[]) => all.map((row) => JSON.stringify(row)).sort();
      expect(sorted(await ask(sql)), name).toEqual(sorted(source.prepare(sql).all()));
    }
    source.close();
  });

  test('leaves an exchange that goes on where it was, and the file as it was', async () => {
    await arrange();
    const before = readFileSync(file);

    const { audit } = await move();

    expect(readFileSync(file).equals(before)).toBe(true);
    const store = await openStore({ databaseUrl });
    expect(await store.verifyAudit()).toMatchObject({ whole: true, count: audit.count, head: audit.head });
    const [course] = await ask('select title from courses');
    expect(course).toEqual({ title: 'Preuves numériques – أدلة 🙂 \\ "x" {a,b}\n' });
    await change(store, ({ settings }) => settings.set('next', 'kept'));
    expect(await look(store, ({ settings }) => settings.get('next'))).toBe('kept');
    expect(await store.verifyAudit()).toMatchObject({ whole: true, count: audit.count + 1 });
    await store.close();
  });

  test('says how far it is, in rows', async () => {
    await arrangeEverything(1_200);
    const said: string[] = [];

    await moveToPostgres(file, databaseUrl, (doing, done, all) => said.push(`${doing} ${done}/${all}`));

    expect(said[0]).toMatch(/^copied \d+\/\d+$/);
    expect(said.at(-1)).toMatch(/^compared (\d+)\/\1$/);
  });

  test('into a database where Attaché has run is refused, and changes nothing there', async () => {
    await arrange();
    const store = await openStore({ databaseUrl });
    await change(store, ({ settings }) => settings.set('here', 'already'));
    await store.close();

    await expect(move()).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(move()).rejects.toThrow(
      /The database to move to is not empty \(there are rows in \w+\): make a new one/,
    );

    expect(await filled()).toEqual(['settings', 'audit', 'audit_head']);
  });

  test('waits for the Attaché that holds the file to stop', async () => {
    await arrange();
    const running = await openStore({ sqliteFile: file });

    await expect(move()).rejects.toThrow('Another Attaché is running on');

    await running.close();
    await expect(move()).resolves.toMatchObject({ audit: { whole: true } });
  });

  test.each([
    [
      'a broken chain',
      "update audit set actor = 'x' where sequence = 2",
      'the audit chain is broken at entry 2: hash.',
    ],
    [
      'a chain whose end was cut off',
      'delete from audit where sequence = (select max(sequence) from audit)',
      'the audit chain is broken at entry',
    ],
    [
      'a number that PostgreSQL cannot hold',
      'update courses set seats = 3000000000',
      /^Nothing was moved: PostgreSQL takes no row of courses as it is \(.*out of range/,
    ],
    [
      'a table of somebody else',
      'create table diary (entry text)',
      "tables that are none of Attaché's: diary",
    ],
    ['a row that points to nothing', "update nominations set course = 'crs-none'", /restore a backup first/],
  ])('of a file with %s moves nothing', async (_, fault, sentence) => {
    await arrange();
    const client = new Sqlite(file);
    client.pragma('foreign_keys = off');
    client.exec(fault);
    client.close();

    await expect(move()).rejects.toThrow(sentence);

    await (await openStore({ databaseUrl })).close();
    expect(await filled()).toEqual(['audit_head']);
  });

  test('that is cut off in the middle leaves the target empty, and can be begun again', async () => {
    await arrangeEverything(1_500);
    let isCut = false;

    const cut = moveToPostgres(file, databaseUrl, () => {
      if (isCut) return;
      isCut = true;
      void ask(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'attache move'",
      );
    });

    await expect(cut).rejects.toThrow();
    expect((await filled()).filter((name) => name !== 'audit_head')).toEqual([]);
    await expect(move()).resolves.toMatchObject({ audit: { count: 1_500 } });
  });

  test('from a file of an older Attaché is refused with what to do first', async () => {
    const [first = ''] = releases('sqlite');
    const writer = openWriter(file);
    migrateSqlite(writer, migrationsUpTo('sqlite', first, join(dirname(file), 'migrations')));
    writer.close();

    await expect(move()).rejects.toThrow('was written by an older Attaché: start this version once on it');
  });

  test('keeps in memory only the rows at hand', async () => {
    await arrange();
    await pastTheStore(
      { sqliteFile: file },
      "insert into settings (name, value) with recursive n (at) as (select 1 union all select at + 1 from n where at < 60000) select 'ballast ' || at, hex(zeroblob(1000)) from n",
    );
    // What is not needed any more counts for nothing, however long it lies about.
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const kept = () => {
      collect();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const before = kept();
    let most = 0;
    let looks = 0;

    await moveToPostgres(file, databaseUrl, () => {
      looks += 1;
      if (looks % 10 === 0) most = Math.max(most, kept());
    });

    // 120 MB of rows.
    expect((most - before) / 1_000_000).toBeLessThan(60);
    expect(looks).toBeGreaterThan(50);
  }, 60_000);
});
