// Rows on their way between the databases: read in the order of their key, a batch at a time, and summed up by content.
import { createHash } from 'node:crypto';
import type Sqlite from 'better-sqlite3';
import type { Client } from 'pg';
import type { ColumnShape, TableShape } from './copy-shapes.ts';

export type Value = string | number | boolean | null;
export type Row = readonly Value[];

/** What a table holds: how many rows, and a hash over all their values in the order of the key. */
export interface Content {
  readonly rows: number;
  readonly hash: string;
}

/** Few enough for flat memory, many enough that the way to the server does not count. */
const atOnce = 1000;

/** The columns of a table, quoted, for a list in SQL. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

export function* sqliteRows(client: Sqlite.Database, table: TableShape): Generator<readonly Row[]> {
  const names = table.columns.map(({ name }) => name);
  const statement = client
    .prepare<[], readonly (string | number | null)[]>(
      `select ${quoted(names)} from "${table.name}" order by ${quoted(table.key)}`,
    )
    .raw();
  let batch: Row[] = [];
  for (const row of statement.iterate()) {
    batch.push(row.map((value, at) => fromSqlite(value, table.columns[at])));
    if (batch.length < atOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function fromSqlite(value: string | number | null, column: ColumnShape | undefined): Value {
  return column?.kind === 'yesNo' && value !== null ? value === 1 : value;
}

/** Within a transaction: PostgreSQL keeps the place in it. */
export async function* postgresRows(client: Client, table: TableShape): AsyncGenerator<readonly Row[]> {
  const read = table.columns.map(({ name, kind }) => (kind === 'json' ? `"${name}"::text` : `"${name}"`));
  await client.query(
    `declare rows_in_order no scroll cursor for select ${read.join(', ')} from "${table.name}" order by ${quoted(table.key)}`,
  );
  try {
    for (;;) {
      const { rows } = await client.query<(string | number | boolean | null)[]>({
        text: `fetch ${atOnce} from rows_in_order`,
        rowMode: 'array',
      });
      if (rows.length === 0) return;
      yield rows.map((row) => row.map((value, at) => fromPostgres(value, table.columns[at])));
    }
  } finally {
    await client.query('close rows_in_order').catch(() => undefined);
  }
}

function fromPostgres(value: Value, column: ColumnShape | undefined): Value {
  // The driver gives whole numbers of 64 bits as text.
  return column?.kind === 'number' && value !== null ? Number(value) : value;
}

/** All values of a column travel as one array, so that a batch of any size is the same statement. */
export async function insertRows(client: Client, table: TableShape, rows: readonly Row[]): Promise<void> {
  const { name, columns } = table;
  const arrays = columns.map(({ kind, type }, at) => `$${at + 1}::${kind === 'json' ? 'text' : type}[]`);
  const given = columns.map(({ kind }, at) => (kind === 'json' ? `c${at}::json` : `c${at}`));
  const aliases = columns.map((_, at) => `c${at}`);
  await client.query(
    `insert into "${name}" (${quoted(columns.map((column) => column.name))})
     select ${given.join(', ')} from unnest(${arrays.join(', ')}) as batch (${aliases.join(', ')})`,
    columns.map((_, at) => rows.map((row) => row[at] ?? null)),
  );
}

/** Sums rows up as they pass. */
export function summing(): { add(rows: readonly Row[]): void; content(): Content } {
  const hash = createHash('sha256');
  let count = 0;
  return {
    add: (rows) => {
      for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
      count += rows.length;
    },
    content: () => ({ rows: count, hash: hash.digest('hex') }),
  };
}
