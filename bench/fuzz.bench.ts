// Random operations on SQLite, on PostgreSQL and on a model: how many were done, and how many ended differently (none).
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migratePostgres } from '#store/migrate-postgres.ts';
import { createDatabase, dropDatabase } from '../test/support/cluster-databases.ts';
import type { TrialPlace, TrialPlaces } from '../test/support/differential/databases.ts';
import { fuzz } from '../test/support/differential/fuzz.ts';
import { startPostgres } from '../test/support/start-postgres.ts';

/** FUZZ_OPERATIONS makes it longer, FUZZ_SEED repeats one. */
export default async function fuzzBench(): Promise<void> {
  const operations = Number(process.env.FUZZ_OPERATIONS ?? 100_000);
  const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
  const cluster = await startPostgres();
  try {
    const places = await placesIn(cluster.url);
    const begun = performance.now();
    const { difference, ...done } = await fuzz({ seed, operations, places, compareEvery: 100 });
    const seconds = Math.round((performance.now() - begun) / 100) / 10;
    const differences = difference === undefined ? 0 : 1;
    process.stdout.write(
      `${JSON.stringify({ figure: done.operations, detail: { name: 'fuzz', ...done, differences, seed, seconds } })}\n`,
    );
    if (difference !== undefined) {
      process.stderr.write(`${difference}\n`);
      process.exitCode = 1;
    }
  } finally {
    await cluster.stop();
  }
}

/** Each PostgreSQL a copy of one that has its tables. */
async function placesIn(cluster: string): Promise<TrialPlaces> {
  const template = 'fuzz_template';
  await migratePostgres(await createDatabase(cluster, template));
  return { sqlite: sqlitePlace, postgres: () => postgresPlace(cluster, template) };
}

async function sqlitePlace(): Promise<TrialPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-fuzz-'));
  return {
    place: { sqliteFile: join(folder, 'attache.db') },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function postgresPlace(cluster: string, template: string): Promise<TrialPlace> {
  const name = `fuzz_${randomBytes(6).toString('hex')}`;
  const databaseUrl = await createDatabase(cluster, name, template);
  return { place: { databaseUrl }, remove: () => dropDatabase(cluster, name) };
}
