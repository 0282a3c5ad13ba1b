// How typed letters find names: on folded keys that the application makes, the same on both databases.
import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { searchKey } from '#exchange/text-input.ts';
import { storable } from '../columns.ts';
import { given } from '../connection.ts';

/** Longer than any name; SQLite refuses patterns of 50,000 bytes. */
const longestTyped = 200;

/** What was typed, folded as the key columns are. */
export function typedKey(typed: string): string {
  return storable(searchKey(typed.slice(0, longestTyped)));
}

export function nameKey(name: string): string {
  return searchKey(name);
}

/** True of what begins with the key; an index on the column finds it. Filled by `lettersOf`. */
export function begins(column: AnyColumn): SQL {
  return sql`${column} >= ${given(column, 'from')} and ${column} < ${given(column, 'before')}`;
}

/** True of what holds the key further on; every row is looked at. Filled by `lettersOf`. */
export function holdsLater(column: AnyColumn): SQL {
  return sql`${column} like ${sql.placeholder('holding')} escape '\\' and not (${begins(column)})`;
}

/** What fills the places of `begins` and `holdsLater`. */
export function lettersOf(key: string): {
  readonly from: string;
  readonly before: string;
  readonly holding: string;
} {
  // The last of all characters: whatever begins with the key comes before it, in the order of bytes.
  return { from: key, before: `${key}\u{10ffff}`, holding: `%${escaped(key)}%` };
}

function escaped(key: string): string {
  return key.replace(/[\\%_]/g, '\\$&');
}
