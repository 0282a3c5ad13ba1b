// The intake: what a platform acknowledged before it was answered outlives the process that was answering it.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KeptArrival } from '#store/records/intake.ts';
import type { Store } from '#store/store.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { Presence } from './make-leases.ts';
import type { Platform, PlatformName } from './platform.ts';

export interface Intake {
  keep(key: string, payload: string): Promise<void>;
  /** It has been dealt with, whether or not it was kept. */
  forget(key: string): void;
  /** Whether a process that has died had begun to deal with it. */
  isResumed(key: string): boolean;
  /** Has the platforms deal with what dead processes have left. */
  resume(platforms: readonly Platform[]): Promise<void>;
  /** Resolves when nothing is left to forget. */
  settled(): Promise<void>;
}

export interface IntakeParts {
  readonly store: Store;
  readonly presence: Pick<Presence, 'holder'>;
  readonly clock: Clock;
  readonly log: Log;
}

const noKeys: ReadonlySet<string> = new Set();

/** A platform takes an answer for a quarter of an hour (Discord) or half an hour (Slack): later nobody can be told. */
const goodFor = 15 * 60_000;

export function makeIntake({ store, presence, clock, log }: IntakeParts): Intake {
  /** What this process keeps, with the keys that were kept together with it, once they stand on disk. */
  const kept = new Map<string, Promise<ReadonlySet<string>>>();
  const resumed = new Set<string>();
  let toKeep: KeptArrival[] = [];
  let keeping: Promise<ReadonlySet<string>> | undefined;
  let forgetting: Promise<void> = Promise.resolve();
  let toForget: { readonly key: string; readonly written: Promise<ReadonlySet<string>> }[] = [];

  const act = () => ({ viewer: { kind: 'process' }, actor: 'intake', now: clock.now() }) as const;

  /** What comes in one turn of the loop is kept together: a crowd is acknowledged by one wait for the disk. */
  async function keepAll(): Promise<ReadonlySet<string>> {
    await nextTurn();
    const arrivals = toKeep;
    toKeep = [];
    keeping = undefined;
    return new Set(
      await store.write({ ...act(), isUrgent: true }, ({ intake }) =>
        intake.keep(arrivals, presence.holder()),
      ),
    );
  }

  async function forgetSome(): Promise<void> {
    const ended = toForget;
    toForget = [];
    const keys: string[] = [];
    for (const { key, written } of ended) {
      // Not before it stands there, or it would stay; and what another process has kept is that one's.
      const own = await written.catch(() => noKeys);
      if (own.has(key)) keys.push(key);
    }
    if (keys.length === 0) return;
    await store
      .write(act(), ({ intake }) => intake.forget(keys))
      .catch((error: unknown) => {
        // What stays is looked at again after the next start, and then found to have had its effect.
        log.warn({ error }, 'What was dealt with could not be forgotten yet');
      });
  }

  return {
    async keep(key, payload) {
      let written = kept.get(key);
      if (!written) {
        toKeep.push({ key, platform: platformOfKey(key), payload });
        keeping ??= keepAll();
        written = keeping;
        kept.set(key, written);
      }
      await written;
    },

    forget(key) {
      resumed.delete(key);
      const written = kept.get(key);
      if (!written) return;
      kept.delete(key);
      toForget.push({ key, written });
      forgetting = forgetting.then(forgetSome);
    },

    isResumed: (key) => resumed.has(key),

    async resume(platforms) {
      const left = await store.write(act(), ({ intake }) =>
        intake.takeOrphans(presence.holder(), clock.now() - goodFor),
      );
      for (const { key, platform, payload } of left) {
        kept.set(key, Promise.resolve(new Set([key])));
        resumed.add(key);
        log.warn({ key }, 'A request that an ended process had acknowledged is dealt with now');
        await platforms.find((one) => one.name === platform)?.resume(payload);
      }
    },

    settled: () => forgetting,
  };
}

/** For where nothing is acknowledged before it is answered, as in tests. */
export const noIntake: Intake = {
  keep: async () => undefined,
  forget: () => undefined,
  isResumed: () => false,
  resume: async () => undefined,
  settled: async () => undefined,
};

/** Keys begin with the platform's name: `slack:…`. */
function platformOfKey(key: string): PlatformName {
  const name = key.split(':', 1)[0];
  if (name === 'slack' || name === 'discord' || name === 'practice') return name;
  throw new Error(`The key "${key}" names no platform.`);
}
