// The store in one SQLite file: one writer with group commit, readers beside it, every commit on disk.
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Viewer } from '#exchange/viewer.ts';
import type { Connection } from './connection.ts';
import { embeddedWork } from './embedded-work.ts';
import { errorCode } from './error-code.ts';
import type { NewId } from './ids.ts';
import { migrateSqlite } from './migrate-sqlite.ts';
import { type AuditVerdict, beginAudit, checkAudit } from './records/audit.ts';
import { RecordContext } from './records/context.ts';
import { sqliteConnection } from './sqlite-connection.ts';
import { holdFile, prepareFile, unavailable } from './sqlite-file.ts';
import { SqliteReaders } from './sqlite-readers.ts';
import { SqliteWriter } from './sqlite-writer.ts';
import { type Act, Conflict, type Store } from './store.ts';
import { refuseNestedTurn, takeTurn, type Work } from './turn.ts';

const migrations = fileURLToPath(new URL('./migrations/sqlite', import.meta.url));

/** Opens the file, makes it when it is new. Throws StoreUnavailable, also when another process has it open. */
export async function openSqlite(file: string, newId: NewId): Promise<Store> {
  const held = holdFile(file);
  let client: Sqlite.Database | undefined;
  try {
    prepareFile(file);
    client = openWriter(file);
    migrateSqlite(client, migrations);
    const connection = sqliteConnection(drizzle(client));
    await beginAudit(connection);
    return new SqliteStore(file, client, connection, newId, held);
  } catch (error) {
    client?.close();
    held.release();
    throw unavailable(file, error);
  }
}

/** The one connection that writes. */
export function openWriter(file: string): Sqlite.Database {
  const client = new Sqlite(file, { timeout: 5000 });
  client.pragma('journal_mode = wal');
  // In WAL mode better-sqlite3 begins with NORMAL, which loses acknowledged commits in a power cut.
  client.pragma('synchronous = full');
  client.pragma('foreign_keys = on');
  // What is deleted is overwritten: half-filled answers and drafts must not stay in the free parts of the file.
  client.pragma('secure_delete = on');
  return client;
}

class SqliteStore implements Store {
  readonly #file: string;
  readonly #client: Sqlite.Database;
  readonly #connection: Connection;
  readonly #newId: NewId;
  readonly #held: { release(): void };
  readonly #writer: SqliteWriter;
  readonly #readers: SqliteReaders;
  readonly work = embeddedWork();
  #closed = false;

  constructor(
    file: string,
    client: Sqlite.Database,
    connection: Connection,
    newId: NewId,
    held: { release(): void },
  ) {
    this.#file = file;
    this.#client = client;
    this.#connection = connection;
    this.#newId = newId;
    this.#held = held;
    this.#writer = new SqliteWriter(client);
    this.#readers = new SqliteReaders(file);
  }

  async read<T>(viewer: Viewer, work: Work<T>): Promise<T> {
    this.#refuseWhenClosed();
    refuseNestedTurn();
    return await this.#readers.read((connection) =>
      takeTurn(new RecordContext(connection, viewer, undefined, this.#newId), work),
    );
  }

  async write<T>(act: Act, work: Work<T>): Promise<T> {
    this.#refuseWhenClosed();
    refuseNestedTurn();
    try {
      const context = new RecordContext(this.#connection, act.viewer, act, this.#newId);
      const value = await this.#writer.write(async () => {
        const value = await takeTurn(context, work);
        if (context.hasErased) this.#writer.emptyLogSoon();
        return value;
      }, act.isUrgent);
      this.work.tell(context.offers);
      return value;
    } catch (error) {
      throw this.#named(error);
    }
  }

  async verifyAudit(): Promise<AuditVerdict> {
    this.#refuseWhenClosed();
    return await this.#readers.read((connection) => checkAudit(connection));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    // Not waited for: what is being done may itself be waiting for the record that comes after this one.
    void this.work.stop();
    await this.#writer.idle();
    this.#readers.close();
    this.#client.close();
    this.#held.release();
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new Error('The store is closed.');
  }

  #named(error: unknown): unknown {
    const code = errorCode(error);
    if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
      return new Conflict('A unique key is taken.', { cause: error });
    }
    return unavailable(this.#file, error);
  }
}
