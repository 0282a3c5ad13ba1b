// Writes a table that spreadsheets open as it is: CSV in UTF-8, in which nothing runs.
import { stringify } from 'csv-stringify/sync';
import type { FileContent } from './view.ts';

/** With a mark, by which spreadsheets know UTF-8; what they would run as a formula stands as text. */
export function csvFile(name: string, lines: readonly (readonly string[])[]): FileContent {
  const text = stringify(
    lines.map((line) => [...line]),
    { bom: true, escape_formulas: true, record_delimiter: 'windows' },
  );
  return { name, mediaType: 'text/csv', bytes: new TextEncoder().encode(text) };
}
