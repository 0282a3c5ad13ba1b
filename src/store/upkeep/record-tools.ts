// The tools of whoever runs Attaché on the record as configured; none of them starts anything.
import { drizzle as overSqlite } from 'drizzle-orm/better-sqlite3';
import { drizzle as overPostgres } from 'drizzle-orm/node-postgres';
import type { StorePlace } from '../open-store.ts';
import { type AuditVerdict, checkAudit } from '../records/audit.ts';
import { checkTallies, type TallyVerdict } from '../records/feedback-tallies.ts';
import type { Installation } from '../records/installations.ts';
import { postgresTables } from '../schema.postgres.ts';
import { sqliteConnection } from '../sqlite-connection.ts';
import { askPostgres } from './ask-postgres.ts';
import { backUpIntoFolder, type FolderCopy } from './backup-folder.ts';
import { backUpSqlite, type Copy, type CopyProgress } from './backup-sqlite.ts';
import { type Moved, type MoveProgress, moveToPostgres } from './copy-to-postgres.ts';
import type { Doubted } from './doubt-after-restore.ts';
import { inspectPostgres, inspectSqlite } from './inspect-record.ts';
import { type Finding, type NamedChannel, namedChannels } from './inspect-tables.ts';
import { readInstallations } from './read-installations.ts';
import { lookInto } from './record-check.ts';
import { afterPgRestore } from './restore-postgres.ts';
import { type Restored, type RestoreWish, restoreSqlite } from './restore-sqlite.ts';

/** All of them throw StoreUnavailable with a sentence. */
export interface RecordTools {
  readonly place: StorePlace;
  /** Reads beside a running Attaché. */
  verifyAudit(): Promise<AuditVerdict>;
  /** Counts all released answers again, beside a running Attaché. */
  verifySummaries(): Promise<TallyVerdict>;
  inspect(now: number): Promise<readonly Finding[]>;
  /** Every channel that was named, with the name of whose it is. */
  namedChannels(): Promise<readonly NamedChannel[]>;
  /** Tokens stay sealed. */
  installations(): Promise<readonly Installation[]>;
}

/** Only an embedded record is a file. */
export interface FileTools extends RecordTools {
  readonly place: { readonly sqliteFile: string };
  backUp(to: string, progress: CopyProgress): Promise<Copy>;
  backUpInto(
    folder: string,
    keep: number | undefined,
    now: number,
    progress: CopyProgress,
  ): Promise<FolderCopy>;
  restore(copy: string, wish: RestoreWish): Promise<Restored>;
  moveTo(databaseUrl: string, progress: MoveProgress): Promise<Moved>;
}

export interface ServerTools extends RecordTools {
  readonly place: { readonly databaseUrl: string };
  afterPgRestore(
    wish: RestoreWish,
  ): Promise<Doubted & { readonly entries: number; readonly forgotten: number }>;
}

export function fileTools(sqliteFile: string): FileTools {
  return {
    place: { sqliteFile },
    verifyAudit: () => lookInto(sqliteFile, (client) => checkAudit(sqliteConnection(overSqlite(client)))),
    verifySummaries: () =>
      lookInto(sqliteFile, (client) => checkTallies(sqliteConnection(overSqlite(client)))),
    inspect: (now) => inspectSqlite(sqliteFile, now),
    namedChannels: () =>
      lookInto(sqliteFile, (client) => namedChannels(sqliteConnection(overSqlite(client)))),
    installations: () => readInstallations({ sqliteFile }),
    backUp: (to, progress) => backUpSqlite(sqliteFile, to, progress),
    backUpInto: (folder, keep, now, progress) =>
      backUpIntoFolder(sqliteFile, folder, keep, { now, progress }),
    restore: (copy, wish) => restoreSqlite(copy, sqliteFile, wish),
    moveTo: (databaseUrl, progress) => moveToPostgres(sqliteFile, databaseUrl, progress),
  };
}

export function serverTools(databaseUrl: string): ServerTools {
  return {
    place: { databaseUrl },
    verifyAudit: () =>
      askPostgres(databaseUrl, (client) => checkAudit({ db: overPostgres(client), tables: postgresTables })),
    verifySummaries: () =>
      askPostgres(databaseUrl, (client) =>
        checkTallies({ db: overPostgres(client), tables: postgresTables }),
      ),
    inspect: (now) => inspectPostgres(databaseUrl, now),
    namedChannels: () =>
      askPostgres(databaseUrl, (client) =>
        namedChannels({ db: overPostgres(client), tables: postgresTables }),
      ),
    installations: () => readInstallations({ databaseUrl }),
    afterPgRestore: (wish) => afterPgRestore(databaseUrl, wish),
  };
}
