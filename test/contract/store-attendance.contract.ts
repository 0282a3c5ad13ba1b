// Attendance by day: every mark by itself, whoever else marks at the same time.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '#exchange/viewer.ts';
import type { TestStore } from '../support/databases.ts';
import {
  arrangeExchange,
  change,
  type Exchange,
  grantSeat,
  look,
  nomination,
  noon,
  type OpenStore,
  openCourse,
} from './store-bench.ts';

export function attendanceContract(open: OpenStore): void {
  describe('attendance by day', () => {
    let bench: TestStore;
    let exchange: Exchange;
    let course: string;
    let people: readonly string[];

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    /** A course with seats for Ama and Karim. */
    async function arrange(): Promise<void> {
      course = (await openCourse(bench.store, exchange)).id;
      people = [exchange.ama.id, exchange.karim.id].sort();
      for (const { id, organisation = '' } of [exchange.ama, exchange.karim]) {
        const made = await change(bench.store, ({ nominations }) =>
          nominations.add(nomination({ course, nominee: id, organisation, by: id })),
        );
        await grantSeat(bench.store, made.id, course);
      }
    }

    const first = '2027-03-01';
    const second = '2027-03-02';
    const all = () => look(bench.store, ({ attendanceDays }) => attendanceDays.of(course));

    test('keeps what was marked last for a person and a day, and the rest beside it', async () => {
      await arrange();
      const [ama = '', karim = ''] = people;

      await change(bench.store, ({ attendanceDays }) =>
        attendanceDays.mark(
          course,
          [
            { person: ama, day: first, presence: 'absent' },
            { person: karim, day: first, presence: 'present' },
            { person: ama, day: second, presence: 'present' },
            { person: ama, day: first, presence: 'excused' },
          ],
          exchange.ama.id,
        ),
      );
      await change(bench.store, ({ attendanceDays }) =>
        attendanceDays.mark(course, [{ person: karim, day: first, presence: 'absent' }], exchange.ama.id),
      );

      expect(await all()).toEqual([
        { person: ama, day: first, presence: 'excused' },
        { person: karim, day: first, presence: 'absent' },
        { person: ama, day: second, presence: 'present' },
      ]);
      const ofOneDay = await look(bench.store, ({ attendanceDays }) => attendanceDays.of(course, second));
      expect(ofOneDay).toEqual([{ person: ama, day: second, presence: 'present' }]);
      const tally = await look(bench.store, ({ attendanceDays }) => attendanceDays.tally(course));
      expect(tally.days).toEqual([first, second]);
      expect([...tally.people]).toEqual([
        [ama, { present: 1, absent: 0, excused: 1 }],
        [karim, { present: 0, absent: 1, excused: 0 }],
      ]);
    });

    test('fills in those who are missing, and loses nothing that is marked at the same time', async () => {
      await arrange();
      const [ama = '', karim = ''] = people;

      const filled = await Promise.all([
        change(bench.store, ({ attendanceDays }) =>
          attendanceDays.mark(course, [{ person: karim, day: first, presence: 'absent' }], exchange.karim.id),
        ),
        change(bench.store, ({ attendanceDays }) =>
          attendanceDays.fill(course, first, [ama], 'present', exchange.ama.id),
        ),
        change(bench.store, ({ attendanceDays }) =>
          attendanceDays.mark(course, [{ person: karim, day: second, presence: 'excused' }], exchange.ama.id),
        ),
      ]);
      const again = await change(bench.store, ({ attendanceDays }) =>
        attendanceDays.fill(course, first, [...people, ama], 'present', exchange.ama.id),
      );

      expect([filled[1], again]).toEqual([1, 0]);
      expect(await all()).toEqual(
        [
          { person: ama, day: first, presence: 'present' },
          { person: karim, day: first, presence: 'absent' },
          { person: karim, day: second, presence: 'excused' },
        ].sort((one, other) => (one.day + one.person < other.day + other.person ? -1 : 1)),
      );
    });

    test('is seen by the person, their liaison officers, and whoever runs or manages the course', async () => {
      await arrange();
      const [ama = '', karim = ''] = people;
      await change(bench.store, ({ attendanceDays }) =>
        attendanceDays.fill(course, first, people, 'present', exchange.ama.id),
      );
      const rabat = exchange.rabat.id;
      const eyes: Readonly<Record<string, Viewer>> = {
        nominee: { kind: 'person', person: karim, organisation: rabat, roles: ['trainee'] },
        colleague: { kind: 'person', person: 'per-x', organisation: rabat, roles: ['trainee'] },
        manager: {
          ...{ kind: 'person', person: 'per-y', organisation: rabat, roles: ['courseManager'] },
          manages: [course],
        },
        elsewhere: {
          ...{ kind: 'person', person: 'per-z', organisation: rabat, roles: ['courseManager'] },
          manages: ['crs-other'],
        },
        stranger: { kind: 'stranger' },
      };

      const seen = await Promise.all(
        Object.entries(eyes).map(async ([who, viewer]) => {
          const marks = await bench.store.read(viewer, ({ attendanceDays }) => attendanceDays.of(course));
          const tally = await bench.store.read(viewer, ({ attendanceDays }) => attendanceDays.tally(course));
          expect([...tally.people.keys()]).toEqual(marks.map(({ person }) => person));
          return [who, marks.map(({ person }) => person)];
        }),
      );

      expect(Object.fromEntries(seen)).toEqual({
        nominee: [karim],
        colleague: [],
        manager: [ama, karim],
        elsewhere: [],
        stranger: [],
      });
    });

    test('speaks again once what was set by hand for the whole course is taken back', async () => {
      await arrange();
      const [ama = ''] = people;
      await change(bench.store, ({ nominations }) =>
        nominations.mark(course, ama, 'partial', exchange.ama.id),
      );

      const taken = await change(bench.store, ({ attendanceDays }) =>
        attendanceDays.letDaysSpeak(course, ama, exchange.ama.id),
      );
      const again = await change(
        bench.store,
        ({ attendanceDays }) => attendanceDays.letDaysSpeak(course, ama, exchange.ama.id),
        noon + 1,
      );

      expect([taken, again]).toEqual([true, false]);
      const left = await look(bench.store, ({ nominations }) => nominations.attendance(course));
      expect(left).toEqual([]);
    });
  });
}
