// Copies of the embedded record: whole whatever is written meanwhile, checked before they bear their name, and brought back.
import { chownSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrateSqlite } from '#store/migrate-sqlite.ts';
import { openStore } from '#store/open-store.ts';
import type { NewDelivery } from '#store/records/deliveries.ts';
import { openWriter } from '#store/sqlite.ts';
import { type Store, StoreUnavailable } from '#store/store.ts';
import { backUpIntoFolder, newestCopy } from '#store/upkeep/backup-folder.ts';
import { backUpSqlite } from '#store/upkeep/backup-sqlite.ts';
import { checkRecord } from '#store/upkeep/record-check.ts';
import { restoreSqlite } from '#store/upkeep/restore-sqlite.ts';
import { newSqlitePlace } from '../support/databases.ts';
import { migrationsUpTo, releases } from '../support/released-schema.ts';
import { arrangeExchange, change, day, hour, look, newDelivery, noon, pastTheStore } from './store-bench.ts';

let file: string;
let folder: string;
let store: Store;
let remove: () => Promise<void>;

beforeEach(async () => {
  const { place, remove: removing } = await newSqlitePlace();
  file = place.sqliteFile;
  folder = dirname(file);
  remove = removing;
  store = await openStore(place);
  await arrangeExchange(store);
});
afterEach(async () => {
  await store.close();
  await remove();
});

const copy = () => join(folder, 'copy.db');
const set = (of: Store, name: string, value: string) =>
  change(of, ({ settings }) => settings.set(name, value));
const get = (of: Store, name: string) => look(of, ({ settings }) => settings.get(name));

describe('a copy', () => {
  test('is one state of the record while it is written to without end, and does not keep the writer waiting', async () => {
    await grow(file, 4_000);
    let isWriting = true;
    let written = 0;
    const writing = (async () => {
      while (isWriting) {
        await set(store, `meanwhile ${written}`, 'x'.repeat(500));
        written += 1;
      }
    })();

    const made = await backUpSqlite(file, copy());
    isWriting = false;
    await writing;

    expect(written).toBeGreaterThan(0);
    expect(made.audit.whole).toBe(true);
    expect(made.rows).toMatchObject({ people: 3, organisations: 3 });
    expect(made.bytes).toBe(statSync(copy()).size);
    expect(await checkRecord(copy())).toMatchObject({ rows: made.rows });
    expect((await store.verifyAudit()).whole).toBe(true);
  });

  test('is one file that its owner alone can read, with nothing beside it', async () => {
    await backUpSqlite(file, copy());

    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
    expect(statSync(copy()).mode & 0o777).toBe(0o600);
    const client = new Sqlite(copy(), { readonly: true });
    expect(client.pragma('journal_mode', { simple: true })).toBe('delete');
    client.close();
  });

  test('is never written over another file', async () => {
    writeFileSync(copy(), 'Dear diary');

    const second = backUpSqlite(file, copy());

    await expect(second).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(second).rejects.toThrow('is there already and is left as it is');
    expect(readFileSync(copy(), 'utf8')).toBe('Dear diary');
  });

  test('of a record whose audit was changed is refused, and leaves nothing behind', async () => {
    await pastTheStore({ sqliteFile: file }, "update audit set actor = 'somebody else' where sequence = 2");

    const made = backUpSqlite(file, copy());

    await expect(made).rejects.toThrow('the audit chain is broken at entry 2: hash.');
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([]);
  });

  test('of a file that is damaged is refused, and leaves nothing behind', async () => {
    await grow(file, 500);
    await store.close();
    spoil(file);

    const made = backUpSqlite(file, copy());

    await expect(made).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(made).rejects.toThrow(/is damaged/);
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([]);
  });

  test.each([
    ['no file', () => undefined, 'There is no record at'],
    [
      'something else',
      (path: string) => writeFileSync(path, 'Dear diary, '.repeat(500)),
      'is damaged or is not a database',
    ],
    [
      'another database',
      (path: string) => void new Sqlite(path).exec('create table diary (entry text)').close(),
      'is no record of Attaché',
    ],
  ])('of %s is refused with a sentence', async (_, make, sentence) => {
    const path = join(folder, 'other.db');
    make(path);

    await expect(backUpSqlite(path, copy())).rejects.toThrow(sentence);
  });
});

