// Drafts, living cards, settings, job slots, and claims.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Conflict } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import { change, day, hour, look, noon, type OpenStore, pastTheStore } from './store-bench.ts';

export function houseContract(open: OpenStore): void {
  let bench: TestStore;

  describe('drafts', () => {
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close());

    const typed = {
      path: 'course propose',
      account: 'discord:42',
      channel: 'discord:77',
      values: { title: 'Evidence', seats: '١٢', online: true, people: ['per-1'] },
      pagesDone: [0],
    } as const;

    test('are kept, filled in further, and found by their own account alone', async () => {
      const first = await change(bench.store, ({ drafts }) => drafts.keep(typed));
      const fuller = {
        ...typed,
        id: first.id,
        channel: undefined,
        values: { title: 'More' },
        pagesDone: [0, 1],
      };

      const second = await change(bench.store, ({ drafts }) => drafts.keep(fuller), noon + hour);

      expect(first).toEqual({ ...typed, id: first.id, changedAt: noon });
      expect(second).toEqual({ ...fuller, changedAt: noon + hour });
      await look(bench.store, async ({ drafts }) => {
        expect(await drafts.byId(first.id, 'discord:42')).toEqual(second);
        expect(await drafts.byId(first.id, 'discord:43')).toBeUndefined();
      });
    });

    test('are not overwritten from another account', async () => {
      const { id } = await change(bench.store, ({ drafts }) => drafts.keep(typed));

      const stolen = change(bench.store, ({ drafts }) =>
        drafts.keep({ ...typed, id, account: 'discord:43' }),
      );

      await expect(stolen).rejects.toBeInstanceOf(Conflict);
    });

    test('are listed newest first over all accounts of a person, until they are finished or forgotten', async () => {
      const keep = (account: `slack:${string}`, now: number) =>
        change(bench.store, ({ drafts }) => drafts.keep({ ...typed, account }), now);
      const old = await keep('slack:T1:U1', noon + day);
      const newer = await keep('slack:T1:U2', noon + 2 * day);
      const finished = await keep('slack:T1:U2', noon + 3 * day);
      const mine = () =>
        look(bench.store, ({ drafts }) => drafts.of(['slack:T1:U1', 'slack:T1:U2'])).then((some) =>
          some.map(({ id }) => id),
        );

      expect(await mine()).toEqual([finished.id, newer.id, old.id]);
      await change(bench.store, ({ drafts }) => drafts.finish(finished.id));
      expect(await mine()).toEqual([newer.id, old.id]);
      const forgotten = await change(bench.store, ({ drafts }) => drafts.forgetBefore(noon + 2 * day));
      expect(forgotten).toBeGreaterThanOrEqual(1);
      expect(await mine()).toEqual([newer.id]);
      expect(await look(bench.store, ({ drafts }) => drafts.of([]))).toEqual([]);
    });
  });

  describe('posts', () => {
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close());

    const post = (name: string, reference: string) =>
      ({
        name,
        message: 'course/card',
        facts: { course: 'crs-1' },
        person: undefined,
        channel: 'slack:T1:C1',
        organisation: 'org-1',
        purpose: 'announcements',
        reference,
      }) as const;
    /** Takes what is behind, for an hour. */
    const take = (now: number, most = 10) =>
      change(bench.store, ({ posts }) => posts.take(now, most, now + hour), now);
    const isStale = (now: number) => look(bench.store, ({ posts }) => posts.isStale(now));
    const named = (name: string) => look(bench.store, ({ posts }) => posts.named(name));

    test('are drawn anew in every channel when what they show changes, once each', async () => {
      await change(bench.store, async ({ posts }) => {
        await posts.add(post('card · 1', 'a'));
        await posts.add(post('card · 1', 'b'));
        await posts.add(post('card · 1', 'b'));
        await posts.add(post('card · 2', 'c'));
      });
      const before = await isStale(noon);

      await change(bench.store, ({ posts }) => posts.revise('card · 1'));

      const isBehind = await isStale(noon);
      const behind = await take(noon);
      expect([before, isBehind]).toEqual([false, true]);
      expect(behind.map(({ reference }) => reference).toSorted()).toEqual(['a', 'b']);
      expect(behind[0]).toMatchObject({
        ...post('card · 1', behind[0]?.reference ?? ''),
        wanted: 1,
        drawn: 0,
      });
      expect(await named('card · 2')).toHaveLength(1);
    });

    test('stay behind when they change while they are drawn', async () => {
      await change(bench.store, async ({ posts }) => {
        await posts.add(post('card · 3', 'd'));
        await posts.revise('card · 3');
      });
      const [one] = await named('card · 3');
      await change(bench.store, ({ posts }) => posts.revise('card · 3'));

      await change(bench.store, ({ posts }) => posts.drawn(one?.id ?? '', one?.wanted ?? 0));

      const [after] = await named('card · 3');
      expect(after).toMatchObject({ wanted: 2, drawn: 1 });
      await change(bench.store, ({ posts }) => posts.drawn(one?.id ?? '', 2));
      expect((await take(noon)).map(({ id }) => id)).not.toContain(one?.id);
    });

    test('are known to be taken back, until they are posted anew', async () => {
      await change(bench.store, async ({ posts }) => {
        await posts.add(post('card · 7', 'f'));
        await posts.add({ ...post('card · 7', 'never stood'), takenBackAt: noon });
      });
      const takenBackAt = async (reference: string) =>
        (await named('card · 7')).find((one) => one.reference === reference)?.takenBackAt;
      const before = await takenBackAt('f');
      const one = (await named('card · 7')).find(({ reference }) => reference === 'f');

      await change(bench.store, ({ posts }) => posts.takeBack(one?.id ?? ''), noon + hour);

      expect(before).toBeUndefined();
      expect(await takenBackAt('f')).toBe(noon + hour);
      expect(await takenBackAt('never stood')).toBe(noon);
    });

    test('wait when they are put off, and are gone when their message is', async () => {
      await change(bench.store, async ({ posts }) => {
        await posts.add(post('card · 4', 'e'));
        await posts.revise('card · 4');
      });
      const [one] = await named('card · 4');
      const references = async (now: number) => (await take(now)).map(({ reference }) => reference);

      await change(bench.store, ({ posts }) => posts.later(one?.id ?? '', noon + 5 * hour));
      expect(await references(noon)).not.toContain('e');
      expect(await references(noon + 5 * hour)).toContain('e');
      await change(bench.store, ({ posts }) => posts.remove(one?.id ?? ''));
      expect(await references(noon + 9 * hour)).not.toContain('e');
    });

    test('are taken by one of several who redraw, and again by anybody when that one says nothing', async () => {
      const many = Array.from({ length: 12 }, (_, at) => post('card · 5', `many ${at}`));
      await change(bench.store, async ({ posts }) => {
        for (const one of many) await posts.add(one);
        await posts.revise('card · 5');
      });

      const lots = await Promise.all([1, 2, 3, 4].map(() => take(noon + 20 * hour, 5)));
      const rest = await take(noon + 20 * hour, 100);

      const taken = [...lots, rest].flatMap((lot) => lot.map(({ reference }) => reference));
      expect(taken.filter((one) => one.startsWith('many')).toSorted()).toEqual(
        many.map(({ reference }) => reference).toSorted(),
      );
      expect(await isStale(noon + 20 * hour)).toBe(false);
      expect(await isStale(noon + 21 * hour)).toBe(true);
    });

    test('of a person alone have no channel', async () => {
      const toPerson = {
        ...post('card · 6', 'mine'),
        person: 'per-1',
        channel: undefined,
        organisation: undefined,
        purpose: undefined,
      };

      await change(bench.store, ({ posts }) => posts.add(toPerson));

      expect(await named('card · 6')).toMatchObject([toPerson]);
    });
  });

  describe('settings, slots and claims', () => {
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close());

    test('have the value that was set last', async () => {
      await change(bench.store, ({ settings }) => settings.set('quiet hours', '18-09'));
      await change(bench.store, ({ settings }) => settings.set('quiet hours', '20-08'));

      expect(await look(bench.store, ({ settings }) => settings.get('quiet hours'))).toBe('20-08');
      expect(await look(bench.store, ({ settings }) => settings.get('other'))).toBeUndefined();
      await change(bench.store, ({ settings }) => settings.clear('quiet hours'));
      expect(await look(bench.store, ({ settings }) => settings.get('quiet hours'))).toBeUndefined();
    });

    test('let one of many processes run a job for a slot', async () => {
      const take = (job: string, slot: number) =>
        change(bench.store, ({ settings }) => settings.takeSlot(job, slot), slot);

      const taken = await Promise.all(Array.from({ length: 12 }, () => take('digest', noon)));

      expect(taken.filter((one) => one)).toHaveLength(1);
      expect(await take('digest', noon + hour)).toBe(true);
      expect(await take('reminders', noon)).toBe(true);
      expect(await take('digest', noon + 200 * day)).toBe(true);
      await look(bench.store, async ({ settings }) => {
        expect(await settings.lastSlot('digest')).toBe(noon + 200 * day);
        expect(await settings.lastSlot('never')).toBeUndefined();
      });
    });

    test('give a claim to the first of many, once', async () => {
      const claim = (key: string, now = noon) => change(bench.store, (records) => records.claim(key), now);

      const claimed = await Promise.all(Array.from({ length: 30 }, () => claim('slack:event:1')));

      expect(claimed.filter((one) => one)).toHaveLength(1);
      expect(await claim('slack:event:2')).toBe(true);
      expect(await claim('slack:event:2', noon + hour)).toBe(false);
    });

    test('keep few claims that are older than a day', async () => {
      const claim = (key: string, now: number) => change(bench.store, (records) => records.claim(key), now);
      await Promise.all(Array.from({ length: 50 }, (_, at) => claim(`old ${at}`, noon)));

      await Promise.all(Array.from({ length: 500 }, (_, at) => claim(`new ${at}`, noon + 2 * day)));

      const [left] = await pastTheStore(
        bench.place,
        "select count(*) as old from claims where key like 'old %'",
      );
      expect(Number(left?.old)).toBe(0);
    });
  });
}
