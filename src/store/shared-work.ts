// Work among the processes that share a PostgreSQL database: pg-boss hands each piece to one of those that listen.
import type { PoolClient } from 'pg';
import { PgBoss } from 'pg-boss';
import { embeddedWork } from './embedded-work.ts';
import type { WorkKind, WorkQueue } from './store.ts';

export interface SharedWork extends WorkQueue {
  /** Writes pieces of work within the transaction of their cause. */
  write(offers: ReadonlyMap<WorkKind, number>, client: PoolClient): Promise<void>;
  /** Tells this process, too, once that transaction is kept: it need not wait for its own piece. */
  tell(offers: ReadonlyMap<WorkKind, number>): void;
}

const kinds = ['deliver', 'sweep'] as const satisfies readonly WorkKind[];

/** So much of what is offered makes one piece; whoever gets one goes on until nothing is left. */
const inOnePiece = 50;
const mostPieces = 40;
/**
 * A piece that a dead process had is of no more use: the leases give back its deliveries, in seconds, and a sweep has
 * its next slot. pg-boss's own rescue takes minutes (limits.md §4.1).
 */
const queueOptions = {
  retryLimit: 0,
  expireInSeconds: 120,
  retentionSeconds: 3600,
  deleteAfterSeconds: 60,
  notify: true,
};

/** Begins with the first `listen`: an operation that only reads or copies needs no queue. */
export function sharedWork(databaseUrl: string): SharedWork {
  const local = embeddedWork();
  let started: Promise<PgBoss> | undefined;

  function boss(): Promise<PgBoss> {
    started ??= startBoss(databaseUrl).catch((error: unknown) => {
      started = undefined;
      throw error;
    });
    return started;
  }

  return {
    isShared: true,
    tell: local.tell,

    async write(offers, client) {
      if (started === undefined || offers.size === 0) return;
      // What cannot be told to others is found when they look by themselves: it must not undo its cause.
      const running = await started.catch(() => undefined);
      if (!running) return;
      for (const [kind, number] of offers) {
        const pieces = Math.min(mostPieces, Math.ceil(number / inOnePiece));
        await running.insert(
          kind,
          Array.from({ length: pieces }, () => ({ data: { what: '' } })),
          { db: { executeSql: (text, values) => client.query(text, values) } },
        );
      }
    },

    async listen(kind, doIt) {
      await local.listen(kind, doIt);
      const running = await boss();
      await running.work<{ what: string }>(
        kind,
        // Each worker has one piece at a time: a second process gets the others.
        { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5, batchSize: 1 },
        async ([piece]) => doIt(piece?.data.what ?? ''),
      );
    },

    async offer(kind, what) {
      await (await boss()).send(kind, { what }, { singletonKey: what });
    },

    async stop() {
      await local.stop();
      const running = await started?.catch(() => undefined);
      started = undefined;
      await running?.stop({ graceful: true, timeout: 10_000, close: true });
    },
  };
}

async function startBoss(databaseUrl: string): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: 'attache work',
    max: 3,
    useListenNotify: true,
    // Its zoned schedules stall the loop (limits.md §4.1), and slots are ours.
    schedule: false,
  });
  // Unheard it would end the process; whoever reads or writes the record next says that the database is lost.
  boss.on('error', () => undefined);
  await boss.start();
  for (const kind of kinds) {
    await boss.createQueue(kind, { ...queueOptions, policy: kind === 'sweep' ? 'exclusive' : 'standard' });
  }
  return boss;
}
