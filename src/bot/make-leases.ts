// Leases over the store: a beat that goes on is a living process, one that stands still a dead one; no clock is compared.
import { randomUUID } from 'node:crypto';
import { isOfProcess, type LeaseRow, leaseOfProcess } from '#store/records/leases.ts';
import type { Records, Store } from '#store/store.ts';
import type { Clock } from './clock.ts';
import { type Lease, type Leases, leaseMs } from './lease.ts';
import type { Log } from './log.ts';
import type { Meter } from './meter.ts';

export interface LeaseParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  /** A clock that only goes forward, in milliseconds: a machine's wall clock may jump by an hour. */
  readonly steady?: () => number;
}

/** This process among those that share the record. */
export interface Presence extends Leases {
  /** The name under which this process takes deliveries; another one after its lease was lost. */
  holder(): string;
  /** False as soon as others may take it for dead: then nothing more is sent. */
  isAlive(): boolean;
  /** Called with the number of living processes, now and whenever it changes. */
  watchNumber(told: (processes: number) => void): void;
  /** Called whenever a process has been found dead, or may have left something before this one began. */
  watchDeaths(told: () => void): void;
  /** Registers this process, and begins to beat and to watch the others. */
  start(): Promise<void>;
  /** One beat and one look at the others, at once; for tests. */
  pulse(): Promise<void>;
  /** Gives every lease back. */
  stop(): Promise<void>;
}

const pulseMs = 1_000;
const renewMs = 3_000;
/** Nothing is begun under a lease that is so close to its end. */
const margin = 2_000;

interface Held {
  readonly name: string;
  readonly ended: AbortController;
  renewedAt: number;
  note: string | undefined;
  /** As it stands in the record. */
  keptNote: string | undefined;
}

const noNote = { note: undefined, keptNote: undefined };

interface Waiting {
  readonly name: string;
  readonly settle: (lease: Lease) => void;
}

