// Reads a large table in a thread of its own, and hands it over piece by piece.
import { parentPort, workerData } from 'node:worker_threads';
import { parseTable } from './parse-table.ts';
import type { TableNews, TableWork } from './read-table.ts';

/** Rows of one piece: taking it over costs the receiver about a millisecond. */
const pieceRows = 2_000;

const tell = (news: TableNews) => parentPort?.postMessage(news);

const table = await parseTable(workerData as TableWork);
if ('problem' in table) tell(table);
else {
  for (let from = 0; from < table.rows.length; from += pieceRows) {
    const to = from + pieceRows;
    tell({ rows: table.rows.slice(from, to), numbers: table.numbers.slice(from, to) });
  }
  tell({ done: true });
}