describe('a folder of copies', () => {
  const into = () => join(folder, 'copies');
  const backUp = (now: number, keep?: number) => backUpIntoFolder(file, into(), keep, { now });

  test('gets one of a date, and keeps the newest and whatever else lies there', async () => {
    await backUp(noon);
    writeFileSync(join(into(), 'attache-by-hand.db'), '');
    await backUp(noon + day);

    const third = await backUp(noon + 2 * day, 2);

    expect(third.file).toBe(join(into(), 'attache-2027-01-06T12-00-00Z.db'));
    expect(third.removed).toEqual([join(into(), 'attache-2027-01-04T12-00-00Z.db')]);
    expect(readdirSync(into()).sort()).toEqual([
      'attache-2027-01-05T12-00-00Z.db',
      'attache-2027-01-06T12-00-00Z.db',
      'attache-by-hand.db',
    ]);
    expect(newestCopy(into())).toBe(noon + 2 * day);
    expect(statSync(into()).mode & 0o777).toBe(0o700);
  });

  test('keeps all older ones when the new one fails', async () => {
    await backUp(noon);
    await pastTheStore({ sqliteFile: file }, 'delete from audit where sequence = 1');

    await expect(backUp(noon + day, 1)).rejects.toThrow('the audit chain is broken');

    expect(readdirSync(into())).toEqual(['attache-2027-01-04T12-00-00Z.db']);
  });
});

