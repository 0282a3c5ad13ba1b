// Read-only connections to the SQLite file: one as a rule, a few more while reads overlap.
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Connection } from './connection.ts';
import { sqliteConnection } from './sqlite-connection.ts';

const most = 4;

interface Reader {
  readonly client: Sqlite.Database;
  readonly connection: Connection;
  readonly begin: Sqlite.Statement;
  readonly end: Sqlite.Statement;
}

export class SqliteReaders {
  readonly #file: string;
  readonly #free: Reader[] = [];
  readonly #all: Reader[] = [];
  readonly #waiting: ((reader: Reader) => void)[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** Does the work over one state of the record, that of its first read. */
  async read<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const reader = await this.#take();
    try {
      reader.begin.run();
      return await work(reader.connection);
    } finally {
      if (reader.client.inTransaction) reader.end.run();
      this.#giveBack(reader);
    }
  }

  close(): void {
    for (const { client } of this.#all) client.close();
  }

  #take(): Reader | Promise<Reader> {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#all.length < most) return this.#open();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #giveBack(reader: Reader): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(reader);
    else next(reader);
  }

  #open(): Reader {
    const client = new Sqlite(this.#file, { readonly: true, fileMustExist: true, timeout: 5000 });
    const reader = {
      client,
      connection: sqliteConnection(drizzle(client)),
      begin: client.prepare('begin'),
      end: client.prepare('commit'),
    };
    this.#all.push(reader);
    return reader;
  }
}
