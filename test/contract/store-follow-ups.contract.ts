// Commitments and follow-ups: made until the first is asked about, answered once, seen by few, and told in figures alone.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommitmentReading } from '#exchange/follow-up.ts';
import type { Role } from '#exchange/people.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { Records } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import {
  arrangeExchange,
  change,
  type Exchange,
  look,
  noon,
  type OpenStore,
  openCourse,
  pastTheStore,
} from './store-bench.ts';

const stages = ['90d', '100d', '180d'] as const;
const seen = {
  seen: 'yes',
  barrier: 'support',
  observed: { uses: 4, better: 2, 'passes-on': 5 },
} as const;

export function followUpContract(open: OpenStore): void {
  describe('commitments', () => {
    let bench: TestStore;
    let exchange: Exchange;
    let course: string;
    /** Of Rabat. */
    let one: string;
    let other: string;

    beforeEach(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
      course = (await openCourse(bench.store, exchange)).id;
      [one, other] = [await member('Idriss'), await member('Hind')];
    });
    afterEach(() => bench.close());

    const member = async (name: string) =>
      (
        await change(bench.store, ({ people }) =>
          people.add({ name, organisation: exchange.rabat.id, membership: 'confirmed' }),
        )
      ).id;
    const make = (person: string, texts: readonly string[], shared = true, of = course) =>
      change(bench.store, ({ commitments }) => commitments.make({ course: of, person, texts, shared }));
    const answer = (person: string, readings: readonly CommitmentReading[], stage: '90d' | '180d' = '90d') =>
      change(bench.store, ({ followUps }) =>
        followUps.answer(course, person, stage, { readings, barrier: 'equipment', tools: 'often' }),
      );
    const observe = (person: string) =>
      change(bench.store, ({ followUps }) => followUps.observe(course, person, exchange.karim.id, seen));
    const as = (roles: readonly Role[], person = 'per-x', organisation = exchange.rabat.id): Viewer => ({
      ...{ kind: 'person', person, organisation, roles },
    });
    const texts = async (viewer: Viewer, narrow = {}) =>
      (await bench.store.read(viewer, ({ commitments }) => commitments.list(narrow))).map(({ text }) => text);

    test('are made anew until something is said of what came of them, by whoever is first', async () => {
      const made = [await make(one, ['First', 'Second', 'Third']), await make(one, ['Only'])];
      const before = await texts({ kind: 'process' });

      const at = await Promise.all([answer(one, ['done']), answer(one, ['partly']), answer(one, ['done'])]);
      const after = await make(one, ['Another']);

      expect([made, before]).toEqual([[true, true], ['Only']]);
      expect(at.filter(Boolean)).toHaveLength(1);
      expect([after, await texts({ kind: 'process' })]).toEqual([false, ['Only']]);
      expect(await make('per-none', ['Nobody'])).toBe(false);
    });

    test('are read by whoever made them, and by the managers of their organisation where they agree', async () => {
      await make(one, ['Shared']);
      await make(other, ['Kept'], false);
      const managers = as(['manager']);

      const first = [
        await texts(as(['trainee'], one)),
        await texts(as(['trainee'], other)),
        await texts(managers, { organisation: exchange.rabat.id }),
        await texts(as(['manager'], 'per-x', exchange.accra.id)),
        await texts(as(['coordinator', 'oversight', 'approver', 'liaison'])),
        await texts({ kind: 'channel', organisation: exchange.rabat.id, audience: 'managers' }),
      ];
      const changed = [
        await change(bench.store, ({ commitments }) => commitments.share(course, one, false)),
        await change(bench.store, ({ commitments }) => commitments.share(course, one, false)),
        await change(bench.store, ({ commitments }) => commitments.share(course, other, true)),
      ];

      expect(first).toEqual([['Shared'], ['Kept'], ['Shared'], [], [], []]);
      expect(changed).toEqual([true, false, true]);
      expect(await texts(managers, { course, endsFrom: '2027-03-05' })).toEqual(['Kept']);
      expect(await texts(managers, { person: one })).toEqual([]);
      expect(await texts({ kind: 'process' }, { endsFrom: '2027-03-06' })).toEqual([]);
    });

    test('are answered in their number, and observed only while they are shared', async () => {
      await make(one, ['First', 'Second'], false);

      const refused = [await answer(one, ['done']), await answer(other, []), await observe(one)];
      await change(bench.store, ({ commitments }) => commitments.share(course, one, true));
      const taken = [await answer(one, ['done', 'partly']), await observe(one), await observe(one)];

      expect(refused).toEqual([false, false, false]);
      expect(taken).toEqual([true, true, false]);
      const known = (viewer: Viewer) =>
        bench.store.read(viewer, async ({ followUps }) =>
          (await followUps.list({ course, person: one })).map(({ stage, answeredBy }) => [stage, answeredBy]),
        );
      const all = [
        ['100d', exchange.karim.id],
        ['90d', one],
      ];
      expect(await known(as(['trainee'], one))).toEqual(all);
      expect(await known(as(['manager']))).toEqual(all.slice(0, 1));
      expect(await known(as(['coordinator']))).toEqual([]);
    });

    test('are told in figures from five people on, of stages that are over, to those who may', async () => {
      const people = [one, other];
      for (const name of ['Ali', 'Bahia', 'Chafik']) people.push(await member(name));
      const readings = ['done', 'partly', 'not-yet', 'done', 'not-yet'] as const;
      const figures = (viewer: Viewer, over: readonly (typeof stages)[number][] = stages) =>
        bench.store.read(viewer, ({ followUps }) => followUps.figures(course, over));
      for (const [index, person] of people.entries()) {
        await make(person, ['Only']);
        if (index < 4) await answer(person, [readings[index] ?? 'done']);
      }
      const four = await figures(as(['coordinator']));
      await answer(people[4] ?? '', ['not-yet']);
      for (const person of people) await observe(person);

      const all = await figures(as(['manager']));

      expect(four).toMatchObject({
        people: 5,
        commitments: 5,
        own: { '90d': { enough: false, answered: 4, applied: undefined } },
        observed: { enough: false, answered: 0 },
      });
      expect(all).toMatchObject({
        own: { '90d': { applied: { readings: { done: 2, partly: 1, 'not-yet': 2 }, rate: 0.5 } } },
        observed: { enough: true, answered: 5, seen: undefined },
        agreement: undefined,
      });
      expect(await figures(as(['oversight']), ['180d'])).toMatchObject({
        ...{ people: 5, commitments: 5, observed: undefined, agreement: undefined },
        own: { '180d': { answered: 0, enough: false } },
      });
      await change(bench.store, ({ settings }) => settings.set('feedback.minimum', '6'));
      expect(await figures(as(['coordinator']))).toMatchObject({ own: { '90d': { enough: false } } });
      expect(await figures(as(['liaison', 'trainee', 'approver'], one))).toBeUndefined();
      expect(await figures({ kind: 'stranger' })).toBeUndefined();
    });

    test('bring forward those who would tell more, to coordinators alone, for as long as they will', async () => {
      await make(one, ['First', 'Second']);
      const volunteer = (willing: boolean) =>
        change(bench.store, ({ followUps }) => followUps.volunteer(course, one, willing));
      const volunteers = (viewer: Viewer) =>
        bench.store.read(viewer, ({ followUps }) => followUps.volunteers(course));
      const early = await volunteer(true);
      await answer(one, ['done', 'partly']);
      await answer(one, ['done', 'done'], '180d');

      const willing = [await volunteer(true), await volunteer(true)];
      const found = await volunteers(as(['coordinator']));
      const hidden = await volunteers(as(['manager', 'oversight']));

      expect([early, willing]).toEqual([false, [true, false]]);
      expect([found, hidden]).toEqual([[{ person: one, applied: 1 }], []]);
      expect(await volunteer(false)).toBe(true);
      expect(await volunteers(as(['coordinator']))).toEqual([]);
    });

    test('of somebody who is forgotten lose their words and stay in the figures', async () => {
      await make(one, ['CANARY']);
      await answer(one, ['done']);
      await change(bench.store, ({ followUps }) => followUps.volunteer(course, one, true));

      await change(bench.store, ({ erasures }) => erasures.erase(one), noon + 1);

      const rows = await pastTheStore(bench.place, 'select * from commitments');
      expect(JSON.stringify(rows)).not.toContain('CANARY');
      const left = await look(bench.store, async ({ followUps }) => [
        await followUps.figures(course, stages),
        await followUps.volunteers(course),
      ]);
      expect(left).toMatchObject([{ commitments: 1, own: { '90d': { answered: 1 } } }, []]);
      expect(await answer(one, ['done'], '180d')).toBe(false);
    });

    test('of two who are one are the second’s where both have some, and are moved where only one has', async () => {
      const second = (await openCourse(bench.store, exchange)).id;
      await make(one, ['Gone']);
      await answer(one, ['not-yet']);
      await make(other, ['Stays']);
      await make(one, ['Moves'], true, second);
      await observe(other);

      await change(bench.store, ({ merges }) => merges.merge(one, other));

      await look(bench.store, async ({ commitments, followUps }) => {
        const all = await commitments.list({});
        expect(all.map(({ person, text }) => [person, text]).toSorted()).toEqual([
          [other, 'Moves'],
          [other, 'Stays'],
        ]);
        expect((await followUps.list({})).map(({ person, stage }) => [person, stage])).toEqual([
          [other, '100d'],
        ]);
      });
    });

    test('lose their words when their time is over, once, and so many at once', async () => {
      await make(one, ['First', 'Second']);
      await answer(one, ['done', 'done']);
      const purge = (before: number, most: number) =>
        change(bench.store, ({ retention }: Records) => retention.purge('commitments', before, most));

      const gone = [
        await purge(Date.UTC(2027, 2, 5), 9),
        await purge(Date.UTC(2027, 2, 6), 1),
        await purge(Date.UTC(2027, 2, 6), 9),
        await purge(Date.UTC(2027, 2, 6), 9),
      ];

      expect(gone).toEqual([0, 1, 1, 0]);
      expect(await texts({ kind: 'process' })).toEqual([]);
      expect(await look(bench.store, ({ followUps }) => followUps.figures(course, ['90d']))).toMatchObject({
        commitments: 2,
        own: { '90d': { answered: 1 } },
      });
    });
  });
}

/** Somebody commits to two things, says what came of them, is observed, and observes a colleague. */
export async function practise(
  { commitments, followUps }: Records,
  course: string,
  person: string,
  colleague: string,
  canary: string,
): Promise<void> {
  await commitments.make({ course, person, texts: [`${canary} one`, `${canary} two`], shared: true });
  await commitments.make({ course, person: colleague, texts: ['To listen'], shared: true });
  const own = { readings: ['done', 'not-yet'], barrier: 'support', tools: 'often' } as const;
  await followUps.answer(course, person, '90d', own);
  await followUps.observe(course, person, colleague, seen);
  await followUps.observe(course, colleague, person, seen);
}

/** What is held of it. */
export function practised(course: string, canary: string): object {
  return {
    commitments: [
      { course, text: `${canary} one`, shared: true },
      { course, text: `${canary} two` },
    ],
    readings: [{ stage: '90d' }, { stage: '90d' }],
    followUps: [
      { course, stage: '100d', seen: 'yes' },
      { course, stage: '90d', tools: 'often' },
    ],
    observedOthers: 1,
  };
}
