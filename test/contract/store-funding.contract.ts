// Money: lines for the eyes of finance alone, kinds of payer for reports, and totals of a year that are told once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { subjects } from '#exchange/course.ts';
import type { Role } from '#exchange/people.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { FundingLine } from '#store/records/funding.ts';
import type { TestStore } from '../support/databases.ts';
import { standingPass } from '../support/gate-papers.ts';
import { arrangeExchange, change, type Exchange, type OpenStore, openCourse } from './store-bench.ts';

const steps = ['call-closed', 'selecting', 'confirmed', 'running', 'delivered'] as const;
const payers = ['GH', 'KE', 'EG', 'PE', 'FJ'] as const;
const zone = 'Europe/London';

export function fundingContract(open: OpenStore): void {
  describe('funding', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    const eyes = (...roles: Role[]): Viewer => ({
      kind: 'person',
      person: 'per-somebody',
      organisation: exchange.hub.id,
      roles,
    });
    const everybodyElse = (): readonly Viewer[] => [
      eyes('coordinator', 'oversight', 'approver', 'liaison', 'manager'),
      { kind: 'channel', organisation: undefined, audience: 'hub' },
      { kind: 'stranger' },
    ];

    async function deliver(endsOn: string): Promise<string> {
      const { id } = await openCourse(bench.store, exchange, { startsOn: endsOn, endsOn });
      await change(bench.store, async (records) => {
        const pass = await standingPass(records, id);
        for (const step of steps)
          await records.courses.move(id, ['call-open', ...steps], step, undefined, pass);
      });
      return id;
    }
    const note = (course: string, changes: Partial<FundingLine> = {}) =>
      change(bench.store, ({ funding }) =>
        funding.note({
          course,
          payerKind: 'beneficiary',
          country: 'GH',
          payer: 'Ghana Police Service',
          amount: 9_007_199_254_740,
          currency: 'GBP',
          share: undefined,
          notedBy: 'per-finance',
          ...changes,
        }),
      );
    const tell = (year: number) =>
      change(bench.store, ({ funding }) => funding.tell(year, zone, 'per-finance'));

    test('lines are read by finance alone, as they were noted, until they are withdrawn', async () => {
      const course = await deliver('2020-03-05');
      const first = await note(course, { share: 40 });
      const second = await note(course, { payerKind: 'donor', payer: 'A fund', currency: 'KWD', amount: 1 });
      const read = (viewer: Viewer) => bench.store.read(viewer, ({ funding }) => funding.of(course));
      const one = (viewer: Viewer) => bench.store.read(viewer, ({ funding }) => funding.byId(first.id));

      expect(await read(eyes('finance'))).toEqual(
        // Of one instant, in the order of their ids.
        [first, second].toSorted((left, right) => (left.id < right.id ? -1 : 1)),
      );
      expect(await one(eyes('finance'))).toEqual(first);
      expect(first).toMatchObject({ amount: 9_007_199_254_740, share: 40, country: 'GH' });
      for (const viewer of everybodyElse()) {
        expect(await read(viewer)).toEqual([]);
        expect(await one(viewer)).toBeUndefined();
      }

      const withdraw = () => change(bench.store, ({ funding }) => funding.withdraw(first.id));
      expect([await withdraw(), await withdraw()]).toEqual([true, false]);
      expect(await read(eyes('finance'))).toEqual([second]);
      expect(await one(eyes('finance'))).toBeUndefined();
    });

    test('of a course that they may not see, finance reads no lines', async () => {
      const course = await deliver('2020-04-05');
      const { id } = await note(course);
      await change(bench.store, ({ courses }) => courses.withhold(course, ['counter-terrorism']));

      const lines = await bench.store.read(eyes('finance'), async ({ funding }) => [
        await funding.of(course),
        await funding.byId(id),
      ]);

      expect(lines).toEqual([[], undefined]);
    });

    test('whoever answers for the exchange reads the kinds of payer, without anything else of a line', async () => {
      const [one, other] = [await deliver('2020-05-05'), await deliver('2020-06-05')];
      await note(one, { payerKind: 'donor' });
      await note(one);
      const gone = await note(one, { payerKind: 'department' });
      await change(bench.store, ({ funding }) => funding.withdraw(gone.id));
      const kinds = (viewer: Viewer) =>
        bench.store.read(viewer, ({ funding }) => funding.kindsOf([one, other, 'crs-none']));

      expect(await kinds(eyes('oversight'))).toEqual([{ course: one, kinds: ['beneficiary', 'donor'] }]);
      expect(await kinds(eyes('finance'))).toEqual([]);
      expect(await kinds({ kind: 'stranger' })).toEqual([]);
    });

    test('a year is told once: later lines, corrections and courses change nothing of it', async () => {
      const course = await deliver('2025-03-05');
      for (const country of payers) await note(course, { country, amount: 100 });
      const toTell = await bench.store.read(eyes('finance'), ({ funding }) => funding.toTell(2025, zone));

      const first = await tell(2025);
      for (const country of payers) await note(course, { country, amount: 7 });
      await note(await deliver('2025-08-05'));
      const again = await tell(2025);

      expect(toTell).toMatchObject({ lines: 5, totals: [{ countries: 5, amount: 500, currency: 'GBP' }] });
      expect(first).toMatchObject({ year: 2025, totals: toTell.totals });
      expect(again).toEqual(first);
    });

    test('what was told is for finance and whoever answers for the exchange, and for nobody else', async () => {
      const told = (viewer: Viewer) =>
        bench.store.read(viewer, async ({ funding }) => [
          await funding.told(2025),
          await funding.toldYears(),
        ]);

      for (const role of ['finance', 'coordinator', 'approver', 'oversight'] as const)
        expect(await told(eyes(role))).toMatchObject([{ year: 2025 }, [2025]]);
      for (const viewer of [eyes('liaison', 'manager', 'expert'), { kind: 'stranger' } as const])
        expect(await told(viewer)).toEqual([undefined, []]);
    });

    test('nobody but finance tells a year, and nobody one that is not over', async () => {
      const asCoordinator = await bench.store.write(
        { viewer: eyes('coordinator'), actor: 'somebody', now: Date.UTC(2027, 0, 4) },
        ({ funding }) => funding.tell(2020, zone, 'per-coordinator'),
      );

      expect(asCoordinator).toBeUndefined();
      expect(await tell(2090)).toBeUndefined();
      expect(
        await bench.store.read(eyes('coordinator'), ({ funding }) => funding.toTell(2025, zone)),
      ).toEqual({
        lines: 0,
        totals: [],
      });
    });

    test('a withheld course is part of no total, and a course that was part of a year is part of no other', async () => {
      const courses = await Promise.all(subjects.slice(0, 2).map(() => deliver('2023-12-31')));
      for (const course of courses)
        for (const country of payers) await note(course, { country, amount: 100 });
      await change(bench.store, ({ courses: all }) => all.withhold(courses[1] ?? '', ['counter-terrorism']));

      const inLondon = await tell(2023);
      const farEast = await change(bench.store, ({ funding }) => funding.toTell(2024, 'Pacific/Kiritimati'));

      expect(inLondon?.totals).toMatchObject([{ amount: 500 }]);
      expect(farEast).toEqual({ lines: 0, totals: [] });
    });
  });
}
