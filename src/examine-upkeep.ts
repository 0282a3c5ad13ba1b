// Looks at what keeps a record going from outside: the room on its disk, its copies, and whether its file is sound.
import { existsSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Finding, found } from '#bot/finding.ts';
import { newestCopy } from '#store/upkeep/backup-folder.ts';
import { isSound } from '#store/upkeep/check-aside.ts';
import type { Config } from './config.ts';

/** Below this much room in bytes a record soon cannot grow any more. */
const tooLittleRoom = 200_000_000;
const littleRoom = 1_000_000_000;
const oldCopy = 2 * 86_400_000;

/** While Attaché runs. Never rejects. */
export async function examineUpkeep(config: Config, now: number): Promise<readonly Finding[]> {
  const file = join(config.dataFolder, 'attache.db');
  const isFile = config.databaseUrl === undefined && existsSync(file);
  const sound = (is: boolean) =>
    is ? found('ok', 'finding.record.sound') : found('wrong', 'finding.record.damaged');
  return [
    ...room(config.dataFolder),
    ...copies(config, now),
    ...(isFile ? [sound(await isSound(file))] : []),
  ];
}

export function room(path: string): readonly Finding[] {
  const free = freeIn(path);
  if (free === undefined) return [];
  const facts = { megabytes: Math.floor(free / 1_000_000) };
  if (free < tooLittleRoom) return [found('wrong', 'finding.disk.full', facts)];
  return [
    free < littleRoom ? found('look', 'finding.disk.little', facts) : found('ok', 'finding.disk.fine', facts),
  ];
}

/** PostgreSQL copies itself. */
export function copies({ databaseUrl, dataFolder, backups }: Config, now: number): readonly Finding[] {
  if (databaseUrl !== undefined || !existsSync(join(dataFolder, 'attache.db'))) return [];
  const newest = newestCopy(backups.folder);
  if (newest === undefined) return [found('look', 'finding.backup.none')];
  const facts = { hours: Math.max(0, Math.round((now - newest) / 3_600_000)) };
  return [
    now - newest > oldCopy
      ? found('look', 'finding.backup.old', facts)
      : found('ok', 'finding.backup.fine', facts),
  ];
}

/** Bytes that are free where this path is, or will be; undefined where that cannot be said. */
export function freeIn(path: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(existsSync(path) ? path : dirname(resolve(path)));
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
