// Reads a table that somebody handed over, CSV or XLSX: as rows of plain text, within limits, whatever its encoding.
import { Worker } from 'node:worker_threads';
import type { Language } from '#exchange/languages.ts';
import type { Attachment } from './attachment.ts';
import { parseTable } from './parse-table.ts';

export type TableProblem = 'too big' | 'too many rows' | 'unreadable' | 'empty';

/** How the words of a command that takes a table name each problem: `….file.tooBig`. */
export const tableProblemKeys = {
  'too big': 'tooBig',
  'too many rows': 'tooMany',
  unreadable: 'unreadable',
  empty: 'empty',
} as const satisfies Readonly<Record<TableProblem, string>>;

/**
 * Cells of every row that is not empty, trimmed; the first row is the header. `numbers` are those that a spreadsheet
 * shows beside the rows, 1 first.
 */
export interface Rows {
  readonly rows: readonly (readonly string[])[];
  readonly numbers: readonly number[];
}

export type Table = Rows | { readonly problem: TableProblem };

export interface TableLimits {
  readonly maxBytes: number;
  readonly maxRows: number;
  /** What an XLSX file may grow to once unpacked; a table of some thousand rows is far below what stands in its place. */
  readonly maxUnpacked?: number;
}

/** What is handed to a worker: all of it can be copied. */
export interface TableWork {
  readonly bytes: Uint8Array;
  readonly language: Language;
  readonly limits: TableLimits;
}

/** Piece by piece, so that no turn of the event loop takes long; the last is a problem, or `done`. */
export type TableNews = Rows | { readonly problem: TableProblem } | { readonly done: true };

/** From here on reading takes so long that others would notice: it is done beside them, in a thread. */
const largeBytes = 200_000;

/** What a file may make of the thread's memory, in megabytes; a file that needs more is too big. */
const mostMemory = 1_024;

/** Nothing that is a table takes as long, in ms. */
const patience = 60_000;

/** `language` tells which of the older encodings is likely where a text does not say by itself. */
export async function readTable(file: Attachment, language: Language, limits: TableLimits): Promise<Table> {
  const bytes = await file.open();
  if (bytes.byteLength > limits.maxBytes) return { problem: 'too big' };
  const work = { bytes, language, limits };
  return bytes.byteLength < largeBytes ? parseTable(work) : readAside(work);
}

function readAside(work: TableWork): Promise<Table> {
  const worker = new Worker(new URL('./read-table-worker.ts', import.meta.url), {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  const { promise, resolve } = Promise.withResolvers<Table>();
  const rows: (readonly string[])[] = [];
  const numbers: number[] = [];
  const tooLong = setTimeout(() => resolve({ problem: 'too big' }), patience);
  worker.on('message', (news: TableNews) => {
    if ('problem' in news) resolve(news);
    else if ('done' in news) resolve({ rows, numbers });
    else {
      // Not spread into one call: that many arguments would be too many.
      for (const row of news.rows) rows.push(row);
      for (const number of news.numbers) numbers.push(number);
    }
  });
  worker.once('error', (error: unknown) => {
    const outgrown = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    resolve({ problem: outgrown ? 'too big' : 'unreadable' });
  });
  worker.once('exit', () => resolve({ problem: 'unreadable' }));
  return promise.finally(() => {
    clearTimeout(tooLong);
    return worker.terminate();
  });
}
