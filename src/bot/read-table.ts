// Reads a table that somebody handed over, CSV or XLSX: as rows of plain text, within limits, whatever its encoding.
import { inflateRawSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/universal';
import type { Language } from '#exchange/languages.ts';
import type { Attachment } from './attachment.ts';

export type TableProblem = 'too big' | 'too many rows' | 'unreadable' | 'empty';

/** How the words of a command that takes a table name each problem: `….file.tooBig`. */
export const tableProblemKeys = {
  'too big': 'tooBig',
  'too many rows': 'tooMany',
  unreadable: 'unreadable',
  empty: 'empty',
} as const satisfies Readonly<Record<TableProblem, string>>;

/** Cells of every row, trimmed; the first row is the header. */
export type Table = { readonly rows: readonly (readonly string[])[] } | { readonly problem: TableProblem };

export interface TableLimits {
  readonly maxBytes: number;
  readonly maxRows: number;
}

/** What an XLSX file may grow to once unpacked: a table of some thousand rows is far below it. */
const mostUnpacked = 20_000_000;
const mostParts = 200;

/** `language` tells which of the older encodings is likely where a text is not UTF-8. */
export async function readTable(
  file: Attachment,
  language: Language,
  { maxBytes, maxRows }: TableLimits,
): Promise<Table> {
  const bytes = await file.open();
  if (bytes.byteLength > maxBytes) return { problem: 'too big' };
  // A ZIP archive begins like this, whatever the file is called.
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (isArchive && !unpacksWithin(bytes, mostUnpacked)) return { problem: 'too big' };
  try {
    const read = isArchive ? await sheetOf(bytes) : csvOf(textOf(bytes, language), maxRows);
    const rows = read.filter((row) => row.some((cell) => cell !== ''));
    if (rows.length < 2) return { problem: 'empty' };
    return rows.length > maxRows + 1 ? { problem: 'too many rows' } : { rows };
  } catch {
    return { problem: 'unreadable' };
  }
}

async function sheetOf(bytes: Uint8Array): Promise<string[][]> {
  const cells = await readSheet(new Blob([new Uint8Array(bytes)]));
  return cells.map((row) => row.map((cell) => cellText(cell)));
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

function csvOf(text: string, maxRows: number): string[][] {
  const [first = ''] = text.split(/\r?\n/, 1);
  const separators = [';', '\t', ','] as const;
  const delimiter = separators.toSorted(
    (one, other) => first.split(other).length - first.split(one).length,
  )[0];
  return parse(text, {
    delimiter: delimiter ?? ',',
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    to: maxRows + 2,
  });
}

function textOf(bytes: Uint8Array, language: Language): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What spreadsheets write on Windows where nobody chose UTF-8.
    return new TextDecoder(language === 'ar' ? 'windows-1256' : 'windows-1252').decode(bytes);
  }
}

/**
 * Whether all parts of an archive together unpack to no more than this: a few kilobytes can hold gigabytes (a ZIP bomb),
 * and what an archive says of its own sizes may be wrong. APPNOTE 4.3: the directory at the end names the parts.
 */
function unpacksWithin(bytes: Uint8Array, most: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) return false;
  const parts = view.getUint16(end + 10, true);
  if (parts > mostParts) return false;
  let left = most;
  let at = view.getUint32(end + 16, true);
  try {
    for (let part = 0; part < parts; part += 1) {
      if (view.getUint32(at, true) !== 0x02014b50) return false;
      const method = view.getUint16(at + 10, true);
      const packed = view.getUint32(at + 20, true);
      const local = view.getUint32(at + 42, true);
      const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const content = bytes.subarray(from, from + packed);
      left -=
        method === 0 ? content.byteLength : inflateRawSync(content, { maxOutputLength: left }).byteLength;
      if (left <= 0) return false;
      at +=
        46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return true;
  } catch {
    return false;
  }
}
