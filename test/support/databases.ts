// Stores to test on: each in a database of its own that is removed again, SQLite in a file, PostgreSQL for real.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openStore, type StorePlace } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';
import { createDatabase, dropDatabase } from './cluster-databases.ts';
import { migratedTemplate } from './postgres-keeper.ts';
import { scratchRoot } from './scratch-root.ts';

export const databaseNames = ['sqlite', 'postgres'] as const;

export type DatabaseName = (typeof databaseNames)[number];

/** An empty place for a store, for who opens it themselves: `main.ts`, or one store after another. */
export interface TestPlace<Place extends StorePlace = StorePlace> {
  readonly place: Place;
  /** Removes what is there; everything that is open on it is closed before. */
  remove(): Promise<void>;
}

export interface TestStore {
  readonly store: Store;
  readonly place: StorePlace;
  /** Closes the store and removes it. */
  close(): Promise<void>;
}

export async function newSqlitePlace(): Promise<TestPlace<{ sqliteFile: string }>> {
  const folder = await mkdtemp(join(scratchRoot(), 'attache-store-'));
  return {
    place: { sqliteFile: join(folder, 'attache.db') },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** In the one PostgreSQL of this test run, which starts with the first call. It has its tables, unless `bare`. */
export async function newPostgresPlace({ bare = false } = {}): Promise<TestPlace<{ databaseUrl: string }>> {
  const cluster = await clusterUrl();
  const name = `attache_${randomBytes(6).toString('hex')}`;
  const databaseUrl = await createDatabase(cluster, name, bare ? undefined : migratedTemplate);
  return { place: { databaseUrl }, remove: () => dropDatabase(cluster, name) };
}

export async function newPlace(name: DatabaseName): Promise<TestPlace> {
  return name === 'sqlite' ? await newSqlitePlace() : await newPostgresPlace();
}

export async function openTestStore(name: DatabaseName): Promise<TestStore> {
  const { place, remove } = await newPlace(name);
  const store = await openStore(place);
  return {
    store,
    place,
    close: async () => {
      await store.close();
      await remove();
    },
  };
}

async function clusterUrl(): Promise<string> {
  const response = await fetch(inject('postgresKeeper'));
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return answer;
}
