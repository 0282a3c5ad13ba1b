// What the record keeps of installations, for the doctor: read beside whoever works on it, tokens sealed as they are.
import { existsSync } from 'node:fs';
import { drizzle as overSqlite } from 'drizzle-orm/better-sqlite3';
import { drizzle as overPostgres } from 'drizzle-orm/node-postgres';
import type { Connection } from '../connection.ts';
import type { StorePlace } from '../open-store.ts';
import { type Installation, installationFrom } from '../records/installations.ts';
import { postgresTables } from '../schema.postgres.ts';
import { sqliteConnection } from '../sqlite-connection.ts';
import { askPostgres } from './ask-postgres.ts';
import { lookInto } from './record-check.ts';

/** None where there is no record yet. Throws StoreUnavailable with a sentence. */
export async function readInstallations(place: StorePlace): Promise<readonly Installation[]> {
  if ('databaseUrl' in place)
    return askPostgres(place.databaseUrl, (client) =>
      all({ db: overPostgres(client), tables: postgresTables }),
    );
  if (!existsSync(place.sqliteFile)) return [];
  return lookInto(place.sqliteFile, (client) => all(sqliteConnection(overSqlite(client))));
}

async function all({ db, tables }: Connection): Promise<readonly Installation[]> {
  return (await db.select().from(tables.installations)).map(installationFrom);
}
