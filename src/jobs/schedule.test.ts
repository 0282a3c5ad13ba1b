import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '#bot/answer.ts';
import { type Meter, silentMeter } from '#bot/meter.ts';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';
import { type DatabaseName, databaseNames } from '../../test/support/databases.ts';
import { openSendingBench, type SendingBench } from '../../test/support/sending-bench.ts';
import { defineJob, type Sweep } from './job.ts';
import { makeSchedule, type Schedule } from './schedule.ts';

const minute = 60_000;
const hour = 60 * minute;

interface Swept {
  readonly by: number;
  readonly late: number | undefined;
  readonly failed: boolean;
}

let bench: SendingBench;
let swept: Swept[];
let schedules: Schedule[];

function metering(by: number): Meter {
  return { ...silentMeter, swept: ({ late, failed }) => void swept.push({ by, late, failed }) };
}

/** Those that had a slot: not the sweeps at a start. */
function ofSlots(): readonly Swept[] {
  return swept.filter(({ late }) => late !== undefined);
}

async function started(
  sweep: (sweep: Sweep) => Promise<readonly Answer[]>,
  {
    everyMinutes = 10,
    store = bench.store,
    by = 1,
  }: { everyMinutes?: number; store?: Store; by?: number } = {},
): Promise<Schedule> {
  const schedule = makeSchedule({
    store,
    jobs: [defineJob({ name: 'digest', everyMinutes, sweep })],
    messages: bench.messages,
    clock: bench.clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    meter: metering(by),
  });
  await schedule.start();
  await schedule.sweepAll();
  schedules.push(schedule);
  return schedule;
}

function arrange(name: DatabaseName): void {
  beforeEach(async () => {
    bench = await openSendingBench(name);
    swept = [];
    schedules = [];
  });
  afterEach(async () => {
    await Promise.all(schedules.map((schedule) => schedule.stop()));
    await bench.store.work.stop();
    await bench.close();
  });
}

describe.each(databaseNames)('the schedule on %s', (name) => {
  arrange(name);

  /** Tells Ama once for every hour that the clock shows. */
  const hourly = async ({ now }: Sweep): Promise<readonly Answer[]> => {
    const hourOf = Math.floor(now / hour);
    const facts = { text: `${hourOf}` };
    return [{ tell: bench.ama, message: 'test/note', facts, key: `digest · ${hourOf}` }];
  };

  it('sweeps each slot once, though it is offered every minute', async () => {
    const schedule = await started(hourly);

    for (let at = 0; at < 35; at += 1) {
      await schedule.tick();
      await expect.poll(() => ofSlots().length, { timeout: 8_000 }).toBe(Math.floor(at / 10) + 1);
      bench.clock.at += minute;
    }

    expect(ofSlots().every(({ late = -1 }) => late >= 0 && late < 10 * minute)).toBe(true);
  });

  it('says nothing twice when the clock jumps an hour forth and back', async () => {
    await bench.change((records) => records.people.link('practice:ama', bench.ama, 'Ama'));
    const schedule = await started(hourly);
    const jumps = [0, 7, 60, -60, 60, 60, -60, -60, 53, -60, 60, 0, 60];

    for (const jump of jumps) {
      bench.clock.at += jump * minute;
      const before = swept.length;
      await schedule.tick();
      await schedule.sweepAll();
      await expect.poll(() => swept.length, { timeout: 8_000 }).toBeGreaterThan(before);
      await bench.sender.sendDue();
    }

    const said = bench.practice.says();
    expect(new Set(said).size).toBe(said.length);
    expect(said.length).toBeGreaterThan(2);
  });

  it('offers again a slot whose sweep failed', async () => {
    let isBroken = false;
    const schedule = await started(async (sweep) => {
      if (isBroken) throw new Error('The sweep is broken.');
      return hourly(sweep);
    });
    isBroken = true;
    await schedule.tick();
    await expect.poll(ofSlots, { timeout: 8_000 }).toMatchObject([{ failed: true }]);
    isBroken = false;

    await schedule.tick();

    await expect.poll(ofSlots, { timeout: 8_000 }).toMatchObject([{ failed: true }, { failed: false }]);
  });

  it('offers again a slot that was lost with the process that had it', async () => {
    const offered: string[] = [];
    const store: Store = {
      ...bench.store,
      read: (viewer, work) => bench.store.read(viewer, work),
      write: (act, work) => bench.store.write(act, work),
      verifyAudit: () => bench.store.verifyAudit(),
      close: () => bench.store.close(),
      work: {
        ...bench.store.work,
        offer: async (kind, what) => {
          offered.push(what);
          if (offered.length > 2) await bench.store.work.offer(kind, what);
        },
      },
    };
    const schedule = await started(hourly, { store });

    for (let at = 0; at < 6; at += 1) {
      await schedule.tick();
      if (offered.length > 2) await expect.poll(ofSlots, { timeout: 8_000 }).toHaveLength(1);
    }

    expect(offered).toHaveLength(3);
    expect(new Set(offered).size).toBe(1);
  });

  it('does nothing about a job that it does not know', async () => {
    await started(hourly);

    await bench.store.work.offer('sweep', 'job of a newer version · 7');
    await bench.store.work.offer('sweep', 'digest · 7');

    await expect.poll(ofSlots, { timeout: 8_000 }).toHaveLength(1);
  });

  it('ends a sweep that is under way before it has stopped', async () => {
    const begun = Promise.withResolvers<void>();
    let ended = 0;
    const schedule = await started(async () => {
      begun.resolve();
      await new Promise((resolve) => setTimeout(resolve, 100));
      ended += 1;
      return [];
    });
    await begun.promise;
    const before = ended;
    const sweeping = schedule.sweepAll();

    await schedule.stop();

    expect(ended).toBeGreaterThan(before);
    await sweeping;
  });
});

describe('three schedules on one PostgreSQL', () => {
  arrange('postgres');

  it('have each slot swept by exactly one of them', async () => {
    const place = { databaseUrl: bench.databaseUrl };
    const stores = [bench.store, await openStore(place), await openStore(place)];
    const sweep = async () => [];
    for (const [by, store] of stores.entries()) await started(sweep, { everyMinutes: 1, store, by });

    for (let slot = 0; slot < 8; slot += 1) {
      bench.clock.at += minute;
      await Promise.all(schedules.map((schedule) => schedule.tick()));
      await expect.poll(() => ofSlots().length, { timeout: 8_000 }).toBe(slot + 1);
    }
    await new Promise((resolve) => setTimeout(resolve, 1_500));

    expect(ofSlots()).toHaveLength(8);
    await Promise.all(schedules.map((schedule) => schedule.stop()));
    schedules = [];
    for (const store of stores.slice(1)) await store.close();
  });
});
