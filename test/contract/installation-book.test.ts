// The book of installations over both databases: what one process learns the others know, and secrets can be changed.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InstallationBook, Installed } from '#bot/installation-book.ts';
import { leavePlace } from '#bot/leave-place.ts';
import { makeInstallationBook } from '#bot/make-installation-book.ts';
import { PlatformFailure } from '#bot/platform.ts';
import { resealInstallations, sortedByKey } from '#bot/reseal-installations.ts';
import { makeTokenCipher } from '#bot/token-cipher.ts';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';
import { readInstallations } from '#store/upkeep/read-installations.ts';
import { loadUnits } from '../../src/main.ts';
import { databaseNames, openTestStore, type TestStore } from '../support/databases.ts';
import { arrangeExchange, change, look, noon, pastTheStore } from './store-bench.ts';

const accra: Installed = {
  place: 'slack:T1',
  platform: 'slack',
  name: 'Accra Police',
  enterprise: undefined,
  botUser: 'U9',
  scopes: 'commands',
  installedBy: 'slack:T1:U1',
  token: 'xoxb-of-accra-canary',
};
const rabat: Installed = { ...accra, place: 'slack:T2', name: 'Rabat', token: 'xoxb-of-rabat-canary' };
const installAt = 'https://attache.example/slack/install';
const { messages: units } = await loadUnits();
const messages = new Map(units.map((message) => [message.name, message]));

