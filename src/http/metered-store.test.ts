import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentMeter } from '#bot/meter.ts';
import { Conflict, type Store, StoreUnavailable } from '#store/store.ts';
import { openTestStore, type TestStore } from '../../test/support/databases.ts';
import { meteredStore } from './metered-store.ts';

let record: TestStore;
let told: string[];

beforeEach(async () => {
  record = await openTestStore('sqlite');
  told = [];
});

afterEach(() => record.close());

const act = { viewer: { kind: 'process' }, actor: 'test', now: 0 } as const;

function metered(store: Store = record.store): Store {
  return meteredStore(store, {
    ...silentMeter,
    stored: (verb, outcome) => void told.push(`${verb} ${outcome}`),
  });
}

describe('a metered store', () => {
  it('reads and writes as the store behind it, and tells of both', async () => {
    const store = metered();

    const written = await store.write(act, (records) => records.claim('k'));
    const read = await store.read(act.viewer, ({ deliveries }) => deliveries.nextDue());

    expect([written, read]).toEqual([true, undefined]);
    expect(told).toEqual(['write done', 'read done']);
  });

  it('calls what the work itself decided no failure of the record', async () => {
    const store = metered();

    const left = store.write(act, async () => {
      throw new Error('refused by a rule');
    });

    await expect(left).rejects.toThrow('refused by a rule');
    expect(told).toEqual(['write refused']);
  });

  it.each([
    ['a full disk', new StoreUnavailable('The disk is full.'), 'failed'],
    ['a lost connection', Object.assign(new Error('read'), { code: 'ECONNRESET' }), 'failed'],
    ['a key that is taken', new Conflict('taken'), 'refused'],
  ])('tells of %s as it is', async (_, error, outcome) => {
    const store = metered({ ...record.store, write: () => Promise.reject(error) });

    await expect(store.write(act, (records) => records.claim('k'))).rejects.toBe(error);

    expect(told).toEqual([`write ${outcome}`]);
  });
});
