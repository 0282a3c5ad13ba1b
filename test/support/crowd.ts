// A crowd: several processes on one record as their leases see it, with steady clocks, wall clocks that jump, and deaths.
import type { Lease } from '#bot/lease.ts';
import { makeLeases, type Presence } from '#bot/make-leases.ts';
import { silentMeter } from '#bot/meter.ts';
import type { Records, Store } from '#store/store.ts';
import { type DatabaseName, openTestStore } from './databases.ts';

export const second = 1_000;

/** One process among several, with a steady clock of its own origin. */
export interface Process extends Presence {
  /** What its clock on the wall shows, in epoch milliseconds. */
  wall: number;
  /** Its record cannot be reached, as for one that is dead or cut off. */
  isCutOff: boolean;
  /** How many processes it was told to be among, each time. */
  readonly told: number[];
}

export interface Crowd {
  readonly processes: Process[];
  /** Milliseconds that have passed for all of them. */
  steadily: number;
  /** So many writes were asked for. */
  writes: number;
  /** On an embedded record nobody shares it. */
  process(more?: { isShared: boolean }): Promise<Process>;
  /** Lets time pass, a second at a time; every process beats and looks in each. */
  passes(ms: number): Promise<void>;
  look<T>(work: (records: Records) => Promise<T>): Promise<T>;
  change<T>(work: (records: Records) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function openCrowd(name: DatabaseName): Promise<Crowd> {
  const bench = await openTestStore(name);
  const crowd: Crowd = {
    processes: [],
    steadily: 0,
    writes: 0,
    process: async ({ isShared } = { isShared: true }) => {
      const origin = Math.random() * 1e9;
      const told: number[] = [];
      const store: Store = {
        read: (viewer, work) => (self.isCutOff ? refused() : bench.store.read(viewer, work)),
        write: (act, work) => {
          crowd.writes += 1;
          return self.isCutOff ? refused() : bench.store.write(act, work);
        },
        verifyAudit: () => bench.store.verifyAudit(),
        close: () => bench.store.close(),
        work: { ...bench.store.work, isShared },
      };
      const presence = makeLeases({
        store,
        clock: { now: () => self.wall },
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        meter: silentMeter,
        steady: () => origin + crowd.steadily,
      });
      const self: Process = { ...presence, wall: Date.UTC(2027, 0, 4), isCutOff: false, told };
      await presence.start();
      presence.watchNumber((number) => told.push(number));
      crowd.processes.push(self);
      return self;
    },
    passes: async (ms) => {
      for (let passed = 0; passed < ms; passed += second) {
        crowd.steadily += second;
        await Promise.all(crowd.processes.map((one) => one.pulse()));
      }
    },
    look: (work) => bench.store.read({ kind: 'process' }, work),
    change: (work) => bench.store.write({ viewer: { kind: 'process' }, actor: 'test', now: 0 }, work),
    close: async () => {
      for (const one of crowd.processes) one.isCutOff = false;
      await Promise.all(crowd.processes.map((one) => one.stop()));
      await bench.close();
    },
  };
  return crowd;
}

/** Whether the lease has been granted by now, without waiting for it. */
export function granted(lease: Promise<Lease>): { now(): Lease | undefined } {
  let got: Lease | undefined;
  void lease.then((one) => {
    got = one;
  });
  return { now: () => got };
}

function refused(): Promise<never> {
  return Promise.reject(new Error('The record cannot be reached.'));
}
