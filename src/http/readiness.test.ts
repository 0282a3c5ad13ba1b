import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Store, StoreUnavailable } from '#store/store.ts';
import { openTestStore, type TestStore } from '../../test/support/databases.ts';
import { whyNotAlive } from './liveness.ts';
import { makeReadiness } from './readiness.ts';
import { type Vitals, watchVitals } from './vitals.ts';

let now: number;
let vitals: Vitals;
let record: TestStore;

beforeEach(async () => {
  now = 1_000_000;
  vitals = watchVitals(() => now);
  record = await openTestStore('sqlite');
});

afterEach(async () => {
  vitals.close();
  await record.close();
});

function readinessOf(store: Store) {
  return makeReadiness({
    vitals,
    store: () => store,
    platforms: [],
    isStopping: () => false,
    patience: 50,
  });
}

describe('readiness', () => {
  it('says what the record says when it can keep nothing', async () => {
    vitals.meter.ticked();
    const full: Store = {
      ...record.store,
      read: (viewer, work) => record.store.read(viewer, work),
      write: () => Promise.reject(new StoreUnavailable('The disk is full: make room.')),
    };

    const missing = await readinessOf(full)();

    expect(missing).toEqual([
      { what: 'record', says: 'Nothing can be kept in the record. The disk is full: make room.' },
    ]);
  });

  it('does not wait for a record that hangs, nor ask it again before it has answered', async () => {
    vitals.meter.ticked();
    let asked = 0;
    const hanging: Store = {
      ...record.store,
      read: (viewer, work) => record.store.read(viewer, work),
      write: () => {
        asked += 1;
        return new Promise<never>(() => undefined);
      },
    };
    const readiness = readinessOf(hanging);

    const first = await readiness();
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await Promise.all([readiness(), readiness()]);

    expect(first.map(({ says }) => says)).toEqual([
      'Nothing can be kept in the record. It has not answered within 0.05 seconds.',
    ]);
    expect(asked).toBe(1);
  });

  it('misses a schedule that has stopped ticking', async () => {
    vitals.meter.ticked();
    now += 200_000;

    const missing = await readinessOf(record.store)();

    expect(missing).toEqual([{ what: 'schedule', says: 'The schedule has not ticked for 200 seconds.' }]);
  });
});

describe('liveness', () => {
  it('is told of a loop that stood still, and forgets it again', () => {
    now += 9_500;
    const during = whyNotAlive(vitals, false);
    now += 1_000;
    const after = whyNotAlive(vitals, false);
    for (let beats = 0; beats < 30; beats += 1) {
      now += 500;
      whyNotAlive(vitals, false);
    }
    const later = whyNotAlive(vitals, false);

    expect(during).toEqual(['The event loop stood still for 9 seconds, 0 seconds ago.']);
    expect(after).toEqual(['The event loop stood still for 9 seconds, 1 seconds ago.']);
    expect(later).toEqual([]);
  });

  it('does not take a request for granted that never ends', () => {
    const first = vitals.meter.begun();
    const second = vitals.meter.begun();
    const measure = {
      kind: 'command',
      path: 'course list',
      outcome: 'answered',
      platform: 'slack',
      firstReplyAfter: 1,
    } as const;
    for (let beats = 0; beats < 30; beats += 1) {
      now += 4_500;
      vitals.stall();
    }

    const hanging = whyNotAlive(vitals, false);
    first(measure);
    second(measure);

    expect(hanging).toEqual(['A request has been under way for 135 seconds.']);
    expect(vitals.requestsUnderWay()).toBe(0);
    expect(whyNotAlive(vitals, false)).toEqual([]);
  });
});
