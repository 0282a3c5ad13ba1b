// From the bytes of a file to the rows of a table: a workbook, or text with whichever separators it has.
import { inflateRawSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/universal';
import { decodeText } from './decode-text.ts';
import type { Table, TableWork } from './read-table.ts';

const usuallyUnpacked = 20_000_000;
const mostParts = 200;

export async function parseTable({ bytes, language, limits }: TableWork): Promise<Table> {
  const { maxRows, maxUnpacked = usuallyUnpacked } = limits;
  // A ZIP archive begins like this, whatever the file is called.
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (isArchive && !unpacksWithin(bytes, maxUnpacked)) return { problem: 'too big' };
  try {
    const read = isArchive ? await sheetOf(bytes) : csvOf(decodeText(bytes, language), maxRows);
    const rows: string[][] = [];
    const numbers: number[] = [];
    read.forEach((row, at) => {
      if (row.every((cell) => cell === '')) return;
      rows.push(row);
      numbers.push(at + 1);
    });
    if (rows.length < 2) return { problem: 'empty' };
    return rows.length > maxRows + 1 ? { problem: 'too many rows' } : { rows, numbers };
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

/** Empty lines are read too, so that rows keep the numbers that a spreadsheet gives them; but not without end. */
function csvOf(text: string, maxRows: number): string[][] {
  // A first line that Excel alone understands: it names the separator.
  const named = /^sep=(.)\r?\n/iu.exec(text);
  const delimiter = named?.[1] ?? separatorOf(text);
  const read: string[][] = parse(named ? text.slice(named[0].length) : text, {
    ...readAsWritten,
    delimiter,
    to: 2 * maxRows + 1_000,
  });
  return named ? [[], ...read] : read;
}

/** Ragged rows, quotes in the middle of a cell, and line ends of several kinds in one file: all of that is written. */
const readAsWritten = {
  relax_column_count: true,
  relax_quotes: true,
  trim: true,
  record_delimiter: ['\r\n', '\n', '\r'],
};

const separators = [';', '\t', '|'] as const;
const linesLookedAt = 20;

/**
 * The one by which most of the first lines fall into the same number of cells. A comma is also a decimal point, and
 * stands in sentences: it separates where at least half of the lines are not even by any other.
 */
function separatorOf(text: string): string {
  const [best] = separators
    .map((delimiter) => ({ delimiter, even: evenness(headOf(text, delimiter)) }))
    .toSorted((one, other) => other.even - one.even);
  return best && best.even >= 0.5 ? best.delimiter : ',';
}

/** Which share of the rows has the same number of cells, and more than one. */
function evenness(rows: readonly (readonly string[])[]): number {
  const filled = rows.filter((row) => row.some((cell) => cell !== ''));
  const alike = [...Map.groupBy(filled, (row) => row.length)].filter(([cells]) => cells > 1);
  return Math.max(0, ...alike.map(([, some]) => some.length)) / Math.max(1, filled.length);
}

function headOf(text: string, delimiter: string): string[][] {
  try {
    return parse(text.slice(0, 100_000), { ...readAsWritten, delimiter, to: linesLookedAt });
  } catch {
    return [];
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
