// Opens the store, and waits a while for a PostgreSQL that is not there yet, as when a machine starts.
import { setTimeout as wait } from 'node:timers/promises';
import { openStore, type StorePlace } from './open-store.ts';
import { mayPass } from './postgres-errors.ts';
import type { Store } from './store.ts';

export interface Patience {
  /** Milliseconds in all; after that it is for whoever keeps services running to start Attaché anew. */
  readonly most: number;
  /** Said at the first failure, and each minute. */
  readonly says: (sentence: string) => void;
  /** Rejects with its reason when this is aborted first. */
  readonly giveUp?: AbortSignal | undefined;
}

const firstWait = 500;
const longestWait = 10_000;
const saysEvery = 60_000;

/** Throws StoreUnavailable, at once for what does not pass by itself: a wrong password, a file that another has. */
export async function openWhenThere(place: StorePlace, { most, says, giveUp }: Patience): Promise<Store> {
  const from = performance.now();
  let saidAt: number | undefined;
  for (let pause = firstWait; ; pause = Math.min(longestWait, pause * 2)) {
    try {
      return await openStore(place);
    } catch (error) {
      const now = performance.now();
      if (!mayPass(error) || now - from + pause > most) throw error;
      if (saidAt === undefined || now - saidAt >= saysEvery) {
        saidAt = now;
        const sentence = error instanceof Error ? error.message : String(error);
        says(`${sentence} Attaché waits for it for ${Math.round((most - now + from) / 1000)} seconds more.`);
      }
      giveUp?.throwIfAborted();
      await wait(pause, undefined, { signal: giveUp }).catch(() => giveUp?.throwIfAborted());
    }
  }
}
