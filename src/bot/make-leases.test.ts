import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leaseOfProcess } from '#store/records/leases.ts';
import type { Records, Store } from '#store/store.ts';
import { newDelivery } from '../../test/contract/store-bench.ts';
import { databaseNames, openTestStore, type TestStore } from '../../test/support/databases.ts';
import { type Lease, leaseMs } from './lease.ts';
import { makeLeases, type Presence } from './make-leases.ts';
import { silentMeter } from './meter.ts';

const second = 1_000;
const hour = 3_600_000;
const never = new AbortController().signal;

/** One process among several: with a steady clock of its own origin, a wall clock that may jump, and a death. */
interface Process extends Presence {
  wall: number;
  /** Its record cannot be reached, as for one that is dead or cut off. */
  isCutOff: boolean;
  readonly told: number[];
}

let bench: TestStore;
let steadily: number;
let processes: Process[];
let writes: number;

async function process({ isShared = true, isStarted = true } = {}): Promise<Process> {
  const origin = Math.random() * 1e9;
  const told: number[] = [];
  const store: Store = {
    read: (viewer, work) => (self.isCutOff ? refused() : bench.store.read(viewer, work)),
    write: (act, work) => {
      writes += 1;
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
    steady: () => origin + steadily,
  });
  const self: Process = { ...presence, wall: Date.UTC(2027, 0, 4), isCutOff: false, told };
  if (isStarted) await presence.start();
  presence.watchNumber((number) => told.push(number));
  processes.push(self);
  return self;
}

function refused(): Promise<never> {
  return Promise.reject(new Error('The record cannot be reached.'));
}

/** Lets time pass, a second at a time; every process beats and looks in each, but for those left out. */
async function passes(ms: number, frozen: readonly Process[] = []): Promise<void> {
  for (let passed = 0; passed < ms; passed += second) {
    steadily += second;
    await Promise.all(processes.filter((one) => !frozen.includes(one)).map((one) => one.pulse()));
  }
}

/** Whether the lease has been granted by now, without waiting for it. */
function granted(lease: Promise<Lease>): { now(): Lease | undefined } {
  let got: Lease | undefined;
  void lease.then((one) => {
    got = one;
  });
  return { now: () => got };
}

const look = <T>(work: (records: Records) => Promise<T>) => bench.store.read({ kind: 'process' }, work);
const rows = () => look(({ leases }) => leases.all());
const change = <T>(work: (records: Records) => Promise<T>) =>
  bench.store.write({ viewer: { kind: 'process' }, actor: 'test', now: 0 }, work);

function arrange(name: (typeof databaseNames)[number]): void {
  beforeEach(async () => {
    bench = await openTestStore(name);
    steadily = 0;
    processes = [];
    writes = 0;
  });
  afterEach(async () => {
    for (const one of processes) one.isCutOff = false;
    await Promise.all(processes.map((one) => one.stop()));
    await bench.close();
  });
}

