// What is changed after courses: actions that are seen with their course and end once, and what readers choose of digests.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '#exchange/viewer.ts';
import type { TestStore } from '../support/databases.ts';
import { reactionOf, reactionTo } from '../support/reaction-round.ts';
import {
  arrangeExchange,
  change,
  day,
  type Exchange,
  look,
  noon,
  type OpenStore,
  openCourse,
} from './store-bench.ts';

export function improvementContract(open: OpenStore): void {
  describe('improvement', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    const add = (course: string, dueOn: string, owner = exchange.ama.id) =>
      change(bench.store, ({ actions }) =>
        actions.add({ course, owner, dueOn, what: 'Two days for the exercise', theme: undefined }),
      );
    const read = (viewer: Viewer, course: string, id: string) =>
      bench.store.read(viewer, async ({ actions }) => [
        ...(await actions.of(course)),
        ...[(await actions.byId(id)) ?? []].flat(),
        ...(await actions.open({ owner: exchange.ama.id })),
      ]);

    test('is an action with an owner and a day, seen by whoever sees the course', async () => {
      const course = await openCourse(bench.store, exchange);
      const action = await add(course.id, '2027-02-01');
      const rooms: readonly Viewer[] = [
        { kind: 'channel', organisation: undefined, audience: 'hub' },
        { kind: 'channel', organisation: exchange.rabat.id, audience: 'managers' },
      ];

      expect(action).toMatchObject({ state: 'open', effect: undefined, endedAt: undefined, addedAt: noon });
      for (const viewer of rooms)
        expect(await read(viewer, course.id, action.id)).toEqual([action, action, action]);
      expect(await read({ kind: 'stranger' }, course.id, action.id)).toEqual([]);

      await change(bench.store, ({ courses }) => courses.withhold(course.id, ['counter-terrorism']));
      expect(await read(rooms[1] as Viewer, course.id, action.id)).toEqual([]);
      expect(await read(rooms[0] as Viewer, course.id, action.id)).toHaveLength(3);
    });

    test('compares a course with the run that was said, or with none, for whoever sees it', async () => {
      const [now, before] = [
        await openCourse(bench.store, exchange, { title: 'Compared' }),
        await openCourse(bench.store, exchange, { title: 'Compared before' }),
      ];
      const said = (viewer: Viewer) =>
        bench.store.read(viewer, ({ courseRuns }) => courseRuns.comparedWith(now.id));
      const hub: Viewer = { kind: 'channel', organisation: undefined, audience: 'hub' };

      expect(await said(hub)).toBeUndefined();
      await change(bench.store, ({ courseRuns }) => courseRuns.compare(now.id, before.id));
      expect(await said(hub)).toBe(before.id);
      await change(bench.store, ({ courses }) => courses.withhold(now.id, ['counter-terrorism']));
      expect(await said({ kind: 'stranger' })).toBeUndefined();
      await change(bench.store, ({ courseRuns }) => courseRuns.compare(now.id, null));
      expect(await said(hub)).toBeNull();

      const forgotten = [
        await change(bench.store, ({ courseRuns }) => courseRuns.forget(now.id)),
        await change(bench.store, ({ courseRuns }) => courseRuns.forget(now.id)),
      ];
      expect(forgotten).toEqual([true, false]);
      expect(await said(hub)).toBeUndefined();
    });

    test('lists what is open by its day, and what is given to somebody else with its new one', async () => {
      const course = await openCourse(bench.store, exchange, { title: 'Listed' });
      const { karim } = exchange;
      const late = await add(course.id, '2027-06-01', karim.id);
      const soon = await add(course.id, '2027-05-01', karim.id);
      const ids = (narrow: { owner?: string; from?: string; until?: string }) =>
        look(bench.store, async ({ actions }) => (await actions.open(narrow)).map(({ id }) => id));

      expect(await ids({ owner: karim.id })).toEqual([soon.id, late.id]);
      expect(await ids({ from: '2027-05-02', until: '2027-06-01' })).toEqual([late.id]);

      const to = { owner: exchange.coordinator.id, dueOn: '2027-07-01' };
      const given = await change(bench.store, ({ actions }) => actions.give(soon.id, to), noon + day);
      expect(given).toBe(true);
      expect(await ids({ owner: karim.id })).toEqual([late.id]);
      expect(await look(bench.store, ({ actions }) => actions.byId(soon.id))).toMatchObject({
        ...to,
        changedAt: noon + day,
        addedAt: noon,
      });
    });

    test('ends once, however many say so at once, and is not changed after', async () => {
      const course = await openCourse(bench.store, exchange, { title: 'Ended' });
      const { id } = await add(course.id, '2027-02-01');
      const end = (state: 'done' | 'dropped') =>
        change(bench.store, ({ actions }) => actions.end(id, { state, effect: 'Fewer questions' }));

      const ended = await Promise.all([end('done'), end('dropped'), end('done')]);
      const given = await change(bench.store, ({ actions }) =>
        actions.give(id, { owner: exchange.karim.id, dueOn: '2028-01-01' }),
      );

      expect(ended.filter(Boolean)).toHaveLength(1);
      expect(given).toBe(false);
      expect(await look(bench.store, ({ actions }) => actions.of(course.id))).toMatchObject([
        { effect: 'Fewer questions', endedAt: noon, owner: exchange.ama.id },
      ]);
    });

    test('is wanted after every course of which answers were released, until there is one', async () => {
      const people = await change(bench.store, async ({ people }) => {
        const ids: string[] = [];
        for (let number = 0; number < 5; number += 1) {
          const member = { name: `Officer ${number}`, organisation: exchange.rabat.id };
          ids.push((await people.add({ ...member, membership: 'confirmed' })).id);
        }
        return ids;
      });
      const evaluate = async (title: string, answering: number) => {
        const { id } = await openCourse(bench.store, exchange, { title });
        await change(bench.store, async ({ feedback }) => {
          await feedback.open(reactionTo(id, noon, noon + day), people);
          for (const [at, person] of people.slice(0, answering).entries())
            await feedback.answer(reactionOf(id), person, { apply: (at % 3) + 2 });
          await feedback.close(reactionOf(id));
        });
        return id;
      };
      const told = await evaluate('Told', 5);
      await evaluate('Too few', 4);
      const wanted = (from: number, until: number, viewer: Viewer = { kind: 'process' }) =>
        bench.store.read(viewer, ({ actions }) => actions.wanted(from, until));

      expect(await wanted(noon, noon + 2 * day)).toEqual([told]);
      expect(await wanted(noon, noon + day)).toEqual([]);
      expect(await wanted(noon, noon + 2 * day, { kind: 'stranger' })).toEqual([]);
      await add(told, '2027-06-01');
      expect(await wanted(noon, noon + 2 * day)).toEqual([]);
    });

    test('keeps what each reader chose of each digest, until they want it as usual', async () => {
      const { ama, rabat } = exchange;
      const weekly = { rhythm: 'weekly', weekday: 3, hour: 7, language: 'fr' } as const;
      const never = { rhythm: 'never', weekday: undefined, hour: 8, language: undefined } as const;

      await change(bench.store, async ({ digests }) => {
        await digests.choose({ digest: 'people', reader: ama.id, ...never });
        await digests.choose({ digest: 'people', reader: ama.id, ...weekly });
        await digests.choose({ digest: 'people', reader: rabat.id, ...never });
        await digests.choose({ digest: 'hub', reader: ama.id, ...never });
      });

      const all = await look(bench.store, ({ digests }) => digests.choices(undefined));
      const own = await look(bench.store, ({ digests }) => digests.choices([ama.id]));
      const none = await look(bench.store, ({ digests }) => digests.choices([]));
      expect(all).toHaveLength(3);
      expect(own).toEqual([
        { digest: 'hub', reader: ama.id, ...never, changedAt: noon },
        { digest: 'people', reader: ama.id, ...weekly, changedAt: noon },
      ]);
      expect(none).toEqual([]);

      const unchoose = () => change(bench.store, ({ digests }) => digests.unchoose('hub', ama.id));
      expect([await unchoose(), await unchoose()]).toEqual([true, false]);
    });

    test('goes over to the one who is left of two people, and leaves whoever is forgotten', async () => {
      const { rabat } = exchange;
      const course = await openCourse(bench.store, exchange, { title: 'Merged' });
      const plan = { rhythm: 'never', weekday: undefined, hour: 8, language: undefined } as const;
      const [from, into] = await change(bench.store, async ({ people, actions, digests }) => {
        const member = { name: 'Efua', organisation: rabat.id, membership: 'confirmed' } as const;
        const two = [(await people.add(member)).id, (await people.add(member)).id] as const;
        for (const owner of two)
          await actions.add({ course: course.id, owner, dueOn: '2027-02-01', what: 'x', theme: undefined });
        await digests.choose({ digest: 'people', reader: two[0], ...plan, hour: 5 });
        await digests.choose({ digest: 'hub', reader: two[0], ...plan });
        await digests.choose({ digest: 'people', reader: two[1], ...plan });
        return two;
      });

      await change(bench.store, ({ merges }) => merges.merge(from, into));

      const theirs = () => look(bench.store, ({ actions }) => actions.open({ owner: into }));
      const chosen = () =>
        look(bench.store, async ({ digests }) =>
          (await digests.choices([from, into])).map(({ digest, hour }) => `${digest} ${hour}`),
        );
      expect(await theirs()).toHaveLength(2);
      expect(await chosen()).toEqual(['hub 8', 'people 8']);

      await change(bench.store, ({ erasures }) => erasures.erase(into));
      expect(await theirs()).toHaveLength(2);
      expect(await chosen()).toEqual([]);
    });
  });
}
