// One connection to either database as the records use it: a query builder, the tables, statements kept prepared.
import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
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

/** What the text of a statement depends on: which filters are given, which states, how many ids. */
export type Shape = string | number | boolean | undefined | readonly Shape[];

/**
 * As `prepared`, for a statement whose text depends on what is asked for: each shape is prepared once, under a name of
 * its own that `build` is handed. Shapes come from code (lists of states, filters that are set or not), never from what
 * people type, so there are few.
 */
export function preparedFor<S extends readonly Shape[], Statement>(
  name: string,
  build: (connection: Connection, name: string, ...shape: S) => Statement,
): (connection: Connection, ...shape: S) => Statement {
  const numbers = new Map<string, number>();
  const made = new WeakMap<Connection, Map<string, Statement>>();
  return (connection, ...shape) => {
    let statements = made.get(connection);
    if (!statements) {
      statements = new Map();
      made.set(connection, statements);
    }
    const key = JSON.stringify(shape);
    const kept = statements.get(key);
    if (kept !== undefined) return kept;
    // PostgreSQL cuts names off after 63 bytes, so a shape is named by a number.
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    const statement = build(connection, `${name}_${number}`, ...shape);
    statements.set(key, statement);
    return statement;
  };
}

/** A value of a column that is handed in when the prepared statement runs; null empties. */
export function given(column: AnyColumn, name: string): SQL {
  const encoder = {
    mapToDriverValue: (value: unknown) => (value === null ? null : column.mapToDriverValue(value)),
  };
  const value = sql`${sql.param(sql.placeholder(name), encoder)}`;
  // SQLite prepares a statement anew at every change of a bare parameter that a partial index may be chosen by.
  return column.getSQLType().startsWith('text') ? sql`cast(${value} as text)` : value;
}

/** True of a row whose column is one of the ids that stand in so many places, filled by `idsIn`. */
export function amongIds(column: AnyColumn, places: number): SQL {
  return sql`${column} in ${Array.from({ length: places }, (_, at) => given(column, `id${at}`))}`;
}

/** How many places a statement for these ids has: a power of two, so that few statements serve lists of any length. */
export function placesFor(ids: readonly string[]): number {
  let places = 1;
  while (places < ids.length) places *= 2;
  return places;
}

/** The ids in the places of `amongIds`; the last stands in those that are left over. */
export function idsIn(ids: readonly string[], places: number): Record<string, string> {
  const last = ids.at(-1) ?? '';
  return Object.fromEntries(Array.from({ length: places }, (_, at) => [`id${at}`, ids[at] ?? last]));
}
