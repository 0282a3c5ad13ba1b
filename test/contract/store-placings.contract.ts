// Placings: nominations that wait end with the course in which their nominee is placed, once, and no others.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TestStore } from '../support/databases.ts';
import {
  arrangeExchange,
  change,
  type Exchange,
  grantSeat,
  look,
  nominate,
  type OpenStore,
  openCourse,
} from './store-bench.ts';

export function placingContract(open: OpenStore): void {
  describe('placings', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeEach(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterEach(() => bench.close());

    test('end what waits, and nothing that is selected, seated, withdrawn or of another course', async () => {
      const [course, other] = [
        await openCourse(bench.store, exchange),
        await openCourse(bench.store, exchange),
      ];
      const [waits, selected, seated, withdrawn] = await nominate(bench.store, exchange, course.id, [
        'a',
        'b',
        'c',
        'd',
      ]);
      const [elsewhere] = await nominate(bench.store, exchange, other.id, ['e']);
      await grantSeat(bench.store, seated?.id);
      await change(bench.store, async ({ nominations }) => {
        await nominations.move(selected?.id ?? '', ['submitted'], 'selected');
        await nominations.move(withdrawn?.id ?? '', ['submitted'], 'withdrawn');
      });
      const all = [waits, selected, seated, withdrawn, elsewhere].map((one) => ({
        id: one?.id ?? '',
        placedIn: other.id,
      }));
      const settle = () => change(bench.store, ({ placings }) => placings.settle(course.id, all));

      const [first, again] = [await settle(), await settle()];

      expect([first, again]).toEqual([[waits?.id], []]);
      await look(bench.store, async ({ nominations, courses }) => {
        const states = await Promise.all(all.map(async ({ id }) => (await nominations.byId(id))?.state));
        expect(states).toEqual(['not-selected', 'selected', 'accepted', 'withdrawn', 'submitted']);
        expect(await nominations.byId(waits?.id ?? '')).toMatchObject({ placedIn: other.id });
        expect(await courses.waiting('call-open', 5)).toMatchObject([{ course: { id: other.id } }]);
      });
    });
  });
}
