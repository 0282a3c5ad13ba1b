import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leaseOfProcess } from '#store/records/leases.ts';
import { newDelivery } from '../../test/contract/store-bench.ts';
import { type Crowd, granted, openCrowd, second } from '../../test/support/crowd.ts';
import { databaseNames } from '../../test/support/databases.ts';
import { leaseMs } from './lease.ts';

const hour = 3_600_000;
const never = new AbortController().signal;

describe.each(databaseNames)('leases of several processes on %s', (name) => {
  let crowd: Crowd;

  beforeEach(async () => {
    crowd = await openCrowd(name);
  });
  afterEach(() => crowd.close());

  const rows = () => crowd.look(({ leases }) => leases.all());

  it('are held by one, for as long as it beats', async () => {
    const [one, other] = [await crowd.process(), await crowd.process()];
    const lease = await one.acquire('gateway', never);
    const wanted = granted(other.acquire('gateway', never));

    await crowd.passes(60 * second);

    expect(wanted.now()).toBeUndefined();
    expect(lease.isHeld()).toBe(true);
    expect(lease.ended.aborted).toBe(false);
    expect([one.isAlive(), other.isAlive()]).toEqual([true, true]);
  });

  it('are taken over when the beat has stood still for so long, as watched, and not sooner', async () => {
    const [one, other] = [await crowd.process(), await crowd.process()];
    await one.acquire('gateway', never);
    const wanted = granted(other.acquire('gateway', never));
    await crowd.passes(5 * second);
    one.isCutOff = true;

    // The last beat was up to three seconds ago, and was seen up to one later.
    await crowd.passes(leaseMs - 4 * second);
    const early = wanted.now();
    await crowd.passes(5 * second);

    expect(early).toBeUndefined();
    expect(wanted.now()?.isHeld()).toBe(true);
    expect((await rows()).map((row) => row.name)).toEqual(['gateway', leaseOfProcess(other.holder())]);
  });

  it('are not held any more before anybody else can hold them', async () => {
    const [one, other] = [await crowd.process(), await crowd.process()];
    const lease = await one.acquire('gateway', never);
    const wanted = granted(other.acquire('gateway', never));
    await crowd.passes(4 * second);
    one.isCutOff = true;

    let heldByNobody = 0;
    while (!wanted.now()) {
      await crowd.passes(second);
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
    const [one, other] = [await crowd.process(), await crowd.process()];
    const before = one.holder();
    one.isCutOff = true;
    await crowd.passes(leaseMs + 3 * second);
    one.isCutOff = false;

    await crowd.passes(second);

    expect(one.isAlive()).toBe(true);
    expect(one.holder()).not.toBe(before);
    expect((await rows()).map((row) => row.name).toSorted()).toEqual(
      [one, other].map((each) => leaseOfProcess(each.holder())).toSorted(),
    );
  });

  it('outlast a record that nobody could reach for a while', async () => {
    const [one, other] = [await crowd.process(), await crowd.process()];
    const lease = await one.acquire('gateway', never);
    const wanted = granted(other.acquire('gateway', never));
    for (const each of crowd.processes) each.isCutOff = true;
    await crowd.passes(40 * second);
    const meanwhile = lease.isHeld();
    for (const each of crowd.processes) each.isCutOff = false;

    await crowd.passes(20 * second);

    expect(meanwhile).toBe(false);
    expect(lease.isHeld()).toBe(true);
    expect(wanted.now()).toBeUndefined();
  });

  it('are watched anew by whoever could not look for a while', async () => {
    const [one, other] = [await crowd.process(), await crowd.process()];
    await one.acquire('gateway', never);
    const wanted = granted(other.acquire('gateway', never));
    await crowd.passes(second);
    // The one that watches stands still for a minute, in which the other beats; then they go on in turn.
    crowd.steadily += 60 * second;
    await other.pulse();
    await other.pulse();
    const atOnce = wanted.now();
    await one.pulse();
    await crowd.passes(30 * second);

    expect(atOnce).toBeUndefined();
    expect(wanted.now()).toBeUndefined();
  });

  it('do not care how the clocks on the walls jump', async () => {
    const [one, other] = [await crowd.process(), await crowd.process()];
    const lease = await one.acquire('gateway', never);
    const wanted = granted(other.acquire('gateway', never));
    for (const jump of [hour, -hour, -hour, hour]) {
      one.wall += jump;
      other.wall -= 2 * jump;
      await crowd.passes(leaseMs + second);
    }
    const meanwhile = wanted.now();
    one.isCutOff = true;
    other.wall -= hour;
    await crowd.passes(leaseMs + 4 * second);

    expect(meanwhile).toBeUndefined();
    expect(lease.isHeld()).toBe(false);
    expect(wanted.now()?.isHeld()).toBe(true);
  });

  it('hand on the note of a holder that died, and then of one that gave it back', async () => {
    const [one, other, third] = [await crowd.process(), await crowd.process(), await crowd.process()];
    const first = await one.acquire('gateway', never);
    first.leaveNote('seen 1');
    await crowd.passes(4 * second);
    first.leaveNote('seen 2: too late to be kept');
    const wantedByOther = granted(other.acquire('gateway', never));
    await other.pulse();
    one.isCutOff = true;
    await crowd.passes(leaseMs + 4 * second);
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
    const [one, other, third] = [await crowd.process(), await crowd.process(), await crowd.process()];
    const lease = await one.acquire('gateway', never);
    const waiting = [other, third].map((each) => granted(each.acquire('gateway', never)));
    await crowd.passes(second);

    await lease.release();
    await crowd.passes(second);

    expect(lease.isHeld()).toBe(false);
    expect(waiting.filter((each) => each.now()?.isHeld())).toHaveLength(1);
  });

  it('are not kept for whoever has given up waiting', async () => {
    const [one, other] = [await crowd.process(), await crowd.process()];
    const lease = await one.acquire('gateway', never);
    const patience = new AbortController();
    const wanted = other.acquire('gateway', patience.signal);
    const refusal = expect(wanted).rejects.toThrow('enough');

    patience.abort(new Error('enough'));
    await refusal;
    await lease.release();
    await crowd.passes(2 * second);

    expect(await rows()).toHaveLength(2);
    expect((await one.acquire('gateway', never)).isHeld()).toBe(true);
  });

  it('given up in the moment of being granted are given back', async () => {
    const one = await crowd.process();
    const patience = new AbortController();

    const wanted = one.acquire('gateway', patience.signal).catch(() => 'given up');
    patience.abort();
    await one.pulse();

    expect(await wanted).toBe('given up');
    expect(await rows()).toHaveLength(1);
    expect((await one.acquire('gateway', never)).isHeld()).toBe(true);
  });

  it('are given back once: an old one ends no newer one of its name', async () => {
    const one = await crowd.process();
    const old = await one.acquire('gateway', never);
    await old.release();
    const newer = await one.acquire('gateway', never);

    await old.release();
    await crowd.passes(5 * second);

    expect(newer.isHeld()).toBe(true);
    expect(newer.ended.aborted).toBe(false);
    expect(await rows()).toHaveLength(2);
  });

  it('that could not be given back are taken again by the same process', async () => {
    const one = await crowd.process();
    const lease = await one.acquire('gateway', never);
    one.isCutOff = true;
    await expect(lease.release()).rejects.toThrow();
    one.isCutOff = false;
    const wanted = granted(one.acquire('gateway', never));

    await crowd.passes(leaseMs + 3 * second);

    expect(wanted.now()?.isHeld()).toBe(true);
  });

  it('say how many processes share the record, also when one joins, dies or ends', async () => {
    const one = await crowd.process();
    const other = await crowd.process();
    await crowd.passes(second);
    const third = await crowd.process();
    await crowd.passes(second);

    other.isCutOff = true;
    await crowd.passes(leaseMs + 4 * second);
    await third.stop();
    crowd.processes.splice(crowd.processes.indexOf(third), 1);
    await crowd.passes(2 * second);

    expect(one.told).toEqual([1, 2, 3, 2, 1]);
  });

  it('of a dead process end what it had taken, although another of its leases still stands', async () => {
    const [one, other] = [await crowd.process(), await crowd.process()];
    await one.acquire('gateway', never);
    await crowd.passes(2 * second);
    const deaths: number[] = [];
    other.watchDeaths(() => deaths.push(crowd.steadily));
    await crowd.change(async ({ deliveries }) => {
      await deliveries.add([newDelivery('a')]);
      await deliveries.take(hour, 1, one.holder(), []);
    });
    const sending = () => crowd.look(async ({ deliveries }) => (await deliveries.countByState()).sending);
    one.isCutOff = true;

    await crowd.passes(leaseMs - 4 * second);
    const early = await sending();
    await crowd.passes(5 * second);

    expect(early).toBe(1);
    expect(await sending()).toBe(0);
    expect((await rows()).map((row) => row.name)).toContain('gateway');
    // Once when it began to watch.
    expect(deaths).toHaveLength(2);
  });

  it('of a process that ends in order leave what it had not finished to others, after a while', async () => {
    const [one, other] = [await crowd.process(), await crowd.process()];
    const wall = other.wall;
    await crowd.change(async ({ deliveries }) => {
      await deliveries.add([newDelivery('a')]);
      await deliveries.take(wall, 1, one.holder(), []);
    });

    await one.stop();

    const take = (now: number) =>
      crowd.change(({ deliveries }) => deliveries.take(now, 9, other.holder(), []));
    expect(await take(wall + leaseMs - 1)).toEqual([]);
    expect(await take(wall + leaseMs)).toHaveLength(1);
    expect((await rows()).map((row) => row.name)).toEqual([leaseOfProcess(other.holder())]);
  });
});