export function makeLeases({
  store,
  clock,
  log,
  meter,
  steady = () => performance.now(),
}: LeaseParts): Presence {
  const { isShared } = store.work;
  const held = new Map<string, Held>();
  const waiting = new Set<Waiting>();
  /** Since when each beat of others stands where it stands. */
  const watched = new Map<string, { readonly row: LeaseRow; readonly since: number }>();
  let holder = newHolder();
  let lastLook = steady();
  let lastBeat = Number.NEGATIVE_INFINITY;
  let number = 1;
  let numberTold: (processes: number) => void = () => undefined;
  let deathTold: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  let pulsing: Promise<void> = Promise.resolve();
  let isStopped = true;

  const write = <T>(work: (records: Records) => Promise<T>) =>
    store.write({ viewer: { kind: 'process' }, actor: 'leases', now: clock.now() }, work);

  function isHeld(lease: Held): boolean {
    if (lease.ended.signal.aborted) return false;
    return !isShared || steady() - lease.renewedAt < leaseMs - margin;
  }

  function note(name: string): Held {
    const lease = { name, ended: new AbortController(), renewedAt: steady(), ...noNote };
    held.set(name, lease);
    meter.holds(nameInFigures(name), true);
    return lease;
  }

  function lose(lease: Held): void {
    // It was given back while it was being renewed; another of this name may be held by now.
    if (held.get(lease.name) !== lease) return;
    held.delete(lease.name);
    meter.holds(nameInFigures(lease.name), false);
    lease.ended.abort();
    log.warn({ lease: lease.name }, 'A lease was lost: another process has taken over');
  }

  async function register(): Promise<void> {
    holder = newHolder();
    const name = leaseOfProcess(holder);
    const begun = steady();
    await write((records) => records.leases.take(name, holder));
    note(name).renewedAt = begun;
    // Its own, after it was taken for dead: a call of then may still be under way.
    await write((records) => records.deliveries.releaseOrphans(clock.now() + leaseMs));
  }

  async function beat(): Promise<void> {
    if (steady() - lastBeat < renewMs) return;
    // Nobody watches the beat of an embedded record, but its notes are for whoever comes after a crash.
    const beaten = [...held.values()].filter((lease) => isShared || lease.note !== lease.keptNote);
    if (beaten.length === 0) return;
    const begun = steady();
    const leases = beaten.map((lease) => ({ lease, note: lease.note }));
    const kept = await write(async (records) => {
      const answers: boolean[] = [];
      for (const { lease, note } of leases)
        answers.push(await records.leases.renew(lease.name, holder, note));
      return answers;
    });
    lastBeat = begun;
    for (const [at, { lease, note }] of leases.entries()) {
      if (kept[at]) {
        lease.renewedAt = begun;
        lease.keptNote = note;
      } else lose(lease);
    }
    if (!isStopped && !held.has(leaseOfProcess(holder))) await register();
  }

  async function look(): Promise<void> {
    const rows = await store.read({ kind: 'process' }, (records) => records.leases.all());
    const now = steady();
    // Who could not look for a while does not know whether the others have been beating meanwhile.
    if (now - lastLook > renewMs + pulseMs) watched.clear();
    lastLook = now;
    for (const name of watched.keys()) if (!rows.some((row) => row.name === name)) watched.delete(name);
    for (const row of rows) await consider(row, now);
    for (const one of [...waiting]) {
      const row = rows.find(({ name }) => name === one.name);
      if (!row || row.holder === '') await tryToTake(one);
      else if (isDead(row, now)) await tryToTakeOver(one, row);
    }
    const processes = rows.filter((row) => isOfProcess(row.name) && !isDead(row, now)).length;
    if (Math.max(1, processes) !== number) {
      number = Math.max(1, processes);
      numberTold(number);
    }
  }

  async function consider(row: LeaseRow, now: number): Promise<void> {
    // One that could not be given back still stands in this process's name: it is as dead as that of another.
    if (held.has(row.name) || row.holder === '') return;
    const before = watched.get(row.name)?.row;
    if (before?.beat !== row.beat || before.holder !== row.holder) {
      watched.set(row.name, { row, since: now });
    } else if (isOfProcess(row.name) && isDead(row, now)) {
      const released = await write(async (records) =>
        (await records.leases.bury(row)) ? records.deliveries.releaseOrphans(clock.now()) : undefined,
      );
      watched.delete(row.name);
      if (released !== undefined) deathTold();
      if (released !== undefined)
        log.warn({ released }, 'A process ended without a word: what it was sending is taken up');
    }
  }

  function isDead(row: LeaseRow, now: number): boolean {
    const seen = watched.get(row.name);
    return seen !== undefined && seen.row.beat === row.beat && now - seen.since >= leaseMs;
  }

  async function tryToTake(one: Waiting): Promise<void> {
    const begun = steady();
    const taken = await write((records) => records.leases.take(one.name, holder));
    if (taken) await grant(one, taken.note, begun);
  }

  async function tryToTakeOver(one: Waiting, row: LeaseRow): Promise<void> {
    const begun = steady();
    const taken = await write((records) => records.leases.takeOver(row, holder));
    if (taken) await grant(one, taken.note, begun);
  }

  async function grant(one: Waiting, inherited: string | undefined, begun: number): Promise<void> {
    const lease = note(one.name);
    lease.renewedAt = begun;
    lease.note = inherited;
    lease.keptNote = inherited;
    watched.delete(one.name);
    // Whoever wanted it has given up meanwhile.
    if (!waiting.delete(one)) return release(lease);
    one.settle({
      isHeld: () => isHeld(lease),
      ended: lease.ended.signal,
      inherited,
      leaveNote: (text) => {
        lease.note = text;
        if (timer === undefined) pulseLater();
      },
      release: () => release(lease),
    });
  }

  async function release(lease: Held): Promise<void> {
    // Lost before: what is held under this name now is another lease.
    if (held.get(lease.name) !== lease) return;
    held.delete(lease.name);
    meter.holds(nameInFigures(lease.name), false);
    lease.ended.abort();
    const isOwn = lease.name === leaseOfProcess(holder);
    await write(async (records) => {
      await records.leases.release(lease.name, holder, lease.note);
      // What did not end in time is another's now, once a call that is still under way must have ended.
      if (isOwn) await records.deliveries.releaseOrphans(clock.now() + leaseMs);
    });
  }

  function pulse(): Promise<void> {
    pulsing = pulsing.then(async () => {
      try {
        await beat();
        await look();
      } catch (error) {
        log.error({ error }, 'The leases could not be renewed: the record cannot be reached');
      }
    });
    return pulsing;
  }

  function pulseLater(): void {
    clearTimeout(timer);
    timer = undefined;
    // In an embedded record nobody else beats: it is watched only while somebody waits, or something dead lies there.
    const hasNews = [...held.values()].some((lease) => lease.note !== lease.keptNote);
    const isQuiet = !isShared && waiting.size === 0 && watched.size === 0 && !hasNews;
    if (!isStopped && !isQuiet) timer = setTimeout(() => void pulse().then(pulseLater), pulseMs).unref();
  }

  return {
    holder: () => holder,
    isAlive: () => {
      const own = held.get(leaseOfProcess(holder));
      return own !== undefined && isHeld(own);
    },
    watchNumber: (told) => {
      numberTold = told;
      told(number);
    },
    acquire: (name, giveUp) => {
      giveUp.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<Lease>();
      const one: Waiting = { name, settle: resolve };
      waiting.add(one);
      giveUp.addEventListener('abort', () => {
        if (waiting.delete(one)) reject(giveUp.reason);
      });
      void pulse().then(pulseLater);
      return promise;
    },
    watchDeaths: (told) => {
      deathTold = told;
      told();
    },
    start: async () => {
      isStopped = false;
      await register();
      await pulse();
      pulseLater();
    },
    pulse,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await pulsing;
      for (const lease of [...held.values()]) {
        await release(lease).catch((error: unknown) =>
          log.error({ error }, 'A lease could not be given back'),
        );
      }
    },
  };
}

/** A process's own lease has a new name at every start: counted as one. */
function nameInFigures(name: string): string {
  return isOfProcess(name) ? 'process' : name;
}

function newHolder(): string {
  return randomUUID();
}
