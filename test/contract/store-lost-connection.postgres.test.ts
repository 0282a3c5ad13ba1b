// A connection to PostgreSQL that is cut while somebody works over it: that work fails, and the process lives.
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';
import { newPostgresPlace } from '../support/databases.ts';
import { change, look } from './store-bench.ts';

let store: Store;
let databaseUrl: string;
let remove: () => Promise<void>;

beforeEach(async () => {
  const { place, remove: removing } = await newPostgresPlace();
  databaseUrl = place.databaseUrl;
  remove = removing;
  store = await openStore(place);
});
afterEach(async () => {
  await store.close();
  await remove();
});

test('fails the write whose connection was cut, keeps nothing of it, and serves the next', async () => {
  const cut = change(store, async ({ settings }) => {
    await settings.set('half', 'kept');
    await cutConnections(databaseUrl);
    await settings.set('other half', 'kept');
  });

  await expect(cut).rejects.toThrow();

  await change(store, ({ settings }) => settings.set('next', 'kept'));
  expect(await look(store, ({ settings }) => settings.get('half'))).toBeUndefined();
  expect(await look(store, ({ settings }) => settings.get('next'))).toBe('kept');
});

async function cutConnections(address: string): Promise<void> {
  const client = new Client({ connectionString: address });
  await client.connect();
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'attache' and datname = current_database()",
  );
  await client.end();
  // The news of the cut must have arrived before the work goes on.
  await new Promise((resolve) => setTimeout(resolve, 100));
}
