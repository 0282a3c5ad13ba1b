// Transactions: whole or not at all, apart from each other, and every text and instant as it was given.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Conflict } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import {
  act,
  arrangeExchange,
  change,
  type Exchange,
  everything,
  look,
  noon,
  type OpenStore,
  proposal,
} from './store-bench.ts';

export function transactionContract(open: OpenStore): void {
  describe('transactions', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    test('rolls a failed write back whole', async () => {
      const failed = change(bench.store, async ({ settings, people }) => {
        await settings.set('half', 'done');
        await people.change(exchange.ama.id, { rank: 'Major' });
        throw new TypeError('no further');
      });

      await expect(failed).rejects.toThrow(new TypeError('no further'));
      await look(bench.store, async ({ settings, people }) => {
        expect(await settings.get('half')).toBeUndefined();
        expect((await people.byId(exchange.ama.id))?.rank).toBeUndefined();
      });
      expect(await bench.store.verifyAudit()).toMatchObject({ whole: true });
    });

    test('fails the one that throws among many at once, and keeps the others', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 30 }, (_, at) =>
          change(bench.store, async ({ settings }) => {
            await settings.set(`together ${at}`, 'kept');
            if (at % 10 === 3) throw new Error(`not ${at}`);
            return at;
          }),
        ),
      );

      const failed = outcomes.flatMap((outcome, at) => (outcome.status === 'rejected' ? [at] : []));
      expect(failed).toEqual([3, 13, 23]);
      const kept = await look(bench.store, async ({ settings }) => {
        const values = [];
        for (let at = 0; at < 30; at += 1) values.push(await settings.get(`together ${at}`));
        return values;
      });
      expect(kept.flatMap((value, at) => (value === undefined ? [at] : []))).toEqual([3, 13, 23]);
    });

    test('gives back what the work returns, and throws what it throws', async () => {
      const refused = { rule: 'mine' };

      expect(await change(bench.store, async () => 42)).toBe(42);
      await expect(change(bench.store, () => Promise.reject(refused))).rejects.toBe(refused);
    });

    test('shows a reader nothing before it is committed, and one state all through', async () => {
      const { promise: written, resolve: tell } = Promise.withResolvers<void>();
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      const reading = look(bench.store, async ({ settings }) => {
        const before = await settings.get('seen');
        begin();
        await written;
        return [before, await settings.get('seen')];
      });
      await begun;

      await change(bench.store, ({ settings }) => settings.set('seen', 'now'));
      tell();

      expect(await reading).toEqual([undefined, undefined]);
      expect(await look(bench.store, ({ settings }) => settings.get('seen'))).toBe('now');
    });

    test('lets many read at once while others write', async () => {
      const reads = Array.from({ length: 40 }, () =>
        look(bench.store, ({ people }) => people.byId(exchange.ama.id)),
      );
      const writes = Array.from({ length: 20 }, (_, at) =>
        change(bench.store, ({ people }) => people.change(exchange.karim.id, { unit: `Unit ${at}` })),
      );

      const names = (await Promise.all(reads)).map((person) => person?.name);
      await Promise.all(writes);

      expect(new Set(names)).toEqual(new Set(['Ama Mensah']));
    });

    test('goes on after a Conflict that was caught', async () => {
      await change(bench.store, async ({ organisations, settings }) => {
        const again = organisations.add({ ...exchange.accra, hub: false });
        await expect(again).rejects.toBeInstanceOf(Conflict);
        await settings.set('after the conflict', 'kept');
      });

      expect(await look(bench.store, ({ settings }) => settings.get('after the conflict'))).toBe('kept');
    });

    test('changes nothing in a read', async () => {
      const changed = look(bench.store, ({ settings }) => settings.set('by reading', 'x'));

      await expect(changed).rejects.toThrow();
      expect(await look(bench.store, ({ settings }) => settings.get('by reading'))).toBeUndefined();
    });

    test('refuses a call of the store inside a call of the store', async () => {
      const nested = change(bench.store, () => change(bench.store, async () => undefined));

      await expect(nested).rejects.toThrow('inside a call of the store');
    });

    test('lets what a write has started use the store after it', async () => {
      let later: Promise<string | undefined> = Promise.resolve(undefined);
      const { promise: committed, resolve } = Promise.withResolvers<void>();

      await change(bench.store, async () => {
        later = committed.then(() => look(bench.store, ({ settings }) => settings.get('nothing')));
      });
      resolve();

      expect(await later).toBeUndefined();
    });

    test('refuses records that are used after their transaction', async () => {
      const kept = await change(bench.store, async (records) => records);

      await expect(kept.settings.set('late', 'x')).rejects.toThrow('after its transaction had ended');
    });

    test.each([
      ['markup of the platforms', '<!channel> @everyone [x](javascript:1) *_~`'],
      ['quotes and semicolons', `'); drop table courses; -- " \` \\`],
      ['placeholders', '$1 ?1 :name %s {0}'],
      ['wildcards', '100% _under_ \\%'],
      ['direction overrides', 'safe\u202Egnp.exe\u202C'],
      ['Arabic', 'الأدلة الرقمية وحقوق الإنسان'],
      ['emoji and joiners', '👩🏽‍✈️🇬🇭'],
      ['line breaks', 'one\r\ntwo\u2028three\ttab'],
      ['a long text', 'ل'.repeat(100_000)],
      ['nothing', ''],
    ])('keeps %s as they are', async (_, text) => {
      const { id } = await change(bench.store, ({ courses }) =>
        courses.propose(proposal(exchange, { title: text, aims: text })),
      );

      const course = await look(bench.store, ({ courses }) => courses.byId(id));

      expect(course).toMatchObject({ title: text, aims: text });
    });

    test('shows what no text can hold as a replacement, equally on every database', async () => {
      await change(bench.store, ({ settings }) => settings.set('broken', 'a\0b\uD800c'));

      expect(await look(bench.store, ({ settings }) => settings.get('broken'))).toBe('a\uFFFDb\uFFFDc');
    });

    test('keeps hostile text inside of values', async () => {
      const values = { title: "\0 ' \u202E \\u0000", people: ['@everyone', '﷽'], seats: 3, online: false };

      const { id } = await change(bench.store, ({ drafts }) =>
        drafts.keep({
          path: 'course propose',
          account: 'slack:T1:U1',
          channel: undefined,
          values,
          pagesDone: [0],
        }),
      );

      const draft = await look(bench.store, ({ drafts }) => drafts.byId(id, 'slack:T1:U1'));
      expect(draft?.values).toEqual(values);
    });

    test.each([0, -1, noon, 253_402_300_799_999, Date.UTC(1900, 0, 1)])(
      'keeps the instant %d to the millisecond',
      async (instant) => {
        const course = await change(
          bench.store,
          ({ courses }) => courses.propose(proposal(exchange, { nominationDeadline: instant })),
          instant,
        );

        const read = await look(bench.store, ({ courses }) => courses.byId(course.id));

        expect(read).toMatchObject({ nominationDeadline: instant, createdAt: instant });
      },
    );

    test('gives ids that fit into a button route and are never the same', async () => {
      const ids = await change(bench.store, async ({ courses }) => {
        const given: string[] = [];
        for (let at = 0; at < 20; at += 1) given.push((await courses.propose(proposal(exchange))).id);
        return given;
      });

      expect(new Set(ids).size).toBe(20);
      for (const id of ids) expect(id).toMatch(/^crs-[0-9a-hjkmnp-tv-z]{12}$/);
    });

    test('is closed once and for all', async () => {
      const { store, close } = await open();
      await store.close();

      await expect(store.read(everything, async () => 1)).rejects.toThrow('The store is closed.');
      await expect(store.write(act(), async () => 1)).rejects.toThrow('The store is closed.');
      await close();
    });
  });
}
