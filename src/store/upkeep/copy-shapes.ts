// The tables as a copy between the databases needs them: read off the schema, so that no new one can be forgotten.
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { postgresTables } from '../schema.postgres.ts';

export interface TableShape {
  readonly name: string;
  readonly columns: readonly ColumnShape[];
  /** The columns of the primary key. Both databases sort them by bytes. */
  readonly key: readonly string[];
}

export interface ColumnShape {
  readonly name: string;
  /** `json` is kept as the text that it is. */
  readonly kind: 'text' | 'json' | 'number' | 'yesNo';
  /** As PostgreSQL calls it. */
  readonly type: string;
}

const kinds: Readonly<Record<string, ColumnShape['kind']>> = {
  'text collate "C"': 'text',
  json: 'json',
  integer: 'number',
  bigint: 'number',
  boolean: 'yesNo',
};

/** Every table, each after those that it points to. */
export function tablesInOrder(): readonly TableShape[] {
  const waiting = new Map(Object.values<PgTable>(postgresTables).map((table) => [table, pointsTo(table)]));
  const ordered: TableShape[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, parents]) => parents.every((parent) => !waiting.has(parent)));
    if (ready.length === 0)
      throw new Error('Tables point to each other in a circle: they cannot be copied in order.');
    for (const [table] of ready) {
      waiting.delete(table);
      ordered.push(shapeOf(table));
    }
  }
  return ordered;
}

function pointsTo(table: PgTable): readonly PgTable[] {
  return getTableConfig(table)
    .foreignKeys.map((key) => key.reference().foreignTable)
    .filter((parent) => parent !== table);
}

function shapeOf(table: PgTable): TableShape {
  const { name, columns, primaryKeys } = getTableConfig(table);
  const key = [...primaryKeys.flatMap((one) => one.columns), ...columns.filter((column) => column.primary)];
  if (key.length === 0)
    throw new Error(`The table ${name} has no primary key: it cannot be copied in order.`);
  return {
    name,
    columns: columns.map((column) => {
      const type = column.getSQLType();
      const kind = kinds[type];
      if (kind === undefined) throw new Error(`How to copy a column of the type ${type} is not known yet.`);
      return { name: column.name, kind, type: kind === 'text' ? 'text' : type };
    }),
    key: key.map((column) => column.name),
  };
}
