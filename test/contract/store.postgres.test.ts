// The contract on PostgreSQL, and what several processes on one database must not do to each other.
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { erasedName } from '#exchange/people.ts';
import { openStore } from '#store/open-store.ts';
import { type Store, StoreUnavailable } from '#store/store.ts';
import { afterPgRestore } from '#store/upkeep/restore-postgres.ts';
import { newPostgresPlace, openTestStore } from '../support/databases.ts';
import { storeContract } from './store.contract.ts';
import {
  arrangeExchange,
  change,
  day,
  look,
  newDelivery,
  nominate,
  noon,
  openCourse,
} from './store-bench.ts';

storeContract('postgres', () => openTestStore('postgres'));

describe('a record that pg_restore has brought back', () => {
  test('forgets again whoever is named', async () => {
    const { place, remove } = await newPostgresPlace();
    const before = await openStore(place);
    const { id } = await change(before, ({ people }) =>
      people.add({ name: 'CANARY', organisation: undefined, membership: 'confirmed' }),
    );
    await before.close();

    const { forgotten } = await afterPgRestore(place.databaseUrl, {
      sayAgain: false,
      now: noon,
      forget: [id, 'per-unknown'],
    });

    const after = await openStore(place);
    expect(forgotten).toBe(1);
    expect(await look(after, ({ people }) => people.byId(id))).toMatchObject({ name: erasedName });
    await after.close();
    await remove();
  });
});

describe('several processes on one PostgreSQL', () => {
  let databaseUrl: string;
  let stores: readonly Store[];
  let one: Store;
  let other: Store;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    const { place, remove: removing } = await newPostgresPlace();
    databaseUrl = place.databaseUrl;
    remove = removing;
    [one, other] = [await openStore(place), await openStore(place)];
    stores = [one, other];
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await remove();
  });

  test('seat no more people than there are seats', async () => {
    const exchange = await arrangeExchange(one);
    const { id: course } = await openCourse(one, exchange, { seats: 4 });
    const nominated = await nominate(
      one,
      exchange,
      course,
      Array.from({ length: 24 }, (_, at) => `Nominee ${at}`),
    );

    const outcomes = await Promise.all(
      nominated.flatMap(({ id }) =>
        stores.map((store) => change(store, ({ nominations }) => nominations.grantSeat(id))),
      ),
    );

    expect(outcomes.filter((outcome) => 'granted' in outcome)).toHaveLength(4);
    expect(await look(other, ({ courses }) => courses.byId(course))).toMatchObject({ granted: 4 });
    expect(await one.verifyAudit()).toMatchObject({ whole: true });
  });

  test('share deliveries, job slots and claims', async () => {
    const many = Array.from({ length: 20 }, (_, at) =>
      newDelivery(`shared ${at}`, { person: `per-${at % 12}` }),
    );
    await change(one, ({ deliveries }) => deliveries.add(many));

    const taken = await Promise.all(
      [...stores, ...stores].map((store, at) =>
        change(store, ({ deliveries }) => deliveries.take(Number.MAX_SAFE_INTEGER, 8, `holder ${at}`, [])),
      ),
    );
    const slots = await Promise.all(
      stores.map((store) => change(store, ({ settings }) => settings.takeSlot('job', 1))),
    );
    const claims = await Promise.all(
      stores.map((store) => change(store, (records) => records.claim('event'))),
    );

    const people = taken.flat().map(({ person }) => person);
    expect(people.length).toBeGreaterThanOrEqual(8);
    expect(new Set(people).size).toBe(people.length);
    expect(slots.toSorted()).toEqual([false, true]);
    expect(claims.toSorted()).toEqual([false, true]);
  });

  test('try again when they lock each other out', async () => {
    const { promise: bothHold, resolve: nowBothHold } = Promise.withResolvers<void>();
    let holding = 0;
    let tries = 0;
    const write = (store: Store, first: string, second: string) =>
      change(store, async ({ settings }) => {
        tries += 1;
        await settings.set(first, 'held');
        holding += 1;
        if (holding === 2) nowBothHold();
        await bothHold;
        await settings.set(second, 'held');
      });
    await change(one, async ({ settings }) => {
      await settings.set('a', '');
      await settings.set('b', '');
    });

    await Promise.all([write(one, 'a', 'b'), write(other, 'b', 'a')]);

    expect(tries).toBe(3);
    expect(await look(one, ({ settings }) => settings.get('a'))).toBe('held');
  });

  test('take no failed statement for a success, though its error was swallowed', async () => {
    const swallowed = change(one, async ({ claim, nominations }) => {
      await claim('before');
      await nominations.mark('crs-none', 'per-none', 'attended', 'per-none').catch(() => undefined);
    });

    await expect(swallowed).rejects.toThrow('its error was swallowed');
    expect(await change(one, ({ claim }) => claim('before'))).toBe(true);
  });

  test('close a round of feedback only after the answers that are on their way', async () => {
    const exchange = await arrangeExchange(one);
    const { id: course } = await openCourse(one, exchange);
    const round = { course, questionnaire: 'level-1/1', opensAt: noon, closesAt: noon + day };
    await change(one, ({ feedback }) => feedback.open(round, [exchange.ama.id]));
    const { promise: answered, resolve: tellAnswered } = Promise.withResolvers<void>();
    const { promise: mayCommit, resolve: letCommit } = Promise.withResolvers<void>();
    const order: string[] = [];

    const answering = change(one, async ({ feedback }) => {
      await feedback.answer(course, exchange.ama.id, { apply: 5 });
      tellAnswered();
      await mayCommit;
      order.push('answered');
    });
    await answered;
    const closing = change(other, async ({ feedback }) => {
      await feedback.close(course);
      order.push('closed');
    });
    await wait(200);
    letCommit();
    await Promise.all([answering, closing]);

    expect(order).toEqual(['answered', 'closed']);
    expect(await look(other, ({ feedback }) => feedback.released(course))).toEqual([{ apply: 5 }]);
  });

  test.each([
    [
      'an address where nothing answers',
      (url: URL, port: number) => (url.port = `${port}`),
      'No PostgreSQL answers',
    ],
    ['an unknown database', (url: URL) => (url.pathname = '/none'), 'does not exist: create it'],
    ['a wrong password', (url: URL) => (url.password = 'secret-canary'), 'refuses the password'],
  ])('say in a sentence what is wrong with %s, without the password', async (_, spoil, sentence) => {
    const url = new URL(databaseUrl);
    spoil(url, await unusedPort());

    const opened = openStore({ databaseUrl: url.href });

    await expect(opened).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(opened).rejects.toThrow(sentence);
    await expect(opened).rejects.not.toThrow('canary');
  });
});

async function unusedPort(): Promise<number> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<number>();
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 1));
  });
  return await promise;
}
