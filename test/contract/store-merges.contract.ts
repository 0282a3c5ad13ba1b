// Two people who are one human: what goes over, what stands against it, and that it is done once.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { erasedName } from '#exchange/people.ts';
import { Conflict } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import { approve, givePapers, standingPass } from '../support/gate-papers.ts';
import { reactionOf, reactionTo } from '../support/reaction-round.ts';
import {
  arrangeExchange,
  change,
  day,
  type Exchange,
  look,
  newDelivery,
  nomination,
  noon,
  type OpenStore,
  openCourse,
  proposal,
} from './store-bench.ts';

export function mergeContract(open: OpenStore): void {
  describe('two people who are one', () => {
    let bench: TestStore;
    let exchange: Exchange;
    let one: string;
    let other: string;

    beforeEach(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
      [one, other] = await change(bench.store, async ({ people }) => {
        const both = ['discord:77', 'slack:T1:U77'] as const;
        const ids: string[] = [];
        for (const account of both) {
          const { id } = await people.add({
            name: 'Efua',
            organisation: exchange.rabat.id,
            membership: 'confirmed',
          });
          await people.link(account, id, 'efua');
          ids.push(id);
        }
        return [ids[0] ?? '', ids[1] ?? ''] as const;
      });
    });
    afterEach(() => bench.close());

    const merge = (from: string, into: string) =>
      change(bench.store, ({ merges }) => merges.merge(from, into), noon + 1);
    const against = () => look(bench.store, ({ merges }) => merges.against(one, other));
    const nominate = (nominee: string, course: string) =>
      change(bench.store, ({ nominations }) =>
        nominations.add(
          nomination({ course, nominee, organisation: exchange.rabat.id, by: exchange.karim.id }),
        ),
      );

    test('become one, with the accounts, roles, deputies, nominations, messages and proposals of both', async () => {
      const { rabat, karim } = exchange;
      const course = await openCourse(bench.store, exchange);
      const { id: nomination } = await nominate(one, course.id);
      const own = await change(bench.store, async (records) => {
        const role = { role: 'manager', scope: rabat.id } as const;
        await records.people.grant({ ...role, person: one });
        await records.people.grant({ ...role, person: other, until: noon + day });
        const stand = { role: undefined, scope: undefined, from: noon, until: noon + day, zone: 'UTC' };
        await records.deputies.name({ ...stand, principal: karim.id, deputy: one });
        await records.deputies.name({ ...stand, principal: one, deputy: other });
        await records.deliveries.add([newDelivery('to them', { person: one })]);
        await records.people.change(other, { approvedBy: one });
        const pass = await standingPass(records, course.id);
        await records.nominations.grantSeat(nomination, pass, 'offered');
        const times = { endsAt: noon + day, closesAt: noon + day, lookAt: noon + day };
        await records.offers.open({ nomination, origin: 'selected', offeredBy: one, ...times });
        return records.courses.propose({ ...proposal(exchange), proposedBy: one, organisation: rabat.id });
      });

      const done = await merge(one, other);

      expect(done).toBe(true);
      await look(bench.store, async (records) => {
        expect((await records.people.accountsOf(other)).map(({ id }) => id).toSorted()).toEqual([
          'discord:77',
          'slack:T1:U77',
        ]);
        expect(await records.people.grantsOf(other)).toEqual([
          { person: other, role: 'manager', scope: rabat.id },
        ]);
        expect(await records.deputies.list({ endsAfter: noon })).toMatchObject([
          { principal: karim.id, deputy: other },
        ]);
        expect(await records.nominations.list({ nominee: other })).toHaveLength(1);
        expect(await records.courses.byId(own.id)).toMatchObject({ proposedBy: other });
        expect(await records.offers.among([nomination], ['open'])).toMatchObject([{ offeredBy: other }]);
        expect(await records.people.byId(other)).toMatchObject({ name: 'Efua', approvedBy: undefined });
        expect(await records.people.byId(one)).toMatchObject({ name: erasedName, membership: 'removed' });
        expect(await records.erasures.held('discord:77')).toMatchObject({
          person: { id: other },
          deliveries: [{ state: 'pending' }],
        });
      });
      expect((await bench.store.verifyAudit()).whole).toBe(true);
    });

    test('stay two while both are nominated for one course, until one has withdrawn', async () => {
      const course = await openCourse(bench.store, exchange);
      await nominate(one, course.id);
      const { id } = await nominate(other, course.id);

      const [before, refused] = [await against(), await merge(one, other)];
      await change(bench.store, ({ nominations }) => nominations.move(id, ['submitted'], 'withdrawn'));

      expect(before).toEqual({ nominated: [course.id], decided: [], mitigations: [] });
      expect(refused).toBe(false);
      expect(await merge(one, other)).toBe(true);
    });

    test('stay two where one decided on what the other proposed, or sees to what was approved', async () => {
      const course = await change(bench.store, async (records) => {
        const { id } = await records.courses.propose({ ...proposal(exchange), proposedBy: one });
        await givePapers(records, id, exchange.coordinator.id);
        const risk = { risk: 'Misuse', mitigation: 'Vetting', owner: one, due: '2027-02-01' };
        await records.papers.addRisk(id, risk);
        await approve(records, id, other);
        return id;
      });

      expect(await against()).toEqual({ nominated: [], decided: [course], mitigations: [course] });
      expect(await merge(one, other)).toBe(false);
      expect(await merge(other, one)).toBe(false);
    });

    test('have answered once where either has, and are registered once', async () => {
      const { edition, course } = await change(bench.store, async (records) => {
        const { id: course } = await records.courses.propose(proposal(exchange));
        const round = reactionTo(course, noon, noon + day);
        await records.feedback.open(round, [one, other]);
        await records.feedback.answer(reactionOf(course), one, {});
        const { id: series } = await records.symposia.addSeries('Series', 2);
        const planned = { series, number: 1, title: 'First', zone: 'UTC', plannedBy: one };
        const { id: edition } = await records.symposia.plan(planned);
        await records.symposia.register(edition, one, 'academia');
        await records.symposia.register(edition, other, 'academia');
        return { edition, course };
      });

      await merge(one, other);

      await look(bench.store, async ({ feedback, symposia }) => {
        expect(await feedback.participation(reactionOf(course))).toEqual({ invited: 1, answered: 1 });
        expect(await symposia.registrations(edition)).toHaveLength(1);
      });
    });

    test('are merged once, by however many at once and in either direction', async () => {
      const done = await Promise.all([merge(one, other), merge(other, one), merge(one, other)]);

      expect(done.filter(Boolean)).toHaveLength(1);
      expect(
        (await look(bench.store, ({ people }) => people.byIds([one, other]))).map((p) => p.name),
      ).toContain('Efua');
    });

    test('leave no nomination to the one who is gone, however close to it somebody nominates', async () => {
      const course = await openCourse(bench.store, exchange);

      await Promise.allSettled([merge(one, other), nominate(one, course.id), nominate(other, course.id)]);
      const merged = await isMerged();

      await expect(nominate(one, course.id)).rejects.toThrow(Conflict);
      const left = await look(bench.store, ({ nominations }) => nominations.list({ nominee: one }));
      expect(left).toHaveLength(merged ? 0 : 1);
    });

    const isMerged = async () =>
      (await look(bench.store, ({ people }) => people.byId(one)))?.membership === 'removed';

    test('are never of two organisations, nor the same, nor unknown, nor unconfirmed', async () => {
      const done = [
        await merge(one, exchange.ama.id),
        await merge(one, one),
        await merge(one, 'per-none'),
        await merge('per-none', one),
      ];
      await change(bench.store, ({ people }) => people.change(other, { membership: 'pending' }));

      expect([...done, await merge(one, other)]).toEqual([false, false, false, false, false]);
    });
  });
}
