// How typed letters find names: on folded keys that the application makes, the same on both databases.
import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { searchKey } from '#exchange/text-input.ts';
import { storable } from '../columns.ts';

/** Longer than any name; SQLite refuses patterns of 50,000 bytes. */
const longestTyped = 200;

/** What was typed, folded as the key columns are. */
export function typedKey(typed: string): string {
  return storable(searchKey(typed.slice(0, longestTyped)));
}

export function nameKey(name: string): string {
  return searchKey(name);
}

export function holds(column: AnyColumn, key: string): SQL {
  return sql`${column} like ${`%${escaped(key)}%`} escape '\\'`;
}

/** 0 for those that begin with the key, 1 for the others: to order by. */
export function beginsFirst(column: AnyColumn, key: string): SQL {
  return sql`case when ${column} like ${`${escaped(key)}%`} escape '\\' then 0 else 1 end`;
}

function escaped(key: string): string {
  return key.replace(/[\\%_]/g, '\\$&');
}