describe.each(databaseNames)('leases of several processes on %s', (name) => {
  arrange(name);

  it('are held by one, for as long as it beats', async () => {
    const [one, other] = [await process(), await process()];
    const lease = await one.acquire('gateway', never);
    const wanted = granted(other.acquire('gateway', never));

    await passes(60 * second);

    expect(wanted.now()).toBeUndefined();
    expect(lease.isHeld()).toBe(true);
    expect(lease.ended.aborted).toBe(false);
    expect([one.isAlive(), other.isAlive()]).toEqual([true, true]);
  });

  it('are taken over when the beat has stood still for so long, as watched, and not sooner', async () => {
    const [one, other] = [await process(), await process()];
    await one.acquire('gateway', never);
    const wanted = granted(other.acquire('gateway', never));
    await passes(5 * second);
    one.isCutOff = true;

    // The last beat was up to three seconds ago, and was seen up to one later.
    await passes(leaseMs - 4 * second);
    const early = wanted.now();
    await passes(5 * second);

    expect(early).toBeUndefined();
    expect(wanted.now()?.isHeld()).toBe(true);
    expect((await rows()).map((row) => row.name)).toEqual(['gateway', leaseOfProcess(other.holder())]);
  });

  it('are not held any more before anybody else can hold them', async () => {
    const [one, other] = [await process(), await process()];
    const lease = await one.acquire('gateway', never);
    const wanted = granted(other.acquire('gateway', never));
    await passes(4 * second);
    one.isCutOff = true;

    let heldByNobody = 0;
    while (!wanted.now()) {
      await passes(second);
      if (!lease.isHeld() && !wanted.now()) heldByNobody += 1;
      expect([lease, wanted.now()].filter((one) => one?.isHeld()).length).toBeLessThan(2);
    }

    expect(heldByNobody).toBeGreaterThanOrEqual(1);
    expect(one.isAlive()).toBe(false);
    one.isCutOff = false;
    await one.pulse();
    expect(lease.ended.aborted).toBe(true);
    expect(lease.isHeld()).toBe(false);
  });

  it('that were lost are found lost when the record is reached again, and the process begins anew', async () => {
    const [one, other] = [await process(), await process()];
    const before = one.holder();
    one.isCutOff = true;
    await passes(leaseMs + 3 * second);
    one.isCutOff = false;

    await passes(second);

    expect(one.isAlive()).toBe(true);
    expect(one.holder()).not.toBe(before);
    expect((await rows()).map((row) => row.name).toSorted()).toEqual(
      [one, other].map((each) => leaseOfProcess(each.holder())).toSorted(),
    );
  });

  it('outlast a record that nobody could reach for a while', async () => {
    const [one, other] = [await process(), await process()];
    const lease = await one.acquire('gateway', never);
    const wanted = granted(other.acquire('gateway', never));
    for (const each of processes) each.isCutOff = true;
    await passes(40 * second);
    const meanwhile = lease.isHeld();
    for (const each of processes) each.isCutOff = false;

    await passes(20 * second);

    expect(meanwhile).toBe(false);
    expect(lease.isHeld()).toBe(true);
    expect(wanted.now()).toBeUndefined();
  });

  it('are watched anew by whoever could not look for a while', async () => {
    const [one, other] = [await process(), await process()];
    await one.acquire('gateway', never);
    const wanted = granted(other.acquire('gateway', never));
    await passes(second);
    // The one that watches stands still for a minute, in which the other beats; then they go on in turn.
    steadily += 60 * second;
    await other.pulse();
    await other.pulse();
    const atOnce = wanted.now();
    await one.pulse();
    await passes(30 * second);

    expect(atOnce).toBeUndefined();
    expect(wanted.now()).toBeUndefined();
  });

  it('do not care how the clocks on the walls jump', async () => {
    const [one, other] = [await process(), await process()];
    const lease = await one.acquire('gateway', never);
    const wanted = granted(other.acquire('gateway', never));
    for (const jump of [hour, -hour, -hour, hour]) {
      one.wall += jump;
      other.wall -= 2 * jump;
      await passes(leaseMs + second);
    }
    const meanwhile = wanted.now();
    one.isCutOff = true;
    other.wall -= hour;
    await passes(leaseMs + 4 * second);

    expect(meanwhile).toBeUndefined();
    expect(lease.isHeld()).toBe(false);
    expect(wanted.now()?.isHeld()).toBe(true);
  });

  it('hand on the note of a holder that died, and then of one that gave it back', async () => {
    const [one, other, third] = [await process(), await process(), await process()];
    const first = await one.acquire('gateway', never);
    first.leaveNote('seen 1');
    await passes(4 * second);
    first.leaveNote('seen 2: too late to be kept');
    const wantedByOther = granted(other.acquire('gateway', never));
    await other.pulse();
    one.isCutOff = true;
    await passes(leaseMs + 4 * second);
    const heir = wantedByOther.now();
    const inheritedFromTheDead = heir?.inherited;
    const wantedByThird = granted(third.acquire('gateway', never));
    heir?.leaveNote('seen 3');

    await heir?.release();
    await third.pulse();

    expect(first.inherited).toBeUndefined();
    expect(inheritedFromTheDead).toBe('seen 1');
    expect(wantedByThird.now()?.inherited).toBe('seen 3');
    expect(heir?.ended.aborted).toBe(true);
  });

  it('that are given back go to one of those who wait', async () => {
    const [one, other, third] = [await process(), await process(), await process()];
    const lease = await one.acquire('gateway', never);
    const waiting = [other, third].map((each) => granted(each.acquire('gateway', never)));
    await passes(second);

    await lease.release();
    await passes(second);

    expect(lease.isHeld()).toBe(false);
    expect(waiting.filter((each) => each.now()?.isHeld())).toHaveLength(1);
  });

  it('are not kept for whoever has given up waiting', async () => {
    const [one, other] = [await process(), await process()];
    const lease = await one.acquire('gateway', never);
    const patience = new AbortController();
    const wanted = other.acquire('gateway', patience.signal);
    const refusal = expect(wanted).rejects.toThrow('enough');

    patience.abort(new Error('enough'));
    await refusal;
    await lease.release();
    await passes(2 * second);

    expect(await rows()).toHaveLength(2);
    expect((await one.acquire('gateway', never)).isHeld()).toBe(true);
  });

  it('given up in the moment of being granted are given back', async () => {
    const one = await process();
    const patience = new AbortController();

    const wanted = one.acquire('gateway', patience.signal).catch(() => 'given up');
    patience.abort();
    await one.pulse();

    expect(await wanted).toBe('given up');
    expect(await rows()).toHaveLength(1);
    expect((await one.acquire('gateway', never)).isHeld()).toBe(true);
  });

  it('are given back once: an old one ends no newer one of its name', async () => {
    const one = await process();
    const old = await one.acquire('gateway', never);
    await old.release();
    const newer = await one.acquire('gateway', never);

    await old.release();
    await passes(5 * second);

    expect(newer.isHeld()).toBe(true);
    expect(newer.ended.aborted).toBe(false);
    expect(await rows()).toHaveLength(2);
  });

  it('that could not be given back are taken again by the same process', async () => {
    const one = await process();
    const lease = await one.acquire('gateway', never);
    one.isCutOff = true;
    await expect(lease.release()).rejects.toThrow();
    one.isCutOff = false;
    const wanted = granted(one.acquire('gateway', never));

    await passes(leaseMs + 3 * second);

    expect(wanted.now()?.isHeld()).toBe(true);
  });

  it('say how many processes share the record, also when one joins, dies or ends', async () => {
    const one = await process();
    const other = await process();
    await passes(second);
    const third = await process();
    await passes(second);

    other.isCutOff = true;
    await passes(leaseMs + 4 * second);
    await third.stop();
    processes.splice(processes.indexOf(third), 1);
    await passes(2 * second);

    expect(one.told).toEqual([1, 2, 3, 2, 1]);
  });

  it('of a dead process end what it had taken, although another of its leases still stands', async () => {
    const [one, other] = [await process(), await process()];
    await one.acquire('gateway', never);
    await passes(2 * second);
    const deaths: number[] = [];
    other.watchDeaths(() => deaths.push(steadily));
    await change(async ({ deliveries }) => {
      await deliveries.add([newDelivery('a')]);
      await deliveries.take(hour, 1, one.holder(), []);
    });
    const sending = () => look(async ({ deliveries }) => (await deliveries.countByState()).sending);
    one.isCutOff = true;

    await passes(leaseMs - 4 * second);
    const early = await sending();
    await passes(5 * second);

    expect(early).toBe(1);
    expect(await sending()).toBe(0);
    expect((await rows()).map((row) => row.name)).toContain('gateway');
    // Once when it began to watch.
    expect(deaths).toHaveLength(2);
  });

  it('of a process that ends in order leave what it had not finished to others, after a while', async () => {
    const [one, other] = [await process(), await process()];
    const wall = other.wall;
    await change(async ({ deliveries }) => {
      await deliveries.add([newDelivery('a')]);
      await deliveries.take(wall, 1, one.holder(), []);
    });

    await one.stop();

    const take = (now: number) => change(({ deliveries }) => deliveries.take(now, 9, other.holder(), []));
    expect(await take(wall + leaseMs - 1)).toEqual([]);
    expect(await take(wall + leaseMs)).toHaveLength(1);
    expect((await rows()).map((row) => row.name)).toEqual([leaseOfProcess(other.holder())]);
  });
});

