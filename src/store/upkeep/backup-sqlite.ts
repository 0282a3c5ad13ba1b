// Copies a SQLite record while Attaché runs on it: one state of it, checked, on the disk, and under its name only then.
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { errorCode } from '../error-code.ts';
import { unavailable } from '../sqlite-file.ts';
import { StoreUnavailable } from '../store.ts';
import { checkRecord, type RecordFacts } from './record-check.ts';

export interface Copy extends RecordFacts {
  readonly file: string;
  readonly bytes: number;
}

/** Pages copied and in all; called every few thousand pages. */
export type CopyProgress = (done: number, all: number) => void;

/** 4 MB at a time. */
const pagesAtOnce = 1024;

/**
 * Writes the copy beside its name first; what stands under the name is whole and has been opened and checked. Only the
 * owner can read it. Throws StoreUnavailable with a sentence; never overwrites.
 */
export async function backUpSqlite(
  file: string,
  to: string,
  progress: CopyProgress = () => {},
): Promise<Copy> {
  if (!existsSync(file))
    throw new StoreUnavailable(`There is no record at ${file} yet: it is made by the first start.`);
  if (existsSync(to))
    throw new StoreUnavailable(`${to} is there already and is left as it is: give another name.`);
  const unfinished = `${to}.unfinished`;
  try {
    refuseWithoutRoom(file, to);
    await copyRecord(file, unfinished, progress);
    const facts = await checkRecord(unfinished);
    rename(unfinished, to);
    return { ...facts, file: to, bytes: statSync(to).size };
  } catch (error) {
    throw error instanceof StoreUnavailable ? error : unavailable(to, error);
  } finally {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${unfinished}${end}`, { force: true });
  }
}

/** Copies one state of the record into a single file without a log beside it, which is on the disk at the end. */
export async function copyRecord(from: string, to: string, progress: CopyProgress = () => {}): Promise<void> {
  rmSync(to, { force: true });
  closeSync(openSync(to, 'wx', 0o600));
  const source = new Sqlite(from, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    // Without a transaction of its own the copy would begin anew with each commit of the running Attaché, and in a
    // busy exchange never end.
    source.exec('begin');
    source.prepare('select count(*) from sqlite_master').get();
    await source.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        progress(totalPages - remainingPages, totalPages);
        return pagesAtOnce;
      },
    });
  } finally {
    source.close();
  }
  const copy = new Sqlite(to, { timeout: 5000 });
  try {
    copy.pragma('journal_mode = delete');
  } finally {
    copy.close();
  }
  syncToDisk(to);
}

function refuseWithoutRoom(file: string, to: string): void {
  const { bavail, bsize } = statfsSync(dirname(resolve(to)));
  const needed = statSync(file).size;
  if (bavail * bsize > needed) return;
  throw new StoreUnavailable(
    `The disk of ${dirname(resolve(to))} has no room for a copy of ${needed} bytes: make room, or copy to another disk.`,
  );
}

/** Never over a file that came to be there meanwhile, where the file system can promise that. */
function rename(from: string, to: string): void {
  try {
    linkSync(from, to);
    rmSync(from);
  } catch (error) {
    if (errorCode(error) === 'EEXIST')
      throw new StoreUnavailable(`${to} is there already and is left as it is.`);
    renameSync(from, to);
  }
  syncToDisk(dirname(resolve(to)));
}

/** A file, or the names in a folder. */
export function syncToDisk(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    // Some file systems do not let a folder be synced.
    if (errorCode(error) !== 'EINVAL' && errorCode(error) !== 'EPERM') throw error;
  } finally {
    closeSync(handle);
  }
}
