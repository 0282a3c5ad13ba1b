// The two real databases of a trial: opened with ids of the trial's own, opened anew in between, and read to the last row.
import Sqlite from 'better-sqlite3';
import { asc } from 'drizzle-orm';
import { drizzle as overSqlite } from 'drizzle-orm/better-sqlite3';
import { drizzle as overPostgres } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
import type { Connection } from '#store/connection.ts';
import type { IdPrefix } from '#store/ids.ts';
import { openStore, type StorePlace } from '#store/open-store.ts';
import { postgresTables } from '#store/schema.postgres.ts';
import { sqliteConnection } from '#store/sqlite-connection.ts';
import type { Store } from '#store/store.ts';
import { type State, tableNames } from './model-state.ts';

/** An empty place, and how it goes away again. */
export interface TrialPlace {
  readonly place: StorePlace;
  remove(): Promise<void>;
}

export interface TrialPlaces {
  sqlite(): Promise<TrialPlace>;
  postgres(): Promise<TrialPlace>;
}

export interface OpenDatabase {
  readonly store: Store;
  reopen(): Promise<void>;
  /** Every row of every table as text, in a neutral order. */
  rows(now: number): Promise<Contents>;
  close(): Promise<void>;
}

/** By table, its rows as texts, sorted. */
export type Contents = Readonly<Record<string, readonly string[]>>;

export async function openDatabase(
  { place, remove }: TrialPlace,
  newId: (prefix: IdPrefix) => string,
): Promise<OpenDatabase> {
  let store = await openStore(place, { newId });
  const look = await openLook(place);
  return {
    get store() {
      return store;
    },
    reopen: async () => {
      await store.close();
      store = await openStore(place, { newId });
    },
    rows: (now) => contentsOf(look.connection, now),
    close: async () => {
      await look.close();
      await store.close();
      await remove();
    },
  };
}

/** Past the store, at the tables themselves. */
async function openLook(place: StorePlace): Promise<{ connection: Connection; close(): Promise<void> }> {
  if ('sqliteFile' in place) {
    const client = new Sqlite(place.sqliteFile, { readonly: true });
    return { connection: sqliteConnection(overSqlite(client)), close: async () => void client.close() };
  }
  const client = new Client({ connectionString: place.databaseUrl });
  await client.connect();
  return { connection: { db: overPostgres(client), tables: postgresTables }, close: () => client.end() };
}

async function contentsOf({ db, tables }: Connection, now: number): Promise<Contents> {
  const contents: Record<string, readonly string[]> = {};
  for (const name of tableNames) contents[name] = rowsAsText(name, await db.select().from(tables[name]), now);
  const entries = await db.select().from(tables.audit).orderBy(asc(tables.audit.sequence));
  contents.audit = entries.map(({ at, action, subject, facts }) => entryText(at, action, subject, facts));
  // With the hash of each, so that both databases have the same chain.
  contents.chain = [
    ...entries.map((one) => one.hash),
    ...(await db.select().from(tables.auditHead)).map(asText),
  ];
  return contents;
}

/** The model has no chain of its own: it is compared between the databases. */
export function contentsOfModel(state: State, now: number): Contents {
  const contents: Record<string, readonly string[]> = {};
  for (const name of tableNames) contents[name] = rowsAsText(name, [...state[name].values()], now);
  contents.audit = state.audit;
  return contents;
}

/** How long a claim stands at least. */
const claimsStand = 86_400_000;

function rowsAsText(name: string, rows: readonly object[], now: number): readonly string[] {
  return rows
    .filter((row) => !('claimedAt' in row) || Number(row.claimedAt) >= now - claimsStand)
    .map((row) => asText(withoutChance(name, row)))
    .sort();
}

/** What is random is compared with nothing, but that it is there. */
function withoutChance(name: string, row: object): object {
  if (name === 'feedbackKeys') return { ...row, secret: null };
  if (name !== 'feedbackAnswers') return row;
  return { ...row, key: null, link: 'link' in row && row.link !== null ? 'a link' : null };
}

/** Columns in one order; what is empty is not there. */
function asText(row: object): string {
  const entries = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  return JSON.stringify(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

export function entryText(at: number, action: string, subject: string, facts: object): string {
  const sorted = Object.entries(facts).sort(([one], [other]) =>
    Buffer.compare(Buffer.from(one), Buffer.from(other)),
  );
  return JSON.stringify([at, action, subject, sorted]);
}
