// Offers of seats: one at a time, ended by whatever moves their nomination, seen by whoever sees it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '#exchange/viewer.ts';
import type { Offer } from '#store/records/offers.ts';
import type { TestStore } from '../support/databases.ts';
import { standingPass } from '../support/gate-papers.ts';
import {
  act,
  arrangeExchange,
  change,
  day,
  type Exchange,
  hour,
  look,
  nominate,
  noon,
  type OpenStore,
  openCourse,
} from './store-bench.ts';

export function offerContract(open: OpenStore): void {
  describe('offers', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    const made = { origin: 'selected', endsAt: noon + 2 * day, closesAt: noon + 50 * day } as const;
    const offer = (nomination: string, lookAt = noon + hour): Promise<Offer | undefined> =>
      change(bench.store, async ({ nominations, offers, ...records }) => {
        const found = await nominations.byId(nomination);
        const pass = await standingPass({ nominations, offers, ...records }, found?.course ?? '');
        await nominations.grantSeat(nomination, pass, 'offered');
        return offers.open({ ...made, nomination, lookAt, offeredBy: exchange.coordinator.id });
      });
    const seatsOf = async (course: string) =>
      (await look(bench.store, ({ courses }) => courses.byId(course)))?.granted;

    test('take a seat, stand open once, and end as their nomination moves on', async () => {
      const { id: course } = await openCourse(bench.store, exchange, { seats: 4 });
      const people = await nominate(bench.store, exchange, course, ['Yes', 'No', 'Late', 'Gone', 'Fifth']);
      const [yes = '', no = '', late = '', gone = '', fifth = ''] = people.map(({ id }) => id);

      // One after the other: of those that come at once any four have a seat.
      const opened: (Offer | undefined)[] = [];
      for (const id of [yes, no, late, gone, fifth]) opened.push(await offer(id));
      const again = await change(bench.store, ({ offers }) =>
        offers.open({ ...made, nomination: yes, lookAt: noon }),
      );

      expect(opened.map((one) => one?.state)).toEqual(['open', 'open', 'open', 'open', undefined]);
      expect(again).toBeUndefined();
      expect(await seatsOf(course)).toBe(4);
      await change(bench.store, async ({ nominations }) => {
        await nominations.move(yes, ['offered'], 'accepted');
        await nominations.move(no, ['offered'], 'declined');
        await nominations.move(late, ['offered'], 'expired');
        await nominations.move(gone, ['submitted', 'offered'], 'withdrawn');
      });
      expect(await seatsOf(course)).toBe(1);
      await look(bench.store, async ({ offers }) => {
        const states = new Map((await offers.of(course, 9, 0)).map((one) => [one.nomination, one.state]));
        expect([yes, no, late, gone].map((id) => states.get(id))).toEqual([
          'accepted',
          'declined',
          'expired',
          'withdrawn',
        ]);
        expect(await offers.of(course, 1, 3)).toHaveLength(1);
        expect(await offers.among([yes, no, late, gone], ['open'])).toEqual([]);
        expect(await offers.among([yes, no, late], ['declined', 'expired'])).toHaveLength(2);
        expect(await offers.counts(course)).toEqual({
          open: 0,
          accepted: 1,
          declined: 1,
          expired: 1,
          withdrawn: 1,
        });
        expect(await offers.byId(opened[0]?.id ?? '')).toMatchObject({ state: 'accepted', endedAt: noon });
      });
    });

    test('are answered once by whoever answers first', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [{ id = '' } = {}] = await nominate(bench.store, exchange, course, ['Torn']);
      await offer(id);

      const moves = await Promise.all(
        (['accepted', 'declined', 'expired', 'accepted', 'withdrawn'] as const).map((to) =>
          change(bench.store, ({ nominations }) => nominations.move(id, ['offered'], to)),
        ),
      );

      const [kept] = moves.filter((one) => one !== undefined);
      expect(moves.filter((one) => one !== undefined)).toHaveLength(1);
      const [ended] = await look(bench.store, ({ offers }) => offers.of(course, 9, 0));
      expect(ended?.state).toBe(kept?.state);
      expect(await seatsOf(course)).toBe(kept?.state === 'accepted' ? 1 : 0);
    });

    test('are looked at when it is time, and no more once they have ended', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [soon, later] = await nominate(bench.store, exchange, course, ['Soon', 'Later']);
      const first = await offer(soon?.id ?? '', noon - 400 * day);
      const second = await offer(later?.id ?? '', noon - 390 * day);
      const due = (at: number, most = 9) =>
        look(bench.store, async ({ offers }) => (await offers.due(at, most)).map(({ id }) => id));

      expect(await due(noon - 401 * day)).toEqual([]);
      expect(await due(noon - 390 * day)).toEqual([first?.id, second?.id]);
      expect(await due(noon - 390 * day, 1)).toEqual([first?.id]);
      const plan = { lookAt: noon + 9 * day, toldAt: noon, endsAt: noon + 3 * day, extensions: 1 };
      expect(await change(bench.store, ({ offers }) => offers.plan(first?.id ?? '', plan))).toBe(true);
      expect(await due(noon - 390 * day)).toEqual([second?.id]);
      expect(await look(bench.store, ({ offers }) => offers.byId(first?.id ?? ''))).toMatchObject(plan);
      await change(bench.store, ({ nominations }) =>
        nominations.move(later?.id ?? '', ['offered'], 'declined'),
      );
      expect(await due(noon)).toEqual([]);
      expect(await change(bench.store, ({ offers }) => offers.plan(second?.id ?? '', plan))).toBe(false);
    });

    test('are explained once, and only when they were declined', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [{ id = '' } = {}] = await nominate(bench.store, exchange, course, ['Explains']);
      const opened = await offer(id);
      const explain = () =>
        change(bench.store, ({ offers }) => offers.explain(opened?.id ?? '', 'another-course'));

      const before = await explain();
      await change(bench.store, ({ nominations }) => nominations.move(id, ['offered'], 'declined'));

      expect([before, await explain(), await explain()]).toEqual([false, true, false]);
      expect(await look(bench.store, ({ offers }) => offers.byId(opened?.id ?? ''))).toMatchObject({
        declineReason: 'another-course',
      });
    });

    test('are seen by whoever sees the nomination, and counted for whoever sees the course', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [{ id = '', nominee = '' } = {}] = await nominate(bench.store, exchange, course, ['Seen']);
      const opened = await offer(id);
      const as = (viewer: Viewer) =>
        bench.store.read(viewer, async ({ offers }) => ({
          one: (await offers.byId(opened?.id ?? ''))?.id,
          of: (await offers.of(course, 9, 0)).length,
          open: (await offers.among([id], ['open'])).length,
          due: (await offers.due(noon + hour, 99)).some((other) => other.id === opened?.id),
          counted: (await offers.counts(course)).open,
          vacant: await offers.vacant(),
        }));
      const person = (
        who: string,
        organisation: string,
        roles: readonly ('liaison' | 'trainee')[],
      ): Viewer => ({
        kind: 'person',
        person: who,
        organisation,
        roles,
      });
      const { rabat, karim, hub } = exchange;

      const all = { one: opened?.id, of: 1, open: 1, due: true, counted: 1, vacant: [] };
      expect(await as(person(nominee, rabat.id, ['trainee']))).toEqual(all);
      expect(await as(person(karim.id, rabat.id, ['liaison']))).toEqual(all);
      const none = { one: undefined, of: 0, open: 0, due: false, counted: 1, vacant: [] };
      expect(await as(person('per-other', hub.id, ['trainee']))).toEqual(none);
      expect(await as({ kind: 'stranger' })).toEqual(none);
    });

    test('leave no course out that has a free seat and a reserve', async () => {
      const { id: course } = await openCourse(bench.store, exchange, { seats: 1 });
      const [first, second] = await nominate(bench.store, exchange, course, ['First', 'Second']);
      const vacant = () => look(bench.store, ({ offers }) => offers.vacant());
      const isVacant = async () => (await vacant()).includes(course);

      const seen = [await isVacant()];
      await change(bench.store, async (records) => {
        for (const [from, to] of [
          ['call-open', 'call-closed'],
          ['call-closed', 'selecting'],
          ['selecting', 'confirmed'],
        ] as const)
          await records.courses.move(course, [from], to);
        await records.nominations.move(second?.id ?? '', ['submitted'], 'reserve');
      });
      seen.push(await isVacant());
      await offer(first?.id ?? '');
      seen.push(await isVacant());
      await change(bench.store, ({ nominations }) =>
        nominations.move(first?.id ?? '', ['offered'], 'expired'),
      );
      seen.push(await isVacant());

      expect(seen).toEqual([false, true, false, true]);
    });

    test('follow from what somebody did, in their transaction and with all eyes', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [{ id = '' } = {}] = await nominate(bench.store, exchange, course, ['Unseen']);

      const seen = await bench.store.write(act(noon, { kind: 'stranger' }), async (records) => {
        const own = await records.nominations.byId(id);
        const all = records.withAllEyes();
        await all.nominations.edit(id, { unit: 'Seen all the same' }, ['submitted']);
        return [own, (await all.nominations.byId(id))?.unit];
      });

      expect(seen).toEqual([undefined, 'Seen all the same']);
      expect((await bench.store.verifyAudit()).whole).toBe(true);
    });
  });
}
