import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leaseOfProcess } from '#store/records/leases.ts';
import { type Crowd, granted, openCrowd, second } from '../../test/support/crowd.ts';
import { leaseMs } from './lease.ts';

const never = new AbortController().signal;

describe('leases of an embedded record', () => {
  let crowd: Crowd;

  beforeEach(async () => {
    crowd = await openCrowd('sqlite');
  });
  afterEach(() => crowd.close());

  const rows = () => crowd.look(({ leases }) => leases.all());

  const quiet = { isShared: false };

  it('are not beaten while it is quiet, and are held all the same', async () => {
    const one = await crowd.process(quiet);
    const lease = await one.acquire('gateway', never);
    const before = [await rows(), crowd.writes];

    await crowd.passes(60 * second);

    expect([await rows(), crowd.writes]).toEqual(before);
    expect([lease.isHeld(), one.isAlive()]).toEqual([true, true]);
  });

  it('keep a note for whoever comes after a crash', async () => {
    const one = await crowd.process(quiet);
    const lease = await one.acquire('gateway', never);
    lease.leaveNote('seen 1');
    await crowd.passes(4 * second);
    lease.leaveNote('seen 2');
    lease.leaveNote('seen 3');
    await crowd.passes(4 * second);
    const written = crowd.writes;
    await crowd.passes(10 * second);
    const writtenWhenQuiet = crowd.writes - written;

    one.isCutOff = true;
    const next = await crowd.process(quiet);
    const wanted = granted(next.acquire('gateway', never));
    await crowd.passes(leaseMs - second);
    const early = wanted.now();
    await crowd.passes(2 * second);

    expect(early).toBeUndefined();
    expect(wanted.now()?.inherited).toBe('seen 3');
    expect(writtenWhenQuiet).toBe(0);
  });

  it('of a process that crashed are buried by the next one, and what it was sending is given back', async () => {
    const crashed = await crowd.process(quiet);
    crashed.isCutOff = true;
    const next = await crowd.process(quiet);

    await crowd.passes(leaseMs + second);

    expect((await rows()).map((row) => row.name)).toEqual([leaseOfProcess(next.holder())]);
  });

  it('belong to the one process that has opened the file: nobody beats, so nobody else is to watch', async () => {
    const one = await crowd.process(quiet);
    await crowd.process(quiet);

    await crowd.passes(leaseMs + second);

    // Why two may never be made over one embedded record: each takes the other for dead, and does not notice.
    expect(one.isAlive()).toBe(true);
    expect(await rows()).toEqual([]);
  });
});
