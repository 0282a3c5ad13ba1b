// A hundred renewals of the Socket Mode connections under a steady load: time without one, commands lost or doubled.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openStore } from '#store/open-store.ts';
import { median, rounded, say, startAttache, until } from './measure-program.ts';
import { writeRecord } from './slack-door.ts';
import { type SocketStandIn, startSocketStandIn } from './socket-stand-in.ts';

const renewals = Number(process.env.BENCH_RENEWALS ?? 100);
/** Milliseconds between commands, and between renewals. */
const every = { command: 5, renewal: 800 };
/** Milliseconds from Slack's notice to its end of the connection. */
const grace = 2_500;
/** As few as show what there is to wait for where nothing is sent after the notice. */
const strictRenewals = 20;

export default async function refresh(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-bench-'));
  const sqliteFile = join(folder, 'attache.db');
  await writeRecord(sqliteFile);
  const entriesBefore = await audited(sqliteFile);
  const slack = await startSocketStandIn();
  const program = await startAttache({
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_APP_TOKEN: 'xapp-bench',
    SLACK_API_URL: slack.apiUrl,
    DATA_FOLDER: folder,
    LOG_LEVEL: 'error',
  });
  try {
    await until(() => slack.count() === 2, 10_000, 5);
    const load = steadyLoad(slack);
    // One connection, of which nothing more is expected; then both at the same moment.
    for (let done = 0; done < renewals; done += 1) {
      slack.renew(done % 2 === 0 ? 'one' : 'all', { atOnce: done % 2 === 0, grace });
      await pause(every.renewal);
      await until(() => slack.count() === 2, 5_000, 5);
    }
    await load.stop();
    const deafMs = slack.deafMs();
    const sent = load.sent();
    const strict = await strictGaps(slack);
    await program.stop();

    const counts = [...slack.acknowledged.values()];
    const entries = (await audited(sqliteFile)) - entriesBefore;
    say({
      figure: 'refresh · milliseconds without a connection, commands lost or doubled',
      count:
        Math.round(deafMs) + slack.undeliverable.length + Math.abs(sent - entries) + wrong(counts).length,
      detail: {
        renewals,
        withoutConnectionMs: Math.round(deafMs),
        commands: sent,
        undeliverable: slack.undeliverable.length,
        neverAcknowledged: counts.filter((times) => times === 0).length,
        acknowledgedTwice: counts.filter((times) => times > 1).length,
        effectsInTheRecord: entries,
        // Where Slack sends to neither from the moment of its notice on, nobody can be faster than a new connection.
        bothToldAndNothingSentMs: {
          median: rounded(median(strict), 1),
          worst: rounded(Math.max(...strict), 1),
        },
        complaints: [...new Set(program.complaints)].slice(0, 5),
      },
    });
  } finally {
    await program.kill();
    slack.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function wrong(counts: readonly number[]): readonly number[] {
  return counts.filter((times) => times !== 1);
}

function steadyLoad(slack: SocketStandIn) {
  let sent = 0;
  const timer = setInterval(() => {
    slack.send(sent, '/my', sent % 2 === 0 ? 'language fr' : 'language en');
    sent += 1;
  }, every.command);
  return {
    sent: () => sent,
    stop: async () => {
      clearInterval(timer);
      await until(() => wrong([...slack.acknowledged.values()]).length === 0, 5_000, 20);
    },
  };
}

/** Milliseconds without a connection where both are told at one moment, and nothing is sent to them from then on. */
async function strictGaps(slack: SocketStandIn): Promise<readonly number[]> {
  const gaps: number[] = [];
  for (let done = 0; done < strictRenewals; done += 1) {
    const before = slack.deafMs();
    slack.renew('all', { atOnce: true, grace });
    await pause(every.renewal);
    await until(() => slack.count() === 2, 5_000, 5);
    gaps.push(slack.deafMs() - before);
  }
  return gaps;
}

async function audited(sqliteFile: string): Promise<number> {
  const store = await openStore({ sqliteFile });
  const verdict = await store.verifyAudit();
  await store.close();
  return verdict.whole ? verdict.count : 0;
}
