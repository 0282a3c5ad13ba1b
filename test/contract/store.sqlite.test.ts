// The contract on SQLite, and what only a file must do: be ours alone, survive a kill, say what is wrong with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '#store/open-store.ts';
import { openWriter } from '#store/sqlite.ts';
import { unavailable } from '#store/sqlite-file.ts';
import { SqliteWriter } from '#store/sqlite-writer.ts';
import { StoreUnavailable } from '#store/store.ts';
import { newSqlitePlace, openTestStore } from '../support/databases.ts';
import { storeContract } from './store.contract.ts';
import { change, look } from './store-bench.ts';

storeContract('sqlite', () => openTestStore('sqlite'));

describe('a SQLite file', () => {
  let file: string;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    const { place, remove: removing } = await newSqlitePlace();
    file = place.sqliteFile;
    remove = removing;
  });
  afterEach(() => remove());

  test('is refused to a second Attaché while the first one runs, and free after it', async () => {
    const first = await openStore({ sqliteFile: file });

    const second = openStore({ sqliteFile: file });

    await expect(second).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(second).rejects.toThrow(`Another Attaché is running on ${file}`);
    await change(first, ({ settings }) => settings.set('still', 'mine'));
    await first.close();
    const third = await openStore({ sqliteFile: file });
    expect(await look(third, ({ settings }) => settings.get('still'))).toBe('mine');
    await third.close();
  });

  test('is free, with all that was acknowledged, after the one who held it was killed', async () => {
    const { killed, acknowledged } = await killWhileWriting(file);

    const store = await openStore({ sqliteFile: file });

    expect(killed).toBe('SIGKILL');
    expect(acknowledged.length).toBeGreaterThan(0);
    const kept = await look(store, async ({ settings }) => {
      const values: (string | undefined)[] = [];
      for (const name of acknowledged) values.push(await settings.get(name));
      return values;
    });
    expect(kept).toEqual(acknowledged.map(() => 'kept'));
    expect(await store.verifyAudit()).toMatchObject({ whole: true });
    await store.close();
  });

  test('is readable by its owner alone', async () => {
    writeFileSync(file, '', { mode: 0o644 });
    const store = await openStore({ sqliteFile: file });
    await change(store, ({ settings }) => settings.set('a', 'b'));

    const modes = readdirSync(dirname(file)).map((name) => statSync(join(dirname(file), name)).mode & 0o777);

    expect(modes.length).toBeGreaterThanOrEqual(3);
    expect(new Set(modes)).toEqual(new Set([0o600]));
    await store.close();
  });

  test('makes its own folder, but no more than that', async () => {
    const folder = dirname(file);

    const store = await openStore({ sqliteFile: join(folder, 'data', 'attache.db') });
    await store.close();

    await expect(openStore({ sqliteFile: join(folder, 'no', 'such', 'attache.db') })).rejects.toThrow(
      `The folder ${join(folder, 'no', 'such')} cannot be made`,
    );
  });

  test.each([
    ['is a folder', (path: string) => mkdirSync(path), 'is a folder: give the path of a file in it.'],
    [
      'is something else',
      (path: string) => writeFileSync(path, 'Dear diary, '.repeat(100)),
      'is damaged or is not a database',
    ],
  ])('that %s is told in a sentence', async (_, spoil, sentence) => {
    spoil(file);

    const opened = openStore({ sqliteFile: file });

    await expect(opened).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(opened).rejects.toThrow(sentence);
  });

  test.each([
    ['EACCES', 'may not be written by this account'],
    ['EROFS', 'can be read but not written'],
    ['SQLITE_READONLY_DIRECTORY', 'can be read but not written'],
    ['SQLITE_CANTOPEN', 'cannot be opened'],
    ['SQLITE_FULL', 'is full'],
    ['SQLITE_IOERR_WRITE', 'reports errors'],
    ['SQLITE_BUSY', 'is held by another program'],
  ])('answers to %s with a sentence and keeps the cause', (code, sentence) => {
    const cause = Object.assign(new Error(code), { code });

    const told = unavailable(file, new Error('Failed query', { cause }));

    expect(told).toBeInstanceOf(StoreUnavailable);
    expect(told).toMatchObject({ message: expect.stringContaining(sentence) });
  });

  test('keeps nothing of a commit that the disk had no room for, and goes on when there is room', async () => {
    const client = new Sqlite(file);
    client.exec('create table kept (text)');
    client.pragma(`max_page_count = 20`);
    const writer = new SqliteWriter(client);
    const insert = client.prepare('insert into kept values (?)');
    const write = (text: string) => writer.write(async () => insert.run(text));

    const outcomes = await Promise.allSettled([write('small'), write('x'.repeat(200_000)), write('small')]);
    client.pragma('max_page_count = 1000');
    await write('after');

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(client.prepare('select text from kept').pluck().all()).toEqual(['after']);
    client.close();
  });

  test('rejects all that shared a commit when the commit fails, also those that had been refused', async () => {
    const client = new Sqlite(file);
    client.pragma('foreign_keys = on');
    client.exec(`create table parent (id integer primary key);
      create table child (parent integer references parent (id) deferrable initially deferred)`);
    const writer = new SqliteWriter(client);
    const run = (sql: string) => writer.write(async () => client.prepare(sql).run());

    const together = await Promise.allSettled([
      run('insert into parent values (1)'),
      run('insert into child values (7)'),
      writer.write(() => Promise.reject(new Error('refused by itself'))),
    ]);
    await run('insert into parent values (2)');

    for (const outcome of together) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_CONSTRAINT_FOREIGNKEY' } });
    }
    expect(client.prepare('select id from parent').pluck().all()).toEqual([2]);
    client.close();
  });

  test('waits for the disk once for all that are written at once', async () => {
    const statements: unknown[] = [];
    const client = new Sqlite(file, { verbose: (statement) => statements.push(statement) });
    client.exec('create table kept (id integer)');
    const writer = new SqliteWriter(client);
    const insert = client.prepare('insert into kept values (?)');

    await Promise.all(Array.from({ length: 50 }, (_, at) => writer.write(async () => insert.run(at))));

    expect(statements.filter((statement) => statement === 'commit')).toHaveLength(1);
    expect(client.prepare('select count(*) from kept').pluck().get()).toBe(50);
    client.close();
  });

  test('has every commit on the disk before it is acknowledged', () => {
    // Only a file that is in WAL mode already gets the lesser default.
    openWriter(file).close();
    const client = openWriter(file);

    const settings = ['journal_mode', 'synchronous', 'foreign_keys'].map((name) =>
      client.pragma(name, { simple: true }),
    );

    // 2 is FULL: NORMAL (1) loses acknowledged commits in a power cut.
    expect(settings).toEqual(['wal', 2, 1]);
    client.close();
  });
});

/** Starts a process that writes one setting after another, and kills it in the middle; says what it had acknowledged. */
async function killWhileWriting(file: string) {
  const script = fileURLToPath(new URL('../support/write-until-killed.ts', import.meta.url));
  const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.split('\n').length > 40) break;
  }
  child.kill('SIGKILL');
  const [, killed] =
    child.exitCode === null && child.signalCode === null ? await once(child, 'exit') : [0, child.signalCode];
  return { killed, acknowledged: said.split('\n').slice(0, -1) };
}
