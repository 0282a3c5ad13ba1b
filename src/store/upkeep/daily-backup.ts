// Sees to it that there is a copy of the embedded record that is no older than a day, while Attaché runs.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { newestCopy } from './backup-folder.ts';

export interface BackupOrder {
  readonly file: string;
  readonly folder: string;
  /** How many copies stay. */
  readonly keep: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

export type BackupOutcome =
  | { readonly copy: string; readonly bytes: number; readonly removed: number }
  | { readonly failure: string };

export interface DailyBackup {
  /** A copy that is being made is broken off, and made after the next start. */
  stop(): Promise<void>;
}

const day = 86_400_000;
/** Looked for so often; after a failure it is tried again with the next look. */
const lookEvery = 15 * 60_000;

/** The first look comes at once: what is due is judged by the copies that are there, and outlives every restart. */
export function keepDailyBackup(
  order: Omit<BackupOrder, 'now'>,
  heard: (outcome: BackupOutcome) => void,
  clock: () => number = Date.now,
): DailyBackup {
  let running: Worker | undefined;

  async function look(): Promise<void> {
    const now = clock();
    if (running !== undefined || !isDue(order.folder, now)) return;
    const worker = new Worker(new URL('./backup-worker.ts', import.meta.url), {
      workerData: { ...order, now },
    });
    running = worker;
    try {
      const first = [once(worker, 'message'), once(worker, 'exit')];
      const [outcome]: (BackupOutcome | number)[] = await Promise.race(first);
      if (typeof outcome === 'object') heard(outcome);
    } finally {
      running = undefined;
    }
  }

  function lookSafely(): void {
    look().catch((error: unknown) =>
      heard({ failure: error instanceof Error ? error.message : String(error) }),
    );
  }

  const timer = setInterval(lookSafely, lookEvery).unref();
  lookSafely();
  return {
    stop: async () => {
      clearInterval(timer);
      await running?.terminate();
    },
  };
}

/** A copy from the future is one of a clock that was wrong. */
function isDue(folder: string, now: number): boolean {
  const newest = newestCopy(folder);
  return newest === undefined || newest > now || now - newest >= day;
}
