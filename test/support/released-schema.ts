// Databases as each released Attaché left them: migrated so far and no further, with rows in every table.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Sqlite from 'better-sqlite3';
import type { Client } from 'pg';
import { chainEntry } from '#exchange/audit-chain.ts';

export interface ReleasedTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Column and what it points to. */
  readonly foreign: Readonly<Record<string, { readonly table: string; readonly column: string }>>;
}

/** Values as text, numbers, booleans or null; JSON as text. Rows by table, each table after those it points to. */
export type Rows = ReadonlyMap<ReleasedTable, readonly (readonly (string | number | boolean | null)[])[]>;

interface Journal {
  readonly entries: readonly { readonly tag: string }[];
}

/** The tags of the migrations that have been released, oldest first. */
export function releases(database: 'sqlite' | 'postgres'): readonly string[] {
  return journalOf(database).entries.map(({ tag }) => tag);
}

/** A folder with the migrations up to this one. */
export function migrationsUpTo(database: 'sqlite' | 'postgres', tag: string, folder: string): string {
  const from = folderOf(database);
  const journal = journalOf(database);
  const last = journal.entries.findIndex((entry) => entry.tag === tag);
  mkdirSync(join(folder, 'meta'), { recursive: true });
  const entries = journal.entries.slice(0, last + 1);
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries }));
  for (const name of readdirSync(from)) {
    if (entries.some((entry) => name === `${entry.tag}.sql`))
      copyFileSync(join(from, name), join(folder, name));
  }
  return folder;
}

function folderOf(database: string): string {
  return fileURLToPath(new URL(`../../src/store/migrations/${database}`, import.meta.url));
}

function journalOf(database: string): Journal {
  const journal: Journal = JSON.parse(
    readFileSync(join(folderOf(database), 'meta', '_journal.json'), 'utf8'),
  );
  return journal;
}

/** The tables that stand in a PostgreSQL database; SQLite's of the same release are the same (schema-drift.test.ts). */
export async function tablesOf(client: Client): Promise<readonly ReleasedTable[]> {
  const columns = await client.query<{ table: string; name: string; type: string }>(
    `select table_name as table, column_name as name, data_type as type from information_schema.columns
     where table_schema = 'public' order by table_name, ordinal_position`,
  );
  const foreign = await client.query<{
    table: string;
    column: string;
    parent: string;
    parent_column: string;
  }>(
    `select k.conrelid::regclass::text as table, a.attname as column, k.confrelid::regclass::text as parent, b.attname as parent_column
     from pg_constraint k
     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
     join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
     where k.contype = 'f'`,
  );
  const tables = [...Map.groupBy(columns.rows, ({ table }) => table)].map(([name, of]) => ({
    name,
    columns: of.map((column) => ({ name: column.name, type: column.type })),
    foreign: Object.fromEntries(
      foreign.rows
        .filter(({ table }) => table === name)
        .map((key) => [key.column, { table: key.parent, column: key.parent_column }]),
    ),
  }));
  return inOrder(tables);
}

function inOrder(tables: readonly ReleasedTable[]): readonly ReleasedTable[] {
  const ordered: ReleasedTable[] = [];
  const isThere = (name: string) => ordered.some((table) => table.name === name);
  while (ordered.length < tables.length) {
    const next = tables.find(
      (table) =>
        !isThere(table.name) && Object.values(table.foreign).every(({ table: parent }) => isThere(parent)),
    );
    if (!next) throw new Error('Tables point to each other in a circle.');
    ordered.push(next);
  }
  return ordered;
}

/** So many rows in every table, all references kept, and an audit chain that is whole. */
export function makeRows(tables: readonly ReleasedTable[], number: number): Rows {
  const chain: ReturnType<typeof chainEntry>[] = [];
  for (let at = 0; at < number; at += 1) {
    const note = {
      at: 1_790_000_000_000 + at,
      actor: 'per-1',
      action: 'x.y',
      subject: `s-${at}`,
      facts: { at },
    };
    chain.push(chainEntry(chain.at(-1), note));
  }
  const special: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
    audit: chain.map((entry) => ({ ...entry, facts: JSON.stringify(entry.facts) })),
    audit_head: [{ id: 1, sequence: number, hash: chain.at(-1)?.hash }],
  };
  return new Map(
    tables.map((table) => {
      const given = special[table.name];
      const rows = Array.from({ length: given?.length ?? number }, (_, at) =>
        table.columns.map((column) => {
          const value = given?.[at]?.[column.name];
          return typeof value === 'string' || typeof value === 'number'
            ? value
            : valueFor(tables, table, column, at);
        }),
      );
      return [table, rows];
    }),
  );
}

function valueFor(
  tables: readonly ReleasedTable[],
  table: ReleasedTable,
  { name, type }: ReleasedTable['columns'][number],
  at: number,
): string | number | boolean {
  const points = table.foreign[name];
  const parent = tables.find((one) => one.name === points?.table);
  if (points && parent) return valueFor(tables, parent, { name: points.column, type }, at);
  if (type === 'boolean') return at === 1;
  if (type === 'integer' || type === 'bigint') return at + 1;
  // Spaces, order and escapes of JSON are part of what is kept.
  if (type === 'json') return `{"z":${at}, "é":"\\u0000 \u{1f642}"}`;
  return textFor(table.name, name, at);
}

function textFor(table: string, column: string, at: number): string {
  return `${table}.${column}.${at} 'é" \\ {},\n مرحبا 🙂`;
}

export function fillSqlite(client: Sqlite.Database, rows: Rows): void {
  const fill = client.transaction(() => {
    for (const [{ name, columns }, values] of rows) {
      const places = columns.map(() => '?').join(', ');
      const names = columns.map((column) => `"${column.name}"`).join(', ');
      const insert = client.prepare(`insert into "${name}" (${names}) values (${places})`);
      for (const row of values) {
        insert.run(row.map((value) => (typeof value === 'boolean' ? Number(value) : value)));
      }
    }
  });
  fill();
}

export async function fillPostgres(client: Client, rows: Rows): Promise<void> {
  for (const [{ name, columns }, values] of rows) {
    const places = columns.map((_, at) => `$${at + 1}`).join(', ');
    const names = columns.map((column) => `"${column.name}"`).join(', ');
    for (const row of values)
      await client.query(`insert into "${name}" (${names}) values (${places})`, [...row]);
  }
}