describe('a restore', () => {
  const restore = (now: number, sayAgain = false) => restoreSqlite(copy(), file, { sayAgain, now });

  test('puts the copy in the place of the record, and the record aside with its newest changes', async () => {
    await set(store, 'when', 'before');
    await backUpSqlite(file, copy());
    await set(store, 'when', 'after');
    await store.close();

    const { aside, migrated, audit } = await restore(noon + day);

    store = await openStore({ sqliteFile: file });
    expect(await get(store, 'when')).toBe('before');
    expect(aside).toBe(`${file}.before-restore-2027-01-05T12-00-00Z`);
    expect(migrated).toBe(0);
    expect(audit.whole).toBe(true);
    expect(
      await pastTheStore({ sqliteFile: aside ?? '' }, "select value from settings where name = 'when'"),
    ).toEqual([{ value: 'after' }]);
    expect(existsSync(copy())).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([]);
    expect(await get(store, 'record.restored')).toContain(`"at":${noon + day}`);
    expect(await store.verifyAudit()).toMatchObject({ whole: true, count: audit.count + 1 });
  });

  test('forgets again whoever was forgotten since the copy, and whoever is named', async () => {
    const [first, second] = await change(store, async ({ people }) =>
      Promise.all(
        ['CANARYFIRST', 'CANARYSECOND'].map((name) =>
          people.add({ name, organisation: undefined, membership: 'confirmed' }),
        ),
      ),
    );
    await backUpSqlite(file, copy());
    await change(store, ({ erasures }) => erasures.erase(first?.id ?? ''), noon + hour);
    await store.close();

    const { forgotten } = await restoreSqlite(copy(), file, {
      sayAgain: false,
      now: noon + day,
      forget: [second?.id ?? '', 'per-unknown'],
    });

    store = await openStore({ sqliteFile: file });
    expect(forgotten).toBe(2);
    expect(readFileSync(file).toString('latin1')).not.toContain('CANARY');
    expect((await look(store, ({ erasures }) => erasures.all())).map((one) => one.person)).toContain(
      first?.id,
    );
    expect((await store.verifyAudit()).whole).toBe(true);
  });

  test('is refused while Attaché runs on the record', async () => {
    await backUpSqlite(file, copy());

    await expect(restore(noon)).rejects.toThrow('Another Attaché is running on');

    await set(store, 'still', 'mine');
    expect(await get(store, 'still')).toBe('mine');
  });

  test('takes the place of a damaged record, and keeps that with its log', async () => {
    await backUpSqlite(file, copy());
    await store.close();
    writeFileSync(file, 'Dear diary, '.repeat(500));
    writeFileSync(`${file}-wal`, 'a log of something else');

    const { aside } = await restore(noon);

    store = await openStore({ sqliteFile: file });
    expect(await look(store, ({ organisations }) => organisations.hub())).toMatchObject({
      name: 'National Unit',
    });
    expect(readFileSync(aside ?? '', 'utf8')).toContain('Dear diary');
    expect(readFileSync(`${aside}-wal`, 'utf8')).toBe('a log of something else');
  });

  test('of a copy that was changed leaves the record as it is', async () => {
    await set(store, 'when', 'now');
    await backUpSqlite(file, copy());
    await store.close();
    await pastTheStore({ sqliteFile: copy() }, "update audit set subject = 'else' where sequence = 1");

    await expect(restore(noon)).rejects.toThrow('the audit chain is broken at entry 1: hash.');

    store = await openStore({ sqliteFile: file });
    expect(await get(store, 'when')).toBe('now');
    expect(readdirSync(folder).filter((name) => name.includes('restor'))).toEqual([]);
  });

  test('of a copy that a newer Attaché made is refused', async () => {
    await backUpSqlite(file, copy());
    await store.close();
    await pastTheStore(
      { sqliteFile: copy() },
      "insert into __drizzle_migrations (hash, created_at) values ('new', 9999999999999)",
    );

    await expect(restore(noon)).rejects.toThrow('was written by a newer Attaché');
  });

  test('brings a copy of an older Attaché up to date, with nothing left beside it', async () => {
    await store.close();
    rmSync(file);
    const [first = ''] = releases('sqlite');
    const older = openWriter(copy());
    migrateSqlite(older, migrationsUpTo('sqlite', first, join(folder, 'migrations')));
    older.exec("insert into settings values ('when', 'long ago')");
    older.close();

    const { migrated, aside } = await restore(noon);

    expect(migrated).toBe(releases('sqlite').length - 1);
    expect(aside).toBeUndefined();
    expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([]);
    store = await openStore({ sqliteFile: file });
    expect(await get(store, 'when')).toBe('long ago');
  });

  test('of a copy that lacks a table leaves nothing behind', async () => {
    await backUpSqlite(file, copy());
    await store.close();
    rmSync(file);
    const client = new Sqlite(copy());
    client.exec('drop table leases');
    client.close();

    await expect(restore(noon)).rejects.toThrow('no such table: leases');

    expect(existsSync(file)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('restor'))).toEqual([]);
  });

  test('doubts what was due: a channel is looked through first, and what went to a person waits for a human', async () => {
    await change(store, ({ deliveries }) =>
      deliveries.add([
        said('to a channel', { channel: 'slack:T1:C1' }),
        said('to the same channel', { channel: 'slack:T1:C1' }),
        said('to a person', { person: 'per-1' }),
        said('second to that person', { person: 'per-1' }),
        said('due since the copy', { person: 'per-2', notBefore: noon + hour }),
        said('due later', { person: 'per-3', notBefore: noon + 3 * day }),
      ]),
    );
    await change(store, ({ deliveries }) => deliveries.take(noon, 1, 'dead process', []));
    await backUpSqlite(file, copy());
    await store.close();

    const { held, lookedFor } = await restore(noon + day);

    store = await openStore({ sqliteFile: file });
    expect({ held, lookedFor }).toEqual({ held: 3, lookedFor: 2 });
    const rows = await pastTheStore(
      { sqliteFile: file },
      'select key, state, sent_to, changed_at from deliveries order by key',
    );
    expect(rows).toEqual([
      { key: 'due later', state: 'pending', sent_to: null, changed_at: noon },
      { key: 'due since the copy', state: 'undeliverable', sent_to: null, changed_at: noon + day },
      { key: 'second to that person', state: 'undeliverable', sent_to: null, changed_at: noon + day },
      { key: 'to a channel', state: 'pending', sent_to: 'slack:T1:C1', changed_at: noon },
      { key: 'to a person', state: 'undeliverable', sent_to: null, changed_at: noon + day },
      { key: 'to the same channel', state: 'pending', sent_to: 'slack:T1:C1', changed_at: noon },
    ]);
    expect(await look(store, ({ deliveries }) => deliveries.undelivered(10, 0))).toHaveLength(3);
  });

  test.runIf(process.getuid?.() === 0)(
    'typed by root leaves the record to the account that had it',
    async () => {
      await backUpSqlite(file, copy());
      await store.close();
      chownSync(file, 10_001, 10_001);

      await restore(noon);

      const owners = ['', '.lock'].map((end) => statSync(`${file}${end}`).uid);
      expect(owners).toEqual([10_001, 10_001]);
      store = await openStore({ sqliteFile: file });
    },
  );

  test('says again what was due when that is wished for', async () => {
    await change(store, ({ deliveries }) => deliveries.add([said('to a person', { person: 'per-1' })]));
    await backUpSqlite(file, copy());
    await store.close();

    const { held, lookedFor } = await restore(noon + day, true);

    store = await openStore({ sqliteFile: file });
    expect({ held, lookedFor }).toEqual({ held: 0, lookedFor: 0 });
    expect(await look(store, ({ deliveries }) => deliveries.countByState())).toMatchObject({ pending: 1 });
  });
});

function said(key: string, to: Partial<NewDelivery>): NewDelivery {
  return newDelivery(key, { message: 'course/published', facts: {}, person: undefined, ...to });
}

/** Rows enough for many pages, past the store. */
async function grow(path: string, rows: number): Promise<void> {
  await pastTheStore(
    { sqliteFile: path },
    `insert into settings (name, value) with recursive n (at) as (select 1 union all select at + 1 from n where at < ${rows}) select 'ballast ' || at, hex(zeroblob(2000)) from n`,
  );
}

/** Overwrites pages in the middle, as a failing disk does. */
function spoil(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 40_000);
  writeFileSync(path, bytes);
}
