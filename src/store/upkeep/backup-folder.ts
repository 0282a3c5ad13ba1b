// A folder of dated copies: each new one is checked before the oldest go.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { unavailable } from '../sqlite-file.ts';
import { backUpSqlite, type Copy, type CopyProgress } from './backup-sqlite.ts';

/** A copy that was being written for so long is one whose writer is dead. */
const deadAfter = 86_400_000;

export interface FolderCopy extends Copy {
  /** Older copies that were removed, oldest first. */
  readonly removed: readonly string[];
}

/** Keeps the newest `keep` of the dated copies; all of them when that is undefined, and whatever else lies there. */
export async function backUpIntoFolder(
  file: string,
  folder: string,
  keep: number | undefined,
  { now, progress }: { readonly now: number; readonly progress?: CopyProgress },
): Promise<FolderCopy> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unavailable(join(folder, basename(file)), error);
  }
  removeUnfinished(folder, now);
  const copy = await backUpSqlite(file, join(folder, copyName(now)), progress);
  const old = keep === undefined ? [] : copiesIn(folder).slice(0, -keep);
  for (const name of old) rmSync(join(folder, name), { force: true });
  return { ...copy, removed: old.map((name) => join(folder, name)) };
}

/** When the newest copy in the folder was made, in epoch milliseconds; undefined when there is none. */
export function newestCopy(folder: string): number | undefined {
  const [newest] = copiesIn(folder).slice(-1);
  return newest === undefined ? undefined : copyTime(newest);
}

/** Their names, oldest first. */
function copiesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => copyTime(name) !== undefined)
    .sort();
}

function removeUnfinished(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    if (!/^attache-[\dTZ-]+\.db\.unfinished/.test(name)) continue;
    const path = join(folder, name);
    if (now - statSync(path).mtimeMs > deadAfter) rmSync(path, { force: true });
  }
}

/** `attache-2027-03-01T02-15-00Z.db`: in UTC, sorts by time, and names no file that Windows refuses. */
function copyName(now: number): string {
  return `attache-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}Z.db`;
}

function copyTime(name: string): number | undefined {
  const [, day, hour, minute, second] =
    /^attache-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.db$/.exec(name) ?? [];
  return day === undefined ? undefined : Date.parse(`${day}T${hour}:${minute}:${second}Z`);
}
