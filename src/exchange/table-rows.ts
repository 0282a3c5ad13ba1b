// Rows of a file that somebody handed over: which column is which, and what no cell may begin with.
import { cleanLine, cleanText, searchKey } from './text-input.ts';

/** What a spreadsheet would run when the file is opened again, also in the wide signs of East Asian keyboards. */
export const formula = /^[=+\-@\t\r＝＋－＠]/;

/** Which column stands where, by the names of columns in any language; undefined where one that is needed is missing. */
export function columnsIn<Column extends string>(
  header: readonly string[],
  known: ReadonlyMap<string, Column>,
  needed: readonly Column[],
): ReadonlyMap<Column, number> | undefined {
  const found = new Map<Column, number>();
  header.forEach((cell, at) => {
    const column = known.get(searchKey(cell.replace(/[:*]+$/u, '')));
    if (column !== undefined && !found.has(column)) found.set(column, at);
  });
  return needed.every((column) => found.has(column)) ? found : undefined;
}

/** Cells by column, as they were written; a column that is not there is empty. `lines` may hold several lines. */
export function cellsIn<Column extends string>(
  row: readonly string[],
  columns: ReadonlyMap<Column, number>,
  all: readonly Column[],
  lines: readonly Column[] = [],
): Readonly<Record<Column, string>> {
  const cell = (column: Column) => {
    const at = columns.get(column);
    const written = at === undefined ? '' : (row[at] ?? '');
    return (lines.includes(column) ? cleanText(written) : cleanLine(written)).text;
  };
  // Every column is among them.
  return Object.fromEntries(all.map((column) => [column, cell(column)])) as Record<Column, string>;
}
