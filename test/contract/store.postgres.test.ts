// The contract on PostgreSQL, and what several processes on one database must not do to each other.
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CourseState } from '#exchange/course.ts';
import { erasedName } from '#exchange/people.ts';
import { openStore } from '#store/open-store.ts';
import { type Store, StoreUnavailable } from '#store/store.ts';
import { afterPgRestore } from '#store/upkeep/restore-postgres.ts';
import { newPostgresPlace, openTestStore } from '../support/databases.ts';
import { approve, standingPass } from '../support/gate-papers.ts';
import { reactionOf, reactionTo } from '../support/reaction-round.ts';
import { ending } from './gate-changes.ts';
import { storeContract } from './store.contract.ts';
import {
  arrangeExchange,
  change,
  day,
  type Exchange,
  grantSeat,
  look,
  newDelivery,
  nominate,
  noon,
  openCourse,
  openCourseIn,
  pastTheStore,
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
      nominated.flatMap(({ id }) => stores.map((store) => grantSeat(store, id))),
    );

    expect(outcomes.filter((outcome) => 'granted' in outcome)).toHaveLength(4);
    expect(await look(other, ({ courses }) => courses.byId(course))).toMatchObject({ granted: 4 });
    expect(await one.verifyAudit()).toMatchObject({ whole: true });
  });

  /** What an approval ends with, by what is changed at the other process. */
  const changes = ending.filter(([what]) =>
    ['another title', 'another brief', 'another risk'].includes(what),
  );

  async function arrangeAtGate(exchange: Exchange, state: CourseState, name: string) {
    const arranged = await change(one, async (records) => {
      const { id } = await openCourseIn(records, exchange);
      const pass = await standingPass(records, id);
      await records.courses.move(id, ['call-open'], state, undefined, pass);
      return { id, pass };
    });
    const [nominated] = await nominate(one, exchange, arranged.id, [name]);
    return { ...arranged, nomination: nominated?.id ?? '' };
  }

  test.each([
    ['approved', 'gated'],
    ['on-hold', 'on-hold'],
  ] as const)('open no call with an approval that ends at the same moment, from %s', async (from, shut) => {
    const exchange = await arrangeExchange(one);
    const ended: unknown[] = [];

    for (let round = 0; round < 50; round += 1) {
      const { id, pass } = await arrangeAtGate(exchange, from, `Nominee ${round}`);
      const [, does] = changes[round % changes.length] ?? ending[0] ?? [];
      await Promise.all([
        change(other, async (records) => does?.(records, id, exchange.coordinator.id)),
        change(one, ({ courses }) => courses.move(id, [from], 'call-open', undefined, pass)),
      ]);
      const { state, approval } = await look(one, async ({ courses, clearances }) => ({
        state: (await courses.byId(id))?.state,
        approval: (await clearances.of(id)).approval?.standing,
      }));
      ended.push({ approval, isOpen: state !== shut && state !== 'on-hold' });
    }

    expect(ended).toEqual(Array.from({ length: 50 }, () => ({ approval: 'void', isOpen: false })));
  });

  test('give no seat with an approval that has ended, also at the same moment', async () => {
    const exchange = await arrangeExchange(one);
    const late: unknown[] = [];
    let granted = 0;

    for (let round = 0; round < 50; round += 1) {
      const { id, pass, nomination } = await arrangeAtGate(exchange, 'call-closed', `Nominee ${round}`);
      const [, does] = changes[round % changes.length] ?? ending[0] ?? [];
      const [, seat] = await Promise.all([
        change(other, async (records) => does?.(records, id, exchange.coordinator.id)),
        change(one, ({ nominations }) => nominations.grantSeat(nomination, pass)),
      ]);
      const entries = await pastTheStore(
        { databaseUrl },
        `select action from audit where (action = 'gate.void' and subject = '${id}')
          or (action = 'nomination.grant-seat' and subject = '${nomination}') order by sequence`,
      );
      const actions = entries.map(({ action }) => action);
      if ('granted' in seat) granted += 1;
      const expected = 'granted' in seat ? ['nomination.grant-seat', 'gate.void'] : ['gate.void'];
      if (JSON.stringify(actions) !== JSON.stringify(expected)) late.push({ seat, actions });
    }

    expect(late).toEqual([]);
    expect(granted).toBeLessThanOrEqual(50);
  });

  test('leave one decision standing when both decide', async () => {
    const exchange = await arrangeExchange(one);
    const { id } = await openCourse(one, exchange);

    await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) =>
        change(stores[at % 2] ?? one, (records) => approve(records, id, exchange.coordinator.id)),
      ),
    );

    const decisions = await look(one, (records) => records.decisions.of(id));
    const standing = decisions.filter(({ voidedAt }) => voidedAt === undefined);
    expect(standing).toEqual(decisions.slice(0, 1));
    expect(decisions.map(({ number }) => number)).toEqual(decisions.map((_, at) => decisions.length - at));
    expect(decisions.length).toBeGreaterThan(1);
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
    const round = reactionTo(course, noon, noon + day);
    await change(one, ({ feedback }) => feedback.open(round, [exchange.ama.id]));
    const { promise: answered, resolve: tellAnswered } = Promise.withResolvers<void>();
    const { promise: mayCommit, resolve: letCommit } = Promise.withResolvers<void>();
    const order: string[] = [];

    const answering = change(one, async ({ feedback }) => {
      await feedback.answer(reactionOf(course), exchange.ama.id, { apply: 5 });
      tellAnswered();
      await mayCommit;
      order.push('answered');
    });
    await answered;
    const closing = change(other, async ({ feedback }) => {
      await feedback.close(reactionOf(course));
      order.push('closed');
    });
    await wait(200);
    letCommit();
    await Promise.all([answering, closing]);

    expect(order).toEqual(['answered', 'closed']);
    expect(await look(other, ({ feedback }) => feedback.participation(reactionOf(course)))).toEqual({
      invited: 1,
      answered: 1,
    });
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
