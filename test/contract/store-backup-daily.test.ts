// The daily copy that a running Attaché makes by itself, in a thread of its own.
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';
import { type BackupOutcome, type DailyBackup, keepDailyBackup } from '#store/upkeep/daily-backup.ts';
import { checkRecord } from '#store/upkeep/record-check.ts';
import { newSqlitePlace } from '../support/databases.ts';
import { arrangeExchange, change, day, noon } from './store-bench.ts';

let file: string;
let folder: string;
let store: Store;
let backup: DailyBackup | undefined;
let remove: () => Promise<void>;

beforeEach(async () => {
  const { place, remove: removing } = await newSqlitePlace();
  file = place.sqliteFile;
  folder = join(dirname(file), 'copies');
  remove = removing;
  store = await openStore(place);
  await arrangeExchange(store);
});
afterEach(async () => {
  await backup?.stop();
  await store.close();
  await remove();
});

function begin(now: number, keep = 2): Promise<BackupOutcome> {
  return new Promise((resolve) => {
    backup = keepDailyBackup({ file, folder, keep }, resolve, () => now);
  });
}

test('makes one at once where there is none, while the record is written to', async () => {
  const heard = begin(noon);
  for (let at = 0; at < 20; at += 1) await change(store, ({ settings }) => settings.set(`while ${at}`, 'x'));

  const outcome = await heard;

  const copy = join(folder, 'attache-2027-01-04T12-00-00Z.db');
  expect(outcome).toMatchObject({ copy, removed: 0 });
  expect(await checkRecord(copy)).toMatchObject({ rows: { people: 3 }, audit: { whole: true } });
});

test('makes none while the newest is of today, whoever made that', async () => {
  await begin(noon);
  await backup?.stop();
  let heard = 0;

  backup = keepDailyBackup(
    { file, folder, keep: 2 },
    () => (heard += 1),
    () => noon + day - 1,
  );
  await new Promise((resolve) => setTimeout(resolve, 300));

  expect(heard).toBe(0);
  expect(readdirSync(folder)).toHaveLength(1);
});

test('keeps so many, and clears away what a killed one left', async () => {
  await begin(noon);
  await backup?.stop();
  await begin(noon + day);
  await backup?.stop();
  const left = join(folder, 'attache-2027-01-01T12-00-00Z.db.unfinished');
  writeFileSync(left, 'half');
  utimesSync(left, noon / 1000, noon / 1000);

  const outcome = await begin(noon + 2 * day);

  expect(outcome).toMatchObject({ removed: 1 });
  expect(readdirSync(folder).sort()).toEqual([
    'attache-2027-01-05T12-00-00Z.db',
    'attache-2027-01-06T12-00-00Z.db',
  ]);
});

test('says why when it cannot, and leaves Attaché running', async () => {
  folder = join(file, 'copies');

  const outcome = await begin(noon);

  expect(outcome).toMatchObject({
    failure: expect.stringMatching(/cannot be made|may not be written|folder/),
  });
  await change(store, ({ settings }) => settings.set('still', 'here'));
});
