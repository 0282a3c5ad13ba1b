// How seats are shared: rules, lots, plans and departures, and the ledger of what each organisation has received.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitmentOf } from '#exchange/lottery.ts';
import type { PlannedSeat } from '#exchange/seat-plan.ts';
import { noRules } from '#exchange/seat-rules.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { TestStore } from '../support/databases.ts';
import {
  arrangeExchange,
  change,
  type Exchange,
  grantSeat,
  look,
  nominate,
  noon,
  type OpenStore,
  openCourse,
} from './store-bench.ts';

export function seatContract(open: OpenStore): void {
  describe('the sharing of seats', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    const liaisonOf = (of: 'accra' | 'rabat'): Viewer => ({
      kind: 'person',
      person: of === 'accra' ? exchange.ama.id : exchange.karim.id,
      organisation: exchange[of].id,
      roles: ['liaison'],
    });
    const rowsOf = (nominations: readonly { id: string; organisation: string }[], seats: number) =>
      nominations.map(
        ({ id, organisation }, at): PlannedSeat => ({
          nomination: id,
          organisation,
          by: at < seats ? 'turn' : null,
          byLot: false,
        }),
      );
    const planned = async (names: readonly string[], seats: number) => {
      const { id: course } = await openCourse(bench.store, exchange);
      const nominations = await nominate(bench.store, exchange, course, names);
      const rows = rowsOf(nominations, seats);
      const share = { organisation: exchange.rabat.id, weight: 1, entitled: 1.5, received: 0 };
      const plan = await change(bench.store, ({ seatPlans }) =>
        seatPlans.keep({ course, seats, hash: 'aa', rows, shares: [share] }, exchange.coordinator.id),
      );
      return { course, nominations, rows, plan, share };
    };
    const states = (of: readonly { id: string }[]) =>
      look(bench.store, ({ nominations }) =>
        Promise.all(
          of.map(async ({ id }) => {
            const one = await nominations.byId(id);
            return [one?.state, one?.reservePlace];
          }),
        ),
      );

    test('has no rules until some are set, and the last ones set then', async () => {
      const { id } = await openCourse(bench.store, exchange);
      const reserves = [{ group: 'women' as const, seats: 2 }];
      const rules = () => look(bench.store, ({ seatRules }) => seatRules.of(id));

      const before = await rules();
      await change(bench.store, ({ seatRules }) => seatRules.set(id, { cap: 2, floor: true, reserves: [] }));
      await change(bench.store, ({ seatRules }) =>
        seatRules.set(id, { cap: undefined, floor: false, reserves }),
      );

      expect(before).toEqual(noRules);
      expect(await rules()).toEqual({ cap: undefined, floor: false, reserves });
    });

    test('draws one lot for a call, tells its hash alone, and draws another after it was revealed', async () => {
      const { id } = await openCourse(bench.store, exchange);
      const draw = () => change(bench.store, ({ seatRules }) => seatRules.draw(id));
      const reveal = () => change(bench.store, ({ seatRules }) => seatRules.reveal(id));
      const lot = () => look(bench.store, ({ seatRules }) => seatRules.lot(id));

      expect([await lot(), await reveal()]).toEqual([undefined, false]);
      expect([await draw(), await draw()]).toEqual([true, false]);
      const secret = await lot();
      expect([await reveal(), await reveal()]).toEqual([true, false]);
      const told = await lot();
      await draw();
      const next = await lot();

      expect(secret).toEqual({ commitment: expect.stringMatching(/^[0-9a-f]{64}$/), seed: undefined });
      expect(told).toEqual({ commitment: secret?.commitment, seed: expect.stringMatching(/^\S{38}$/) });
      expect(commitmentOf(told?.seed ?? '')).toBe(secret?.commitment);
      expect(next?.commitment).not.toBe(secret?.commitment);
    });

    test('keeps a plan once while it follows from the same, and another under the next number', async () => {
      const { course, rows, plan } = await planned(['Ali', 'Bea'], 1);
      const keep = (hash: string) =>
        change(bench.store, ({ seatPlans }) =>
          seatPlans.keep({ course, seats: 1, hash, rows, shares: [] }, exchange.ama.id),
        );

      const same = await keep('aa');
      const other = await keep('bb');

      expect(plan).toMatchObject({ number: 1, proposedAt: noon, confirmedAt: undefined, rows });
      expect(same).toEqual(plan);
      expect(other).toMatchObject({ number: 2, hash: 'bb', proposedBy: exchange.ama.id });
      expect(await look(bench.store, ({ seatPlans }) => seatPlans.latest(course))).toEqual(other);
    });

    test('keeps departures with their reasons, counts them, and takes none of a plan that was replaced', async () => {
      const { course, nominations, rows, plan } = await planned(['Ali', 'Bea'], 1);
      const [loses = '', gains = ''] = nominations.map(({ id }) => id);
      const since = () => look(bench.store, ({ seatPlans }) => seatPlans.departuresSince(noon));
      const before = await since();
      const depart = () =>
        change(bench.store, ({ seatPlans }) =>
          seatPlans.depart(plan.id, { loses, gains, reason: 'He is on leave.', by: exchange.ama.id }),
        );

      const first = await depart();
      await change(bench.store, ({ seatPlans }) =>
        seatPlans.keep({ course, seats: 1, hash: 'bb', rows, shares: [] }, exchange.ama.id),
      );
      const second = await depart();

      expect(first).toMatchObject({ number: 1, course, loses, gains, reason: 'He is on leave.', at: noon });
      expect(second).toBeUndefined();
      expect(await look(bench.store, ({ seatPlans }) => seatPlans.departures(plan.id))).toEqual([first]);
      expect(await since()).toBe(before + 1);
    });

    test('confirms a plan once of two who confirm at once, and sorts all nominations in one go', async () => {
      const { nominations, rows, plan } = await planned(['Ali', 'Bea', 'Cai'], 1);
      const confirm = () =>
        change(bench.store, ({ seatPlans }) => seatPlans.confirm(plan.id, rows, exchange.coordinator.id));

      const outcomes = await Promise.all([confirm(), confirm()]);
      const late = await change(bench.store, ({ seatPlans }) =>
        seatPlans.depart(plan.id, {
          loses: nominations[0]?.id ?? '',
          gains: nominations[1]?.id ?? '',
          reason: 'Too late.',
          by: exchange.ama.id,
        }),
      );

      expect(outcomes.toSorted()).toEqual([false, true]);
      expect(late).toBeUndefined();
      expect(await states(nominations)).toEqual([
        ['selected', null],
        ['reserve', 1],
        ['reserve', 2],
      ]);
    });

    test('confirms nothing of a plan with a nomination that is no longer open', async () => {
      const { nominations, rows, plan } = await planned(['Ali', 'Bea'], 1);
      await change(bench.store, (records) =>
        records.nominations.move(nominations[0]?.id ?? '', ['submitted'], 'withdrawn'),
      );

      const confirming = change(bench.store, ({ seatPlans }) =>
        seatPlans.confirm(plan.id, rows, exchange.coordinator.id),
      );

      await expect(confirming).rejects.toThrow('changed meanwhile');
      expect(await states(nominations)).toEqual([
        ['withdrawn', null],
        ['submitted', null],
      ]);
    });

    test('tells the outcome of a nomination to its own organisation alone, once it is confirmed', async () => {
      const { course, nominations, rows, plan, share } = await planned(['Ali', 'Bea'], 1);
      const id = nominations[1]?.id ?? '';
      const outcome = (viewer: Viewer) => bench.store.read(viewer, ({ seatPlans }) => seatPlans.outcome(id));

      const before = await outcome(liaisonOf('rabat'));
      await change(bench.store, ({ seatPlans }) => seatPlans.confirm(plan.id, rows, exchange.coordinator.id));

      expect(before).toBeUndefined();
      expect(await outcome(liaisonOf('rabat'))).toEqual({
        plan: { id: plan.id, course, seats: 1 },
        row: rows[1],
        given: 1,
        share,
      });
      expect(await outcome(liaisonOf('accra'))).toBeUndefined();
      expect(
        await bench.store.read(liaisonOf('rabat'), async ({ seatPlans }) => [
          await seatPlans.latest(course),
          await seatPlans.departures(plan.id),
          await seatPlans.departuresSince(0),
        ]),
      ).toEqual([undefined, [], 0]);
    });
  });

  describe('the ledger', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    test('counts the seats held since a day, no-shows too, and none of a cancelled course', async () => {
      const seated = async (startsOn: string, names: readonly string[]) => {
        const { id } = await openCourse(bench.store, exchange, { startsOn, endsOn: startsOn });
        const nominations = await nominate(bench.store, exchange, id, names);
        for (const one of nominations) await grantSeat(bench.store, one.id);
        return { id, nominations };
      };
      await seated('2027-02-01', ['Too early']);
      const first = await seated('2027-03-01', ['Comes', 'Stays away', 'Gives it back']);
      const off = await seated('2027-04-01', ['Of a cancelled course']);
      const [, away, back] = first.nominations;
      await change(bench.store, async ({ nominations, courses, ledger }) => {
        await nominations.move(away?.id ?? '', ['accepted'], 'no-show');
        await nominations.move(back?.id ?? '', ['accepted'], 'withdrawn');
        await courses.move(off.id, ['call-open'], 'cancelled');
        await ledger.weigh(exchange.rabat.id, 5);
        await ledger.weigh(exchange.rabat.id, 7);
      });

      const ledger = await look(bench.store, (records) => records.ledger.since('2027-03-01'));
      const own = await bench.store.read(
        { kind: 'person', person: exchange.ama.id, organisation: exchange.accra.id, roles: ['liaison'] },
        (records) => records.ledger.since('2027-03-01'),
      );
      const nobody = await bench.store.read({ kind: 'stranger' }, (records) =>
        records.ledger.since('2027-03-01'),
      );

      const accra = {
        organisation: exchange.accra.id,
        name: exchange.accra.name,
        weight: 1,
        received: 0,
        noShows: 0,
        lastOn: undefined,
      };
      const rabat = {
        organisation: exchange.rabat.id,
        name: exchange.rabat.name,
        weight: 7,
        received: 2,
        noShows: 1,
        lastOn: '2027-03-01',
      };
      expect(ledger).toEqual({ rows: [accra, rabat], weights: 8, seats: 2 });
      expect(own).toEqual({ rows: [accra], weights: 8, seats: 2 });
      expect(nobody).toEqual({ rows: [], weights: 0, seats: 0 });
    });
  });
}
