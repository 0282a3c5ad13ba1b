// Walks past the gate, from new seeds, by people, jobs and the clock in any order: how many steps, what was reached, leaks (none).
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migratePostgres } from '#store/migrate-postgres.ts';
import { createDatabase, dropDatabase } from '../test/support/cluster-databases.ts';
import type { TestPlace } from '../test/support/databases.ts';
import { walkTheGate } from '../test/support/gate-walk/walk.ts';
import { startPostgres } from '../test/support/start-postgres.ts';

const steps = 400;

/** GATE_STEPS makes it longer on each database, GATE_SEED repeats one. */
export default async function gateBench(): Promise<void> {
  const wanted = Number(process.env.GATE_STEPS ?? 8_000);
  const seed = Number(process.env.GATE_SEED ?? randomInt(2 ** 31));
  const cluster = await startPostgres();
  try {
    const template = 'gate_template';
    await migratePostgres(await createDatabase(cluster.url, template));
    for (const [database, newPlace] of [
      ['sqlite', sqlitePlace],
      ['postgres', () => postgresPlace(cluster.url, template)],
    ] as const) {
      const reached: Record<string, number> = {};
      const states = new Set<string>();
      const leaks: string[] = [];
      let walked = 0;
      for (; walked * steps < wanted; walked += 1) {
        const walk = await walkTheGate({ place: await newPlace(), seed: seed + walked, steps });
        for (const [what, count] of Object.entries(walk.reached))
          reached[what] = (reached[what] ?? 0) + count;
        for (const state of walk.states) states.add(state);
        leaks.push(...walk.leaks.map((leak) => `seed ${seed + walked}: ${leak}`));
        if (walk.errors.length > 0) leaks.push(`seed ${seed + walked}: ${JSON.stringify(walk.errors[0])}`);
      }
      const detail = {
        name: 'gate',
        database,
        seed,
        walks: walked,
        steps: walked * steps,
        reached,
        states: [...states],
      };
      process.stdout.write(`${JSON.stringify({ figure: leaks.length, detail })}\n`);
      if (leaks.length === 0) continue;
      process.stderr.write(`${leaks.join('\n')}\n`);
      process.exitCode = 1;
    }
  } finally {
    await cluster.stop();
  }
}

async function sqlitePlace(): Promise<TestPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-gate-'));
  return {
    place: { sqliteFile: join(folder, 'attache.db') },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function postgresPlace(cluster: string, template: string): Promise<TestPlace> {
  const name = `gate_${randomBytes(6).toString('hex')}`;
  const databaseUrl = await createDatabase(cluster, name, template);
  return { place: { databaseUrl }, remove: () => dropDatabase(cluster, name) };
}
