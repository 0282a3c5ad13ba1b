// Opens the store: one SQLite file by default, PostgreSQL where several processes share the work.
import { type NewId, newId as randomId } from './ids.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

export type StorePlace = { readonly sqliteFile: string } | { readonly databaseUrl: string };

/** Opens and migrates. Throws StoreUnavailable with a sentence for whoever starts Attaché. */
export async function openStore(
  place: StorePlace,
  { newId = randomId }: { readonly newId?: NewId } = {},
): Promise<Store> {
  if ('sqliteFile' in place) return await openSqlite(place.sqliteFile, newId);
  // PostgreSQL's driver is loaded only where it is wanted.
  const { openPostgres } = await import('./postgres.ts');
  return await openPostgres(place.databaseUrl, newId);
}
