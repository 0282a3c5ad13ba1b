// Assistance given: counted from delivered courses, without people, and without what is withheld.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '#exchange/viewer.ts';
import type { TestStore } from '../support/databases.ts';
import { standingPass } from '../support/gate-papers.ts';
import {
  arrangeExchange,
  change,
  type Exchange,
  nominate,
  type OpenStore,
  openCourse,
} from './store-bench.ts';

const steps = ['call-closed', 'selecting', 'confirmed', 'running', 'delivered'] as const;

export function assistanceContract(open: OpenStore): void {
  describe('assistance', () => {
    let bench: TestStore;
    let exchange: Exchange;
    let disclosed = '';

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
      disclosed = await deliver('2027-03-05');
      await deliver('2026-01-05');
      const withheld = await deliver('2027-04-05');
      await openCourse(bench.store, exchange, { endsOn: '2027-03-05' });
      await change(bench.store, ({ courses }) =>
        courses.withhold(withheld, ['counter-terrorism', 'deployed-citizens-at-risk']),
      );
    });
    afterAll(() => bench.close());

    async function deliver(endsOn: string): Promise<string> {
      const { id } = await openCourse(bench.store, exchange, { startsOn: endsOn, endsOn, seats: 5 });
      const nominated = await nominate(
        bench.store,
        exchange,
        id,
        [1, 2, 3].map((at) => `${id} ${at}`),
      );
      await change(bench.store, async (records) => {
        const pass = await standingPass(records, id);
        for (const one of nominated.slice(0, 2)) await records.nominations.grantSeat(one.id, pass);
        for (const step of steps)
          await records.courses.move(id, ['call-open', ...steps], step, undefined, pass);
      });
      return id;
    }

    const eyes = (role: 'oversight' | 'finance' | 'liaison'): Viewer => ({
      kind: 'person',
      person: 'per-somebody',
      organisation: exchange.hub.id,
      roles: [role],
    });

    test('is the same for everybody, with countries and without what is withheld', async () => {
      const since = (viewer: Viewer) =>
        bench.store.read(viewer, ({ assistance }) => assistance.since('2027-01-01'));

      const all = await Promise.all(
        [eyes('oversight'), eyes('liaison'), { kind: 'stranger' } as const].map(since),
      );

      expect(all[0]).toMatchObject([
        { course: disclosed, endsOn: '2027-03-05', beneficiaries: [exchange.rabat.country] },
      ]);
      expect(all[1]).toEqual(all[0]);
      expect(all[2]).toEqual(all[0]);
    });

    test('is reported in numbers, with the reasons of what is withheld, to whoever answers for it', async () => {
      const report = (viewer: Viewer) =>
        bench.store.read(viewer, ({ assistance }) => assistance.report('2027-01-01', '2027-12-31'));

      const told = await report(eyes('oversight'));

      expect(told.courses).toMatchObject([
        { course: { id: disclosed }, trained: [{ organisation: exchange.rabat.id, people: 2 }] },
      ]);
      expect(told.withheld).toMatchObject([
        { endsOn: '2027-04-05', reasons: ['counter-terrorism', 'deployed-citizens-at-risk'] },
      ]);
      expect(await report(eyes('finance'))).toEqual({ courses: [], withheld: [] });
      expect(await report({ kind: 'stranger' })).toEqual({ courses: [], withheld: [] });
    });
  });
}
