// What a column may be, once for each database: the same makers, so that one table body serves both.
// A column without a name is named as its property.

import * as pg from 'drizzle-orm/pg-core';
import * as lite from 'drizzle-orm/sqlite-core';

/** What both databases can keep: PostgreSQL refuses NUL and lone surrogates, SQLite keeps them. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

// Collation "C" compares bytes as SQLite does: the same order and the same prefix searches on both.
const postgresText = pg.customType<{ data: string; driverData: string }>({
  dataType: () => 'text collate "C"',
  toDriver: storable,
});

const sqliteText = lite.customType<{ data: string; driverData: string }>({
  dataType: () => 'text',
  toDriver: storable,
});

export const postgresColumns = {
  table: pg.pgTable,
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  text: (name = '') => postgresText(name),
  /** Text that is one of a union. */
  oneOf: <T extends string>(name = '') => postgresText(name).$type<T>(),
  /** A whole number of 32 bits. */
  count: (name = '') => pg.integer(name),
  /** A whole number of 53 bits. */
  longCount: (name = '') => pg.bigint(name, { mode: 'number' }),
  /** Epoch milliseconds. */
  instant: (name = '') => pg.bigint(name, { mode: 'number' }),
  yesNo: (name = '') => pg.boolean(name),
  // Not jsonb: that would sort the keys and refuse an escaped NUL.
  json: <T>(name = '') => pg.json(name).$type<T>(),
};

export type Columns = typeof postgresColumns;

const liteColumns = {
  table: lite.sqliteTable,
  index: lite.index,
  uniqueIndex: lite.uniqueIndex,
  primaryKey: lite.primaryKey,
  text: (name = '') => sqliteText(name),
  oneOf: <T extends string>(name = '') => sqliteText(name).$type<T>(),
  count: (name = '') => lite.integer(name),
  longCount: (name = '') => lite.integer(name, { mode: 'number' }),
  instant: (name = '') => lite.integer(name, { mode: 'number' }),
  yesNo: (name = '') => lite.integer(name, { mode: 'boolean' }),
  json: <T>(name = '') => lite.text(name, { mode: 'json' }).$type<T>(),
} satisfies Record<keyof Columns, unknown>;

// The one cast between the dialects' table types: the makers above promise the same values in and out,
// and the store contract runs every query on both.
export const sqliteColumns = liteColumns as unknown as Columns;
