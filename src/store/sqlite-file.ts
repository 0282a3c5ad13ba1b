// The SQLite file on disk: its folder, who may read it, the lock that keeps a second Attaché away.
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { errorCode } from './error-code.ts';
import { StoreUnavailable } from './store.ts';

/** Only the account that Attaché runs under: the record holds personal data. */
const ownerOnly = 0o600;

/** Makes the file, when it is new, and sees to it that nobody else can read it. */
export function prepareFile(file: string): void {
  try {
    closeSync(openSync(file, 'a', ownerOnly));
    chmodSync(file, ownerOnly);
  } catch (error) {
    throw unavailable(file, error);
  }
}

/**
 * Holds the file for this process until `release` is called or the process ends, however it ends: the lock is the
 * operating system's, on a companion database in which nothing is ever written. Makes the last folder of the path.
 * The first thing to do: closing any other handle on a locked file of one's own would drop the lock.
 */
export function holdFile(file: string): { release(): void } {
  const path = `${file}.lock`;
  let lock: Sqlite.Database | undefined;
  try {
    makeFolder(dirname(resolve(file)));
    lock = new Sqlite(path, { timeout: 0 });
    // Nothing is ever written here, so no journal need lie beside it.
    lock.pragma('journal_mode = memory');
    lock.exec('begin exclusive');
    chmodSync(path, ownerOnly);
    const held = lock;
    return { release: () => held.close() };
  } catch (error) {
    lock?.close();
    if (errorCode(error)?.startsWith('SQLITE_BUSY')) {
      throw new StoreUnavailable(
        `Another Attaché is running on ${file}: stop it first, or give this one another DATA_FOLDER.`,
        { cause: error },
      );
    }
    throw unavailable(file, error);
  }
}

/** Only the last one: a path with two unknown folders is more likely a mistake than a wish. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/** An error of the file system or of SQLite as a sentence about this file; other errors as they are. */
export function unavailable(file: string, error: unknown): unknown {
  const sentence = sentenceOf(file, errorCode(error) ?? '');
  return sentence === undefined ? error : new StoreUnavailable(sentence, { cause: error });
}

function sentenceOf(file: string, code: string): string | undefined {
  const folder = dirname(resolve(file));
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return `The folder ${folder} cannot be made, because the folder above it is not there: make it, or change the path.`;
  }
  if (code === 'EISDIR') return `${file} is a folder: give the path of a file in it.`;
  if (code === 'EACCES' || code === 'EPERM') {
    return `${file} may not be written by this account: change the owner of the file and of its folder ${folder}.`;
  }
  if (code === 'EROFS' || code.startsWith('SQLITE_READONLY')) {
    return `${file} can be read but not written: put it on a disk that can be written to, and check who owns it.`;
  }
  if (code === 'ENOSPC' || code === 'SQLITE_FULL') {
    return `The disk that holds ${file} is full: nothing was kept since; make room.`;
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return `${file} is damaged or is not a database: put it aside and restore the last backup.`;
  }
  if (code.startsWith('SQLITE_CANTOPEN'))
    return `${file} cannot be opened: check its folder and who owns it.`;
  if (code.startsWith('SQLITE_IOERR')) return `The disk that holds ${file} reports errors: check the disk.`;
  if (code.startsWith('SQLITE_BUSY')) return `${file} is held by another program: close it there.`;
  return undefined;
}
