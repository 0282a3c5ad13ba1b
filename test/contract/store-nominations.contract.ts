// Nominations, the seats that they take and give back, and who came.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Conflict } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import {
  arrangeExchange,
  change,
  type Exchange,
  grantSeat,
  look,
  nominate,
  nomination,
  noon,
  type OpenStore,
  openCourse,
} from './store-bench.ts';

const names = (number: number) => Array.from({ length: number }, (_, at) => `Nominee ${at}`);

export function nominationContract(open: OpenStore): void {
  describe('nominations', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    const grant = (id = '', of = '') => grantSeat(bench.store, id, of);
    const seatsOf = async (course: string) =>
      (await look(bench.store, ({ courses }) => courses.byId(course)))?.granted;

    test('are kept as they were made, and listed oldest first', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const made = nomination({
        course,
        nominee: exchange.karim.id,
        organisation: exchange.rabat.id,
        by: exchange.karim.id,
      });

      const late = await change(bench.store, ({ nominations }) => nominations.add(made), noon + 2);
      const early = await change(
        bench.store,
        ({ nominations }) =>
          nominations.add({ ...made, nominee: exchange.ama.id, organisation: exchange.accra.id }),
        noon + 1,
      );

      expect(late).toMatchObject({
        ...made,
        createdAt: noon + 2,
        sentAt: noon + 2,
        consent: null,
        priority: null,
      });
      await look(bench.store, async ({ nominations }) => {
        expect(await nominations.byId(late.id)).toEqual(late);
        expect(await nominations.byId('nom-none')).toBeUndefined();
        expect(await nominations.list({ course })).toEqual([early, late]);
        expect(await nominations.list({ course, organisation: exchange.rabat.id })).toEqual([late]);
        expect(await nominations.list({ nominee: exchange.ama.id, states: ['submitted'] })).toEqual([early]);
        expect(await nominations.list({ course, states: ['accepted'] })).toEqual([]);
      });
    });

    test('are one for each person and course, until they are withdrawn', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const made = nomination({
        course,
        nominee: exchange.karim.id,
        organisation: exchange.rabat.id,
        by: exchange.karim.id,
      });
      const add = () => change(bench.store, ({ nominations }) => nominations.add(made));

      const outcomes = await Promise.allSettled([add(), add(), add()]);
      const [first] = await look(bench.store, ({ nominations }) => nominations.list({ course }));
      await change(bench.store, ({ nominations }) =>
        nominations.move(first?.id ?? '', ['submitted'], 'withdrawn'),
      );
      const again = await add();

      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused).toHaveLength(2);
      for (const { reason } of refused) expect(reason).toBeInstanceOf(Conflict);
      expect(again.id).not.toBe(first?.id);
      await expect(add()).rejects.toBeInstanceOf(Conflict);
    });

    test('are edited only in the states given', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [one] = await nominate(bench.store, exchange, course, ['Edited']);
      const smuggled = { rank: 'Captain', state: 'accepted' };
      const edit = (whileIn: 'draft' | 'submitted') =>
        change(bench.store, ({ nominations }) => nominations.edit(one?.id ?? '', smuggled, [whileIn]));

      expect(await edit('draft')).toBeUndefined();
      expect(await edit('submitted')).toEqual({ ...one, rank: 'Captain' });
    });

    test('are put in order by two at once, and both moves count', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [a, b, c, d] = await nominate(bench.store, exchange, course, names(4));
      const reorder = (one: { id: string } | undefined, where: 'up' | 'down') =>
        change(bench.store, ({ nominations }) => nominations.reorder(one?.id ?? '', where));
      await reorder(a, 'down');
      const order = async () => {
        const all = await look(bench.store, ({ nominations }) => nominations.list({ course }));
        return all.toSorted((x, y) => (x.priority ?? 0) - (y.priority ?? 0)).map((one) => one.id);
      };
      const before = await order();

      await Promise.all([reorder({ id: before[1] ?? '' }, 'up'), reorder({ id: before[3] ?? '' }, 'up')]);

      const [first, second, third, fourth] = before;
      expect(await order()).toEqual([second, first, fourth, third]);
      expect(new Set(before)).toEqual(new Set([a, b, c, d].map((one) => one?.id)));
    });

    test('are agreed to and released once, by whoever comes first', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [one] = await nominate(bench.store, exchange, course, ['Asked']);
      const release = (to: 'given' | 'refused') =>
        change(bench.store, ({ nominations }) =>
          nominations.assent(one?.id ?? '', 'release', [null, 'asked'], to),
        );

      const outcomes = await Promise.all([release('given'), release('refused'), release('given')]);

      expect(outcomes.filter((outcome) => outcome !== undefined)).toHaveLength(1);
    });

    test('wait for a consent and a release until each is given', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const { id: nominee, name } = await change(bench.store, ({ people }) =>
        people.add({ name: 'Waits Long', organisation: exchange.rabat.id, membership: 'confirmed' }),
      );
      const made = nomination({ course, nominee, organisation: exchange.rabat.id, by: exchange.karim.id });
      const both = { ...made, consent: 'asked', release: 'asked' } as const;
      const { id } = await change(bench.store, ({ nominations }) => nominations.add(both), noon + 3);
      const waiting = () =>
        look(bench.store, async ({ nominations, imports }) => ({
          consents: (await nominations.awaiting('consent', nominee, 9)).map((one) => one.id),
          releases: (await nominations.awaiting('release', exchange.rabat.id, 9)).map((one) => one.id),
          here: (await nominations.unanswered({ courses: [course] })).map((one) => one.id),
          lately: (await nominations.unanswered({ from: noon + 3, until: noon + 3 })).map((one) => one.id),
          named: (await imports.members(exchange.rabat.id, ['waits  LONG'])).map((one) => one.name),
        }));

      const before = await waiting();
      await change(bench.store, ({ nominations }) => nominations.assent(id, 'consent', ['asked'], 'given'));
      const between = await waiting();
      await change(bench.store, ({ nominations }) => nominations.assent(id, 'release', ['asked'], 'given'));
      const after = await waiting();

      const [one, none] = [[id], []];
      expect(before).toEqual({ consents: one, releases: one, here: one, lately: one, named: [name] });
      expect(between).toEqual({ consents: none, releases: one, here: one, lately: one, named: [name] });
      expect(after).toEqual({ consents: none, releases: none, here: none, lately: none, named: [name] });
    });

    test('go back with a note and come again without it, and come in time when the deadline moves', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const made = nomination({
        course,
        nominee: exchange.karim.id,
        organisation: exchange.rabat.id,
        by: exchange.karim.id,
      });
      const { id } = await change(bench.store, ({ nominations }) =>
        nominations.add({ ...made, isLate: true }),
      );

      const back = await change(bench.store, ({ nominations }) => nominations.sendBack(id, 'Which unit?'));
      const again = await change(bench.store, ({ nominations }) => nominations.sendAgain(id), noon + 9);
      const twice = await change(bench.store, ({ nominations }) => nominations.sendAgain(id));
      await change(bench.store, ({ courses }) =>
        courses.edit(course, { nominationDeadline: noon + 10 }, ['call-open']),
      );

      expect(back).toMatchObject({ state: 'returned', hubNote: 'Which unit?' });
      expect(again).toMatchObject({ state: 'submitted', hubNote: null, sentAt: noon + 9 });
      expect(twice).toBeUndefined();
      expect(await look(bench.store, ({ nominations }) => nominations.byId(id))).toMatchObject({
        isLate: false,
      });
    });

    test('tell whom a change of the course concerns: open ones and seats, not who withdrew', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [seated, open, gone] = await nominate(bench.store, exchange, course, ['Sits', 'Waits', 'Goes']);
      await grant(seated?.id);
      await change(bench.store, ({ nominations }) =>
        nominations.move(gone?.id ?? '', ['submitted'], 'withdrawn'),
      );

      const concerned = await look(bench.store, ({ nominations }) => nominations.concerned(course));

      expect(concerned.map(({ nominee }) => nominee).toSorted()).toEqual(
        [seated?.nominee, open?.nominee].toSorted(),
      );
    });

    test('keep the last seats for three of fifty who are accepted at once', async () => {
      const { id: course } = await openCourse(bench.store, exchange, { seats: 3 });
      const fifty = await nominate(bench.store, exchange, course, names(50));

      const outcomes = await Promise.all(fifty.map(({ id }) => grant(id)));

      expect(outcomes.filter((outcome) => 'granted' in outcome)).toHaveLength(3);
      expect(outcomes.filter((outcome) => 'refused' in outcome && outcome.refused === 'full')).toHaveLength(
        47,
      );
      expect(await seatsOf(course)).toBe(3);
      const accepted = await look(bench.store, ({ nominations }) =>
        nominations.list({ course, states: ['accepted'] }),
      );
      expect(accepted).toHaveLength(3);
      const waiting = await look(bench.store, ({ nominations }) =>
        nominations.list({ course, states: ['submitted'] }),
      );
      expect(waiting).toHaveLength(47);
    });

    test('take one seat when they are accepted twice at once', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [one] = await nominate(bench.store, exchange, course, ['Doubled']);

      const outcomes = await Promise.all([grant(one?.id), grant(one?.id), grant(one?.id)]);

      expect(outcomes.filter((outcome) => 'granted' in outcome)).toEqual([
        { granted: { ...one, state: 'accepted' } },
      ]);
      expect(outcomes.filter((outcome) => 'refused' in outcome)).toEqual([
        { refused: 'moved' },
        { refused: 'moved' },
      ]);
      expect(await seatsOf(course)).toBe(1);
    });

    test('give a seat back while another waits for it, and never more than one', async () => {
      const { id: course } = await openCourse(bench.store, exchange, { seats: 1 });
      const [first, second] = await nominate(bench.store, exchange, course, ['Goes', 'Comes']);
      await grant(first?.id);
      const withdraw = () =>
        change(bench.store, ({ nominations }) =>
          nominations.move(first?.id ?? '', ['submitted', 'accepted'], 'withdrawn'),
        );

      const [gone, goneAgain] = await Promise.all([withdraw(), withdraw(), grant(second?.id)]);
      await grant(second?.id);

      expect([gone, goneAgain].filter((one) => one !== undefined)).toHaveLength(1);
      expect(await seatsOf(course)).toBe(1);
      expect(await look(bench.store, ({ nominations }) => nominations.byId(second?.id ?? ''))).toMatchObject({
        state: 'accepted',
      });
    });

    test('keep their seat through what follows, and return none that they never had', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [seated, unseated] = await nominate(bench.store, exchange, course, ['Seated', 'Unseated']);
      await grant(seated?.id);

      await change(bench.store, async ({ nominations }) => {
        await nominations.move(seated?.id ?? '', ['accepted'], 'attended');
        await nominations.move(unseated?.id ?? '', ['submitted', 'accepted'], 'withdrawn');
      });

      expect(await seatsOf(course)).toBe(1);
    });

    test('get no seat past grantSeat', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [one] = await nominate(bench.store, exchange, course, ['Pushing']);

      const attempts = await Promise.allSettled([
        change(bench.store, ({ nominations }) => nominations.move(one?.id ?? '', ['submitted'], 'accepted')),
        change(bench.store, ({ nominations }) =>
          nominations.add({
            ...nomination({
              course,
              nominee: exchange.ama.id,
              organisation: exchange.accra.id,
              by: exchange.ama.id,
            }),
            state: 'accepted',
          }),
        ),
      ]);

      const refused = { status: 'rejected', reason: { message: 'Only grantSeat grants seats.' } };
      expect(attempts).toMatchObject([refused, refused]);
      expect(await seatsOf(course)).toBe(0);
    });

    test('get no seat in a course that was cancelled meanwhile', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [one] = await nominate(bench.store, exchange, course, ['Too late']);
      await change(bench.store, ({ courses }) => courses.move(course, ['call-open'], 'cancelled'));

      expect(await grant(one?.id)).toEqual({ refused: 'moved' });
      expect(await grant('nom-none', course)).toEqual({ refused: 'moved' });
      expect(await look(bench.store, ({ nominations }) => nominations.byId(one?.id ?? ''))).toMatchObject({
        state: 'submitted',
      });
    });

    test('are counted by organisation', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [first, second] = await nominate(bench.store, exchange, course, ['One', 'Two', 'Three']);
      await grant(first?.id);
      await change(bench.store, ({ nominations }) =>
        nominations.move(second?.id ?? '', ['submitted'], 'withdrawn'),
      );

      expect(await look(bench.store, ({ nominations }) => nominations.counts(course))).toEqual([
        { organisation: exchange.rabat.id, open: 1, accepted: 1 },
      ]);
      expect(await look(bench.store, ({ nominations }) => nominations.counts('crs-none'))).toEqual([]);
    });

    test('end in attendance, as it was marked last', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [one, two] = await nominate(bench.store, exchange, course, ['Present', 'Absent']);

      await change(bench.store, async ({ nominations }) => {
        await nominations.mark(course, one?.nominee ?? '', 'no-show', exchange.ama.id);
        await nominations.mark(course, two?.nominee ?? '', 'no-show', exchange.ama.id);
        await nominations.mark(course, one?.nominee ?? '', 'attended', exchange.ama.id);
      });

      const marks = await look(bench.store, ({ nominations }) => nominations.attendance(course));
      expect(new Set(marks)).toEqual(
        new Set([
          { person: one?.nominee, mark: 'attended' },
          { person: two?.nominee, mark: 'no-show' },
        ]),
      );
    });
  });
}
