// The figures of digests: counts over courses of a time, for whoever may have them, and what a close counts of answers.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '#exchange/viewer.ts';
import type { TestStore } from '../support/databases.ts';
import { standingPass } from '../support/gate-papers.ts';
import { reactionOf, reactionTo } from '../support/reaction-round.ts';
import {
  arrangeExchange,
  change,
  day,
  type Exchange,
  noon,
  type OpenStore,
  openCourse,
} from './store-bench.ts';

const steps = ['call-closed', 'selecting', 'confirmed', 'running', 'delivered'] as const;

export function digestContract(open: OpenStore): void {
  describe('figures of digests', () => {
    let bench: TestStore;
    let exchange: Exchange;
    let course: string;
    let people: readonly string[];

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
      const { id } = await openCourse(bench.store, exchange, { seats: 6 });
      course = id;
      people = await change(bench.store, async (records) => {
        const pass = await standingPass(records, course);
        const ids: string[] = [];
        for (let number = 0; number < 6; number += 1) {
          const organisation = number < 4 ? exchange.rabat.id : exchange.accra.id;
          const name = `Officer ${number}`;
          const person = await records.people.add({ name, organisation, membership: 'confirmed' });
          ids.push(person.id);
          const { id: nomination } = await records.nominations.add({
            ...{ course, nominee: person.id, organisation, nominatedBy: exchange.karim.id },
            ...{ rank: 'r', unit: 'u', yearsOfService: 3, reason: 'x', state: 'submitted' },
            ...{ consent: 'given', release: 'given' },
          });
          await records.nominations.grantSeat(nomination, pass);
          const mark = number === 0 ? 'no-show' : 'attended';
          await records.nominations.mark(course, person.id, mark, exchange.ama.id);
        }
        for (const step of steps)
          await records.courses.move(course, ['call-open', ...steps], step, undefined, pass);
        await records.feedback.open(reactionTo(course, noon, noon + day, noon + 3 * day), ids);
        for (const [at, person] of ids.slice(1).entries())
          await records.feedback.answer(reactionOf(course), person, { apply: (at % 3) + 2 });
        return ids;
      });
      await change(bench.store, ({ feedback }) => feedback.close(reactionOf(course)), noon + day);
    });
    afterAll(() => bench.close());

    const coordinator: Viewer = { kind: 'person', person: 'per-1', roles: ['coordinator'] };
    const managersOf = (organisation: string): Viewer => ({
      kind: 'channel',
      organisation,
      audience: 'managers',
    });
    const march = { from: '2027-03-01', until: '2027-03-31' };
    const january = { from: noon, until: noon + 30 * day };

    test('tell an organisation how many of its own came, and nobody else', async () => {
      const { rabat, accra } = exchange;
      const attended = (viewer: Viewer, of: string, days = march) =>
        bench.store.read(viewer, ({ digests }) => digests.attended(of, days));

      const own = [{ course, marks: { attended: 3, 'no-show': 1 } }];
      expect(await attended(managersOf(rabat.id), rabat.id)).toEqual(own);
      expect(await attended(coordinator, rabat.id)).toEqual(own);
      expect(await attended(managersOf(accra.id), rabat.id)).toEqual([]);
      expect(await attended(managersOf(rabat.id), rabat.id, { ...march, from: '2027-03-06' })).toEqual([]);
    });

    test('tell of a round that closed how many of whose people answered', async () => {
      const { rabat, accra } = exchange;
      const closed = (viewer: Viewer, time = january) =>
        bench.store.read(viewer, ({ digests }) => digests.closed(time));

      const [round, ...others] = await closed(coordinator);
      expect(others).toEqual([]);
      expect(round).toMatchObject({ course, set: 'reaction', closesAt: noon + day });
      expect(round?.responses).toEqual(
        new Map([
          [rabat.id, { invited: 4, answered: 3 }],
          [accra.id, { invited: 2, answered: 2 }],
        ]),
      );
      expect(await closed(coordinator, { from: noon, until: noon + day })).toEqual([]);
      expect(await closed({ kind: 'stranger' })).toEqual([]);

      await change(bench.store, ({ courses }) => courses.withhold(course, ['counter-terrorism']));
      expect(
        await closed({ kind: 'person', person: 'per-2', organisation: 'org-x', roles: ['manager'] }),
      ).toEqual([]);
      await change(bench.store, ({ courses }) => courses.withhold(course, []));
    });

    test('count late answers once they are released', async () => {
      const [late = ''] = people;
      await change(bench.store, ({ feedback }) => feedback.answer(reactionOf(course), late, { apply: 3 }));

      const released = await change(bench.store, ({ feedback }) => feedback.releaseLate(reactionOf(course)));
      const [round] = await bench.store.read(coordinator, ({ digests }) => digests.closed(january));

      // One alone waits for others, and is counted with them.
      expect(released).toBe(0);
      expect(round?.responses.get(exchange.rabat.id)).toEqual({ invited: 4, answered: 3 });
    });

    test('tell those who see the whole exchange what was done in a month', async () => {
      const activity = (viewer: Viewer) =>
        bench.store.read(viewer, ({ digests }) => digests.activity(january, march));

      expect(await activity(coordinator)).toEqual({
        proposed: 1,
        published: 1,
        held: 1,
        people: 5,
        organisations: 2,
      });
      expect(await activity(managersOf(exchange.rabat.id))).toBeUndefined();
    });

    test('tell oversight what waits, what was decided, and what went another way', async () => {
      const overseen = (viewer: Viewer) =>
        bench.store.read(viewer, ({ digests }) => digests.overseen(january, march));

      const oversight: Viewer = { kind: 'person', person: 'per-3', roles: ['oversight'] };
      expect(await overseen(oversight)).toMatchObject({
        waiting: 0,
        waitingSince: undefined,
        decided: { proceed: 1 },
        waived: 0,
        departures: 0,
        ungated: 0,
        withheld: 0,
      });
      expect(await overseen(managersOf(exchange.rabat.id))).toBeUndefined();
    });
  });
}
