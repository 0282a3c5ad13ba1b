// A connection over better-sqlite3, in the type that the records are written against.
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Connection, Database } from './connection.ts';
import { sqliteTables } from './schema.sqlite.ts';

export function sqliteConnection(db: BetterSQLite3Database): Connection {
  // The builders of both dialects have the same names and meanings for all that records/ may use; the store
  // contract runs every query on both.
  return { db: db as unknown as Database, tables: sqliteTables };
}
