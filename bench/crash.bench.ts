// Crash: processes killed at random moments, also inside a send, on both databases, while the platforms have a bad day.
// It counts what the platforms accepted, not what the bot believes; senders that are wrong must be found wrong.
import { createDatabase } from '../test/support/cluster-databases.ts';
import { startPostgres } from '../test/support/start-postgres.ts';
import { type CrashFindings, type CrashPlan, runCrash } from './crash/crash-run.ts';
import { say } from './measure-program.ts';

/** Kills in all of the program itself; the controls have fewer. `CRASH_KILLS=1000` takes the better part of an hour. */
const kills = Number(process.env.CRASH_KILLS ?? '90');
const recipients = Number(process.env.CRASH_RECIPIENTS ?? String(kills * 10));
const faults = 0.05;
const patienceMs = 240_000;

export default async function crash(): Promise<void> {
  const cluster = await startPostgres();
  try {
    for (const arm of ['mark before', 'mark after'] as const) await control(arm);
    for (const arm of ['repeats without looking', 'leaves what the dead had taken'] as const)
      await control(arm);
    const found: CrashFindings[] = [];
    for (const [name, processes, part] of [
      ['embedded', 1, 0.3],
      ['one process', 1, 0.1],
      ['two processes', 2, 0.25],
      ['three processes', 3, 0.35],
    ] as const) {
      const isShared = name !== 'embedded';
      const plan: CrashPlan = {
        ...(isShared ? { databaseUrl: await createDatabase(cluster.url, `crash_${found.length}`) } : {}),
        processes,
        recipients: Math.ceil(recipients * part),
        kills: Math.ceil(kills * part),
        faults,
        arm: 'attache',
        patienceMs,
      };
      const findings = await runCrash(plan);
      found.push(findings);
      report(`crash · ${isShared ? `PostgreSQL, ${name}` : 'embedded record'}`, findings, isClean(findings));
    }
    const total = (count: (one: CrashFindings) => number) => found.reduce((sum, one) => sum + count(one), 0);
    say({
      figure: 'crash · in all',
      kills: total((one) => one.kills),
      recipients: total((one) => one.recipients),
      lost: total((one) => one.lost),
      sentTwice: total((one) => one.doubled),
      listed: total((one) => one.listed),
      acknowledged: total((one) => one.commands.acknowledged),
      acknowledgedWithoutEffect: total((one) => one.acknowledgedWithoutEffect),
      effectsTwice: total((one) => one.effectsTwice),
      whole: found.every(isClean),
    });
  } finally {
    await cluster.stop();
  }
}

/** A wrong sender must lose or double something; if it does not, the harness sees nothing. */
async function control(arm: CrashPlan['arm']): Promise<void> {
  const findings = await runCrash({
    processes: 1,
    recipients: 300,
    kills: 12,
    faults,
    arm,
    patienceMs: arm === 'leaves what the dead had taken' ? 30_000 : 60_000,
  });
  report(`crash · control, ${arm}: must be found wrong`, findings, findings.lost + findings.doubled > 0);
}

function isClean(found: CrashFindings): boolean {
  const wrong = [
    found.lost,
    found.doubled,
    found.imagined,
    found.acknowledgedWithoutEffect,
    found.effectsTwice,
  ];
  return wrong.every((number) => number === 0) && found.auditIsWhole && found.countersAreRight;
}

function report(figure: string, { lost, doubled, ...detail }: CrashFindings, whole: boolean): void {
  say({ figure, lost, sentTwice: doubled, whole, detail });
}
