// The crash harness for a minute: the shipped program is killed again and again while it sends and answers.
import { describe, expect, it } from 'vitest';
import { type CrashFindings, type CrashPlan, runCrash } from '../../bench/crash/crash-run.ts';
import { newPostgresPlace } from '../support/databases.ts';

const nothingWrong = {
  lost: 0,
  doubled: 0,
  imagined: 0,
  acknowledgedWithoutEffect: 0,
  effectsTwice: 0,
  auditIsWhole: true,
  countersAreRight: true,
} satisfies Partial<CrashFindings>;

const plan = { processes: 1, recipients: 120, kills: 5, faults: 0.06, patienceMs: 90_000 } as const;

/** Most of each is waiting, so they run beside each other. */
describe.concurrent('a process that is killed at random moments', { timeout: 280_000 }, () => {
  it('loses nothing and says nothing twice, on an embedded record', async () => {
    const found = await runCrash({ ...plan, arm: 'attache' });

    expect(found).toMatchObject(nothingWrong);
    expect(found.commands.acknowledged).toBeGreaterThan(0);
  });

  it('loses nothing and says nothing twice, as two on one PostgreSQL', async () => {
    const { place, remove } = await newPostgresPlace({ bare: true });
    try {
      const { databaseUrl } = place;
      const found = await runCrash({ ...plan, databaseUrl, processes: 2, kills: 6, arm: 'attache' });

      expect(found).toMatchObject(nothingWrong);
    } finally {
      await remove();
    }
  });

  it.each<CrashPlan['arm']>(['mark before', 'mark after'])(
    'is found out where it would %s sending',
    async (arm) => {
      const found = await runCrash({ ...plan, recipients: 240, kills: 8, patienceMs: 20_000, arm });

      expect(found.lost + found.doubled).toBeGreaterThan(0);
    },
  );
});
