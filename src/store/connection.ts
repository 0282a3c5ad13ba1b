// One connection to either database as the records use it: a query builder, the tables, statements kept prepared.
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Tables } from './tables.ts';

/**
 * The part of Drizzle that is the same on both databases. PostgreSQL's is the type of record, because all of it
 * returns promises; what its types allow and SQLite lacks is banned in records/ by a test.
 */
export type Database = Pick<
  PgDatabase<PgQueryResultHKT>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'
>;

export interface Connection {
  readonly db: Database;
  readonly tables: Tables;
}

/**
 * A statement that is built and prepared once for each connection, which matters on the way to a first reply
 * (unprepared reads cost up to 17 times as much): `const byKey = prepared(({ db, tables }) => db.select()….prepare('by_key'))`,
 * then `byKey(connection).execute({ key })`. Names are unique: PostgreSQL keeps the statement under them.
 */
export function prepared<Statement>(
  build: (connection: Connection) => Statement,
): (connection: Connection) => Statement {
  const made = new WeakMap<Connection, Statement>();
  return (connection) => {
    const kept = made.get(connection);
    if (kept !== undefined) return kept;
    const statement = build(connection);
    made.set(connection, statement);
    return statement;
  };
}
