// A connection to PostgreSQL that is cut while somebody works over it: that work fails, and the process lives.
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '#store/open-store.ts';
import { openWhenThere } from '#store/open-when-there.ts';
import { type Store, StoreUnavailable } from '#store/store.ts';
import { newPostgresPlace } from '../support/databases.ts';
import { type Cluster, startPostgres } from '../support/start-postgres.ts';
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

test('says that the connection was lost, and serves the next at once, also over connections that lay idle', async () => {
  await Promise.all(
    [1, 2, 3, 4].map((at) => change(store, ({ settings }) => settings.set(`warm ${at}`, 'x'))),
  );

  const cut = look(store, async ({ settings }) => {
    await cutConnections(databaseUrl);
    await settings.get('warm 1');
  });

  await expect(cut).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(cut).rejects.toThrow('The connection to PostgreSQL was lost: it is made again by itself');
  const next = await Promise.all(
    [1, 2, 3, 4].map((at) => look(store, ({ settings }) => settings.get(`warm ${at}`))),
  );
  expect(next).toEqual(['x', 'x', 'x', 'x']);
});

test('asks for one thing after the other over one connection, however many are wanted at once', async () => {
  const warnings: string[] = [];
  const hear = (warning: Error) => warnings.push(warning.message);
  process.on('warning', hear);

  const kept = await change(store, async ({ settings }) => {
    await Promise.all([1, 2, 3].map((at) => settings.set(`at once ${at}`, String(at))));
    return await Promise.all([1, 2, 3].map((at) => settings.get(`at once ${at}`)));
  });
  const half = change(store, ({ settings }) =>
    Promise.all([
      settings.set('half', 'kept'),
      Promise.reject(new Error('refused')),
      settings.set('other', 'kept'),
    ]),
  );

  await expect(half).rejects.toThrow('refused');
  expect(kept).toEqual(['1', '2', '3']);
  expect(await look(store, ({ settings }) => settings.get('half'))).toBeUndefined();
  process.off('warning', hear);
  expect(warnings).toEqual([]);
});

describe('a PostgreSQL of its own', () => {
  let cluster: Cluster;
  let own: Store | undefined;

  beforeEach(async () => {
    cluster = await startPostgres();
  });
  afterEach(async () => {
    await own?.close();
    own = undefined;
    await cluster.stop();
  });

  async function open(): Promise<Store> {
    own = await openStore({ databaseUrl: cluster.url });
    return own;
  }

  test('that is stopped and started again is told while it is gone, and used again without anybody', async () => {
    const one = await open();
    await change(one, ({ settings }) => settings.set('before', 'kept'));

    await cluster.pause();
    const gone = await Promise.allSettled([
      change(one, ({ settings }) => settings.set('while', 'lost')),
      look(one, ({ settings }) => settings.get('before')),
      one.verifyAudit(),
    ]);
    await cluster.resume();
    await change(one, ({ settings }) => settings.set('after', 'kept'));

    for (const outcome of gone) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailable' } });
      expect(String(outcome.status === 'rejected' && outcome.reason.message)).toMatch(
        /^(No PostgreSQL answers at the address|The connection to PostgreSQL was lost)/,
      );
    }
    expect(await look(one, ({ settings }) => settings.get('before'))).toBe('kept');
    expect(await look(one, ({ settings }) => settings.get('while'))).toBeUndefined();
    expect(await one.verifyAudit()).toMatchObject({ whole: true, count: 2 });
  });

  test('that becomes a server which only lets read says so, still answers, and takes changes again after', async () => {
    const one = await open();
    await Promise.all(
      [1, 2, 3].map((at) => change(one, ({ settings }) => settings.set(`warm ${at}`, 'kept'))),
    );

    await onlyReads(cluster.url, 'on');
    const refused = change(one, ({ settings }) => settings.set('while', 'lost'));

    await expect(refused).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(refused).rejects.toThrow('only lets read: give the address of the primary server.');
    expect(await look(one, ({ settings }) => settings.get('warm 1'))).toBe('kept');
    await onlyReads(cluster.url, 'off');
    await change(one, ({ settings }) => settings.set('after', 'kept'));
    expect(await one.verifyAudit()).toMatchObject({ whole: true, count: 4 });
  });

  test('that is not there yet is waited for at the start, and said so once', async () => {
    await cluster.pause();
    const said: string[] = [];

    const opening = openWhenThere(
      { databaseUrl: cluster.url },
      { most: 60_000, says: (one) => said.push(one) },
    );
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await cluster.resume();
    own = await opening;

    expect(said).toEqual([
      expect.stringMatching(
        /^No PostgreSQL answers at the address in DATABASE_URL: .* Attaché waits for it for 60 seconds more\.$/,
      ),
    ]);
    expect(await own.verifyAudit()).toMatchObject({ whole: true });
  });

  test('that does not come is given up, and a wrong password at once', async () => {
    await cluster.pause();
    const late = openWhenThere({ databaseUrl: cluster.url }, { most: 1_000, says: () => undefined });
    await expect(late).rejects.toThrow('No PostgreSQL answers at the address');
    await cluster.resume();
    const wrong = new URL(cluster.url);
    wrong.password = 'wrong';
    const from = performance.now();

    const opening = openWhenThere({ databaseUrl: wrong.href }, { most: 60_000, says: () => undefined });

    await expect(opening).rejects.toThrow('PostgreSQL refuses the password in DATABASE_URL');
    expect(performance.now() - from).toBeLessThan(10_000);
  });
});

/** As a primary that has become a standby answers (25006); for connections that are open already, too. */
async function onlyReads(address: string, onOff: 'on' | 'off'): Promise<void> {
  const client = new Client({ connectionString: address });
  await client.connect();
  await client.query('set default_transaction_read_only = off');
  await client.query(`alter system set default_transaction_read_only = ${onOff}`);
  await client.query('select pg_reload_conf()');
  await client.end();
  // The server's processes hear of it a moment later.
  await new Promise((resolve) => setTimeout(resolve, 500));
}

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