describe.each(databaseNames)('the book of installations on %s', (database) => {
  let bench: TestStore;
  let coordinator: string;
  let now = noon;

  beforeAll(async () => {
    bench = await openTestStore(database);
    const exchange = await arrangeExchange(bench.store);
    coordinator = exchange.coordinator.id;
    await change(bench.store, ({ organisations }) =>
      organisations.tie(accra.place, exchange.accra.id, accra.name),
    );
  });
  beforeEach(async () => {
    now = noon;
    for (const table of ['installations', 'left_places', 'deliveries', 'claims'])
      await pastTheStore(bench.place, `delete from ${table}`);
  });
  afterAll(() => bench.close());

  function bookOf(
    secret: string,
    previous: readonly string[] = [],
    store: Store = bench.store,
  ): InstallationBook {
    const cipher = makeTokenCipher(secret, previous);
    return makeInstallationBook({ store, cipher, messages, clock: { now: () => now }, installAt });
  }

  function reseal(secret: string, previous: readonly string[], giveUpUnreadable = false) {
    const cipher = makeTokenCipher(secret, previous);
    return resealInstallations(bench.store, { cipher, messages, installAt, giveUpUnreadable, now });
  }

  const told = () =>
    look(bench.store, ({ deliveries }) => deliveries.list(['pending'], 100)).then((all) =>
      all.filter(({ message }) => message === 'exchange/place-left'),
    );

  const left = () =>
    look(bench.store, ({ places }) => places.left()).then((all) => all.map(({ place }) => place));

  test('keeps a token sealed, and gives it back', async () => {
    const book = bookOf('secret one');

    const outcomes = [await book.keep(accra), await book.keep({ ...accra, token: 'xoxb-newer-canary' })];

    expect(outcomes).toEqual(['first', 'again']);
    expect(await book.find('slack:T1')).toEqual({ token: 'xoxb-newer-canary', name: 'Accra Police' });
    expect(await book.find('slack:T2')).toBeUndefined();
    const rows = await pastTheStore(bench.place, 'select * from installations');
    expect(JSON.stringify(rows)).not.toContain('canary');
  });

  test('asks the record once for what many want at once', async () => {
    let reads = 0;
    const { store } = bench;
    const counting: Store = {
      read: (viewer, work) => {
        reads += 1;
        return store.read(viewer, work);
      },
      write: (act, work) => store.write(act, work),
      verifyAudit: () => store.verifyAudit(),
      work: store.work,
      close: () => store.close(),
    };
    const book = bookOf('secret one', [], counting);
    await book.keep(accra);

    const found = await Promise.all(Array.from({ length: 50 }, () => book.find('slack:T1')));

    expect(new Set(found.map((one) => one?.token))).toEqual(new Set([accra.token]));
    expect(reads).toBe(1);
  });

  test('ends an installation once, and tells each coordinator once', async () => {
    const book = bookOf('secret one');
    await book.keep(accra);

    await Promise.all(Array.from({ length: 5 }, () => book.ended('slack:T1', 'uninstalled', {})));
    await book.ended('slack:T1', 'revoked', { token: accra.token });
    await book.ended('slack:T9', 'uninstalled', {});

    expect(await book.find('slack:T1')).toBeUndefined();
    expect((await told()).map(({ person }) => person)).toEqual([coordinator]);
  });

  test('has left a place when its installation has ended, and never while it stands', async () => {
    const book = bookOf('secret one');
    const leaves = () =>
      change(bench.store, (records) => leavePlace(records, accra.place, { messages, now: noon }));
    await book.keep(accra);
    await leaves();
    const whileItStands = await left();

    await book.ended(accra.place, 'uninstalled', {});
    const once = await left();
    await book.keep(accra);
    const again = await left();
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([book.ended(accra.place, 'revoked', {}), book.keep(accra), leaves()]);
      const row = await look(bench.store, ({ installations }) => installations.byPlace(accra.place));

      expect(await left()).toEqual(row?.state === 'installed' ? [] : [accra.place]);
    }

    expect([whileItStands, once, again]).toEqual([[], [accra.place], []]);
  });

  test('leaves alone what was installed after the news, or has another token by now', async () => {
    const book = bookOf('secret one');
    await book.keep(accra);
    now += 60_000;
    await book.keep({ ...accra, token: 'xoxb-newer' });

    await book.ended('slack:T1', 'uninstalled', { until: now - 1 });
    await book.ended('slack:T1', 'revoked', { token: accra.token });

    expect((await book.find('slack:T1'))?.token).toBe('xoxb-newer');
  });

  test('gives a key to the first who claims it', async () => {
    const claims = await Promise.all(Array.from({ length: 5 }, () => bookOf('secret one').claim('state x')));

    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  test('seals everything anew under a new secret, in one go, and the old one opens nothing any more', async () => {
    for (const one of [accra, rabat]) await bookOf('old secret').keep(one);

    const first = await reseal('new secret', ['old secret']);
    const second = await reseal('new secret', []);

    expect(first).toEqual({ readable: 2, resealed: 2, unreadable: [] });
    expect(second).toEqual({ readable: 2, resealed: 0, unreadable: [] });
    expect((await bookOf('new secret').find('slack:T2'))?.token).toBe(rabat.token);
    const rows = await readInstallations(bench.place);
    expect(sortedByKey(rows, makeTokenCipher('old secret')).unreadable).toEqual(['slack:T1', 'slack:T2']);
    expect(await bench.store.verifyAudit()).toMatchObject({ whole: true });
  });

  test('tells a secret that is not at hand from an installation that is not there', async () => {
    await bookOf('secret one').keep(accra);
    const stranger = bookOf('secret two');

    const failure = await stranger.find('slack:T1').catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(PlatformFailure);
    expect(failure).toMatchObject({ kind: 'again', message: expect.stringContaining('ATTACHE_SECRET') });
    expect(await reseal('secret two', [])).toEqual({ readable: 0, resealed: 0, unreadable: ['slack:T1'] });
  });

  test('gives up what nobody can open any more when told to, and the workspace can install it again', async () => {
    await bookOf('lost secret').keep(accra);
    await bookOf('secret two').keep(rabat);

    const given = await reseal('secret two', [], true);
    await reseal('secret two', [], true);

    expect(given).toEqual({ readable: 1, resealed: 0, unreadable: ['slack:T1'] });
    expect(await bookOf('secret two').find('slack:T1')).toBeUndefined();
    expect(await told()).toHaveLength(1);
    await bookOf('secret two').keep(accra);
    expect((await bookOf('secret two').find('slack:T1'))?.token).toBe(accra.token);
  });

  test('of an installation whose row was exchanged for another’s opens nothing', async () => {
    const book = bookOf('secret one');
    for (const one of [accra, rabat]) await book.keep(one);

    await pastTheStore(
      bench.place,
      "update installations set token = (select token from installations where place = 'slack:T2') where place = 'slack:T1'",
    );

    await expect(bookOf('secret one').find('slack:T1')).rejects.toBeInstanceOf(PlatformFailure);
  });
});

describe('several processes over one record', () => {
  let bench: TestStore;
  let other: Store;

  beforeEach(async () => {
    bench = await openTestStore('postgres');
    other = await openStore(bench.place);
  });
  afterEach(async () => {
    await other.close();
    await bench.close();
  });

  test('know within seconds what one of them has learnt', async () => {
    const parts = { cipher: makeTokenCipher('secret one'), messages, clock: { now: () => noon }, installAt };
    const [here, there] = [bench.store, other].map((store) => makeInstallationBook({ ...parts, store }));
    if (!here || !there) throw new Error('There are two.');
    await here.keep(accra);
    const before = (await there.find('slack:T1'))?.token;

    await here.ended('slack:T1', 'uninstalled', {});
    const after = await eventually(async () => (await there.find('slack:T1')) === undefined);
    await here.keep({ ...accra, token: 'xoxb-newer' });
    const again = await eventually(async () => (await there.find('slack:T1'))?.token === 'xoxb-newer');

    expect([before, after, again]).toEqual([accra.token, true, true]);
    expect(await change(bench.store, ({ installations }) => installations.all())).toHaveLength(1);
  });

  async function eventually(isSo: () => Promise<boolean>): Promise<boolean> {
    const until = performance.now() + 10_000;
    while (performance.now() < until) {
      if (await isSo()) return true;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return false;
  }
});
