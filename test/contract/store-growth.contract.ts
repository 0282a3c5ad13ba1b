// What finds a few among very many: pages, counts, milestones, and since when somebody waits for an answer.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestStore } from '../support/databases.ts';
import {
  arrangeExchange,
  change,
  day,
  type Exchange,
  grantSeat,
  look,
  nominate,
  nomination,
  noon,
  type OpenStore,
  openCourse,
} from './store-bench.ts';

export function growthContract(open: OpenStore): void {
  describe('a long record', () => {
    let bench: TestStore;
    let exchange: Exchange;
    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    const titles = (courses: readonly { readonly title: string }[]) => courses.map(({ title }) => title);

    test('is listed a page at a time, and counted no further than is asked', async () => {
      for (const number of [1, 2, 3, 4, 5])
        await openCourse(bench.store, exchange, { title: `Page ${number}`, subject: 'intelligence' });
      const filter = { states: ['call-open', 'confirmed'], subject: 'intelligence' } as const;

      await look(bench.store, async ({ courses }) => {
        expect(titles(await courses.list({ ...filter, most: 2 }))).toEqual(['Page 1', 'Page 2']);
        expect(titles(await courses.list({ ...filter, most: 2, skip: 4 }))).toEqual(['Page 5']);
        expect(titles(await courses.list({ ...filter, skip: 3 }))).toEqual(['Page 4', 'Page 5']);
        expect(await courses.list({ ...filter, states: [] })).toEqual([]);
        expect(await courses.count(filter, 100)).toBe(5);
        expect(await courses.count(filter, 3)).toBe(3);
        expect(await courses.count({ ...filter, states: ['call-open'] }, 100)).toBe(5);
        expect(await courses.count({ ...filter, startsFrom: '2027-03-02' }, 100)).toBe(0);
        expect(await courses.count({ ...filter, startsUntil: '2027-02-28' }, 100)).toBe(0);
        expect(await courses.count({ ...filter, endsFrom: '2027-03-05' }, 100)).toBe(5);
      });
    });

    test('is narrowed to what concerns somebody: proposed, of their organisation, or nominated for', async () => {
      const subject = 'command' as const;
      const other = await openCourse(bench.store, exchange, { title: 'For Karim', subject });
      await openCourse(bench.store, exchange, { title: 'For nobody', subject });
      await change(bench.store, ({ nominations }) =>
        nominations.add(
          nomination({
            course: other.id,
            nominee: exchange.karim.id,
            organisation: exchange.rabat.id,
            by: exchange.karim.id,
          }),
        ),
      );
      const concerning = (person: string, organisation?: string) =>
        look(bench.store, ({ courses }) =>
          courses.list({
            subject,
            concerning: { person, ...(organisation ? { organisation } : {}) },
            most: 9,
          }),
        ).then(titles);

      expect(await concerning(exchange.karim.id)).toEqual(['For Karim']);
      expect(await concerning(exchange.ama.id)).toEqual(['For Karim', 'For nobody']);
      expect(await concerning(exchange.coordinator.id)).toEqual([]);
      expect(await concerning(exchange.coordinator.id, exchange.accra.id)).toHaveLength(2);
    });

    test('tells which course comes first to each of its milestones', async () => {
      const late = await openCourse(bench.store, exchange, {
        title: 'Late',
        startsOn: '2028-05-01',
        endsOn: '2028-05-02',
        nominationDeadline: noon + 300 * day,
      });
      const early = await openCourse(bench.store, exchange, {
        title: 'Early',
        startsOn: '2028-04-01',
        endsOn: '2028-05-09',
        nominationDeadline: noon + 200 * day,
      });
      await nominate(bench.store, exchange, late.id, ['Nadia']);

      await look(bench.store, async ({ courses }) => {
        const found = (by: 'startsOn' | 'endsOn', narrow: object) =>
          courses.inState('call-open', by, { from: '2028-01-01', ...narrow }).then(titles);
        expect(await found('startsOn', {})).toEqual(['Early', 'Late']);
        expect(await found('endsOn', {})).toEqual(['Late', 'Early']);
        expect(await found('startsOn', { until: '2028-04-01' })).toEqual(['Early']);
        expect(await found('startsOn', { most: 1 })).toEqual(['Early']);
        expect(await found('startsOn', { without: exchange.rabat.id })).toEqual(['Early']);
        expect(await found('startsOn', { proposedBy: exchange.karim.id })).toEqual([]);
        const deadlines = { from: noon + 150 * day, until: noon + 250 * day };
        expect(titles(await courses.inState('call-open', 'nominationDeadline', deadlines))).toEqual([
          'Early',
        ]);
        expect(await courses.inState('running', 'createdAt', {})).toEqual([]);
        expect((await courses.byIds([late.id, early.id, late.id, 'crs-none'])).map(({ id }) => id)).toEqual([
          early.id,
          late.id,
        ]);
        expect(await courses.byIds([])).toEqual([]);
      });
    });

    test('knows since when somebody waits for an answer, and counts like a recount', async () => {
      const { id: course } = await openCourse(bench.store, exchange, { title: 'Waited for' });
      const waits = async () => {
        const all = await look(bench.store, ({ courses }) => courses.waiting('call-open', 100));
        return all.find((one) => one.course.id === course)?.since;
      };
      const before = await waits();
      const [first] = await nominate(bench.store, exchange, course, ['First']);
      const add = (nominee: string, at: number) =>
        change(
          bench.store,
          ({ nominations }) =>
            nominations.add(
              nomination({ course, nominee, organisation: exchange.rabat.id, by: exchange.karim.id }),
            ),
          at,
        );
      const second = await add(exchange.karim.id, noon + 5);
      const both = await waits();
      await grantSeat(bench.store, first?.id);
      const one = await waits();
      const tally = await look(bench.store, ({ nominations }) => nominations.tally([course]));
      await change(bench.store, ({ nominations }) => nominations.move(second.id, ['submitted'], 'returned'));
      const none = await waits();
      await change(bench.store, ({ nominations }) => nominations.move(second.id, ['returned'], 'submitted'));

      expect([before, both, one, none, await waits()]).toEqual([
        undefined,
        noon,
        noon + 5,
        undefined,
        noon + 5,
      ]);
      expect(tally.get(course)).toEqual({ open: 1, submitted: 1, seated: 1 });
      expect(await look(bench.store, ({ nominations }) => nominations.tally([]))).toEqual(new Map());
    });

    test('finds the newest nominations, and those amid a few people or courses', async () => {
      const { id: course } = await openCourse(bench.store, exchange, { title: 'Newest' });
      const [one, two] = await nominate(bench.store, exchange, course, ['One', 'Two']);
      if (!one || !two) throw new Error('Nobody was nominated.');
      const latest = await change(
        bench.store,
        ({ nominations }) =>
          nominations.add(
            nomination({
              course,
              nominee: exchange.ama.id,
              organisation: exchange.rabat.id,
              by: exchange.karim.id,
            }),
          ),
        noon + 9 * day,
      );
      await change(bench.store, ({ nominations }) => nominations.move(two.id, ['submitted'], 'withdrawn'));

      await look(bench.store, async ({ nominations }) => {
        const newest = await nominations.newest(exchange.rabat.id, ['submitted', 'returned'], 1);
        const among = await nominations.amid({ courses: [course] }, ['submitted'], 9);
        const people = { nominees: [one.nominee, two.nominee, exchange.ama.id] };
        expect(newest).toEqual([latest]);
        expect(among).toEqual([one, latest]);
        expect((await nominations.amid(people, ['submitted', 'withdrawn'], 9)).map(({ id }) => id)).toContain(
          two.id,
        );
        expect(await nominations.amid({ nominees: [] }, ['submitted'], 9)).toEqual([]);
      });
    });

    test('shows in a tally only what the viewer may see', async () => {
      const { id: course } = await openCourse(bench.store, exchange, { title: 'Tallied' });
      const [seen] = await nominate(bench.store, exchange, course, ['Seen', 'Unseen']);
      if (!seen) throw new Error('Nobody was nominated.');
      const through = (person: string, organisation: string, roles: readonly 'liaison'[]) =>
        bench.store
          .read({ kind: 'person', person, organisation, roles }, ({ nominations }) =>
            nominations.tally([course]),
          )
          .then((tallies) => tallies.get(course)?.open);

      expect(await through(exchange.karim.id, exchange.rabat.id, ['liaison'])).toBe(2);
      expect(await through(seen.nominee, exchange.rabat.id, [])).toBe(1);
      expect(await through(exchange.ama.id, exchange.accra.id, ['liaison'])).toBeUndefined();
    });
  });
}