describe('leases of an embedded record', () => {
  arrange('sqlite');

  const quiet = { isShared: false };

  it('are not beaten while it is quiet, and are held all the same', async () => {
    const one = await process(quiet);
    const lease = await one.acquire('gateway', never);
    const before = [await rows(), writes];

    await passes(hour / 60);

    expect([await rows(), writes]).toEqual(before);
    expect([lease.isHeld(), one.isAlive()]).toEqual([true, true]);
  });

  it('keep a note for whoever comes after a crash', async () => {
    const one = await process(quiet);
    const lease = await one.acquire('gateway', never);
    lease.leaveNote('seen 1');
    await passes(4 * second);
    lease.leaveNote('seen 2');
    lease.leaveNote('seen 3');
    await passes(4 * second);
    const written = writes;
    await passes(10 * second);
    const writtenWhenQuiet = writes - written;

    one.isCutOff = true;
    const next = await process(quiet);
    const wanted = granted(next.acquire('gateway', never));
    await passes(leaseMs - second);
    const early = wanted.now();
    await passes(2 * second);

    expect(early).toBeUndefined();
    expect(wanted.now()?.inherited).toBe('seen 3');
    expect(writtenWhenQuiet).toBe(0);
  });

  it('of a process that crashed are buried by the next one, and what it was sending is given back', async () => {
    const crashed = await process(quiet);
    crashed.isCutOff = true;
    const next = await process(quiet);

    await passes(leaseMs + second);

    expect((await rows()).map((row) => row.name)).toEqual([leaseOfProcess(next.holder())]);
  });

  it('belong to the one process that has opened the file: nobody beats, so nobody else is to watch', async () => {
    const one = await process(quiet);
    await process(quiet);

    await passes(leaseMs + second);

    // Why two may never be made over one embedded record: each takes the other for dead, and does not notice.
    expect(one.isAlive()).toBe(true);
    expect(await rows()).toEqual([]);
  });
});
