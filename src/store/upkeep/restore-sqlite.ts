// Puts a copy in the place of the record: checked and brought up to date beside it first, the present one put aside.
import {
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { newId } from '../ids.ts';
import type { AuditVerdict } from '../records/audit.ts';
import { openSqlite, openWriter } from '../sqlite.ts';
import { sqliteConnection } from '../sqlite-connection.ts';
import { holdFile } from '../sqlite-file.ts';
import { StoreUnavailable } from '../store.ts';
import { copyRecord, syncToDisk } from './backup-sqlite.ts';
import { type Doubted, doubtDue, noteRestore } from './doubt-after-restore.ts';
import { forgetAgain } from './forget-after-restore.ts';
import { brokenChain, checkRecord, lookInto, schemaAge } from './record-check.ts';

export interface Restored extends Doubted {
  /** How many people were forgotten again, who had been since the copy; undefined: who they are could not be read. */
  readonly forgotten: number | undefined;
  /** Where the record that was there is now; undefined when there was none. */
  readonly aside: string | undefined;
  /** Migrations that were run on the copy, which an older Attaché had made. */
  readonly migrated: number;
  readonly audit: Extract<AuditVerdict, { whole: true }>;
}

export interface RestoreWish {
  /** What was due when the copy was made, or since, is said again without being doubted. */
  readonly sayAgain: boolean;
  /** People by their ids who are forgotten again besides those whom the present record has forgotten. */
  readonly forget?: readonly string[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Throws StoreUnavailable with a sentence; until all is ready the present record stands untouched. */
export async function restoreSqlite(copy: string, file: string, wish: RestoreWish): Promise<Restored> {
  if (resolve(copy) === resolve(file))
    throw new StoreUnavailable(`${copy} is the record itself: give a copy of it.`);
  const migrated = await lookInto(copy, (client) => {
    const { pending, newer } = schemaAge(client);
    if (newer) {
      throw new StoreUnavailable(
        `${copy} was written by a newer Attaché: install that version, and restore with it.`,
      );
    }
    return pending;
  });
  // A copy that an older Attaché made is checked after it has been brought up to date.
  if (migrated === 0) await checkRecord(copy);
  const hold = holdFile(file);
  const beside = `${file}.restoring`;
  try {
    clear(beside);
    await copyRecord(copy, beside);
    const erased = erasedIn(file);
    const done = await prepare(beside, { ...wish, forget: [...(wish.forget ?? []), ...(erased ?? [])] });
    giveToOwner(file, beside);
    syncToDisk(beside);
    const aside = putAside(file, wish.now);
    renameSync(beside, file);
    syncToDisk(dirname(resolve(file)));
    return { ...done, aside, migrated, forgotten: erased === undefined ? undefined : done.forgotten };
  } finally {
    clear(beside);
    hold.release();
  }
}

async function prepare(
  file: string,
  wish: RestoreWish,
): Promise<Doubted & Pick<Restored, 'audit'> & { readonly forgotten: number }> {
  const store = await openSqlite(file, newId);
  try {
    const audit = await store.verifyAudit();
    if (!audit.whole) throw new StoreUnavailable(`The copy is not restored: ${brokenChain(audit)}`);
    const doubted = wish.sayAgain ? { held: 0, lookedFor: 0 } : await doubt(file, wish.now);
    await noteRestore(store, wish.now, audit.count, doubted);
    const forgotten = await forgetAgain(store, wish.forget ?? [], wish.now);
    return { ...doubted, audit, forgotten };
  } finally {
    await store.close();
    singleFile(file);
  }
}

/** Whom the record that is about to be put aside has forgotten; undefined when it cannot be read. */
function erasedIn(file: string): readonly string[] | undefined {
  if (!existsSync(file)) return [];
  try {
    // Only looked at: SQLite removes the log of a file that it cannot read.
    const client = new Sqlite(file, { readonly: true });
    try {
      const isKnown = client.prepare("select 1 from sqlite_schema where name = 'erasures'").get();
      // What an older Attaché made has no such list.
      return isKnown === undefined
        ? []
        : client.prepare<[], string>('select person from erasures').pluck().all();
    } finally {
      client.close();
    }
  } catch {
    return undefined;
  }
}

async function doubt(file: string, now: number): Promise<Doubted> {
  const client = openWriter(file);
  try {
    return await doubtDue(sqliteConnection(drizzle(client)), now);
  } finally {
    client.close();
  }
}

/** Typed by root, a restore must leave a record that the account of Attaché can open. */
function giveToOwner(file: string, beside: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(existsSync(file) ? file : dirname(resolve(file)));
  for (const path of [beside, `${file}.lock`]) chownSync(path, uid, gid);
}

/** Moves the log into the file, so that nothing need lie beside it. */
function singleFile(file: string): void {
  const client = new Sqlite(file);
  try {
    client.pragma('journal_mode = delete');
  } finally {
    client.close();
  }
}

/**
 * The present record under a dated name, log and all; it keeps standing in its place too until the copy takes that.
 * No log may be left there: SQLite would play it into the copy.
 */
function putAside(file: string, now: number): string | undefined {
  if (!existsSync(file)) {
    removeLog(file);
    return undefined;
  }
  const aside = `${file}.before-restore-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  // SQLite removes the log of a file that it cannot read: of a damaged record it is kept too.
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${aside}-wal`);
  try {
    singleFile(file);
    rmSync(`${aside}-wal`, { force: true });
  } catch {
    // It is put aside as it is.
  }
  keepUnder(file, aside);
  removeLog(file);
  return aside;
}

function keepUnder(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch {
    // Not every file system knows two names for one file.
    renameSync(file, name);
  }
}

function removeLog(file: string): void {
  for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
}

/** The file and all that lies beside it under its name. */
function clear(file: string): void {
  const folder = dirname(resolve(file));
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name.startsWith(basename(file))) rmSync(join(folder, name), { force: true });
  }
}
