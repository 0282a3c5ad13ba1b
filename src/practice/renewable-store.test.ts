// Starting over while somebody reads: what has begun finishes on the old record, what comes later finds the new one.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#store/open-store.ts';
import { type RenewableStore, renewableStore } from './renewable-store.ts';

const everybody = { kind: 'process' } as const;

let folder: string;
let store: RenewableStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'renewable-'));
  store = renewableStore(await opened('old'));
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function opened(name: string) {
  const made = await openStore({ sqliteFile: join(folder, `${name}.db`) });
  const act = { viewer: everybody, actor: 'test', now: 0 };
  await made.write(act, (records) => records.settings.set('name', name));
  return made;
}

function nameIn(wait: Promise<void> = Promise.resolve()) {
  return store.read(everybody, async (records) => {
    await wait;
    return records.settings.get('name');
  });
}

describe('a store that is renewed', () => {
  it('lets a reader finish, and makes the next one wait for the new record', async () => {
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    const early = nameIn(held);
    const renewed = store.renew(() => opened('new'));
    const late = nameIn();
    letGo();

    expect(await early).toBe('old');
    expect(await late).toBe('new');
    await renewed;
    expect(await nameIn()).toBe('new');
  });

  it('says what went wrong where there is no new record', async () => {
    const renewed = store.renew(() => Promise.reject(new Error('The disk is full.')));

    await expect(renewed).rejects.toThrow('The disk is full.');
    await expect(nameIn()).rejects.toThrow('The disk is full.');
    await store.renew(() => opened('third'));
    expect(await nameIn()).toBe('third');
  });
});
