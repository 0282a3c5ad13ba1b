// Briefs, assessments with their risks, and what missions think: kept as they were written, and the last word counts.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#exchange/people.ts';
import type { Viewer } from '#exchange/viewer.ts';
import { Conflict } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import { brief, inForce, setDocument } from '../support/gate-papers.ts';
import {
  arrangeExchange,
  change,
  day,
  type Exchange,
  look,
  noon,
  type OpenStore,
  openCourse,
  proposal,
} from './store-bench.ts';

export function paperContract(open: OpenStore): void {
  describe('papers', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    const propose = async () =>
      (await change(bench.store, ({ courses }) => courses.propose(proposal(exchange)))).id;
    const risk = (about: string) => ({
      risk: about,
      mitigation: 'A session on it.',
      owner: exchange.karim.id,
      due: '2027-02-01',
    });

    test('are kept as they were written last', async () => {
      const course = await propose();
      const hostile = { ...brief, need: "'; drop table briefs; -- \u202e", participants: ['GH', 'MA'] };
      const assessment = { reference: 'OSJA-7', grade: 'high', assessor: exchange.coordinator.id } as const;

      await change(bench.store, async ({ papers }) => {
        await papers.writeBrief(course, { ...brief, ...inForce }, exchange.ama.id);
        await papers.assess(course, { ...assessment, grade: 'low', ...inForce });
      });
      const later = { decidedOn: '2027-01-05', validUntil: '2027-06-30' };
      await change(
        bench.store,
        async ({ papers }) => {
          await papers.writeBrief(course, { ...hostile, ...later }, exchange.coordinator.id);
          await papers.assess(course, { ...assessment, ...later });
        },
        noon + day,
      );

      await look(bench.store, async ({ papers }) => {
        expect(await papers.brief(course)).toEqual({
          ...hostile,
          ...later,
          writtenBy: exchange.coordinator.id,
          writtenAt: noon + day,
        });
        expect(await papers.assessment(course)).toEqual({ ...assessment, ...later, assessedAt: noon + day });
        expect(await papers.brief('crs-none')).toBeUndefined();
        expect(await papers.assessment('crs-none')).toBeUndefined();
        expect(await papers.risks('crs-none')).toEqual([]);
      });
    });

    test('say in one look who assessed which courses and of what grade they are, to readers of assessments', async () => {
      const courses = [await propose(), await propose(), await propose()];
      const [first = '', second = '', bare = ''] = courses.toSorted();
      await change(bench.store, async (records) => {
        const { coordinator, ama } = exchange;
        await setDocument(records, second, 'assessment', inForce, coordinator.id, 'high');
        await setDocument(records, first, 'assessment', inForce, ama.id);
      });
      const liaison = { kind: 'person', person: exchange.ama.id, roles: ['liaison'] } as const;

      const graded = await look(bench.store, ({ papers }) => papers.graded([second, bare, first, second]));
      const none = await look(bench.store, ({ papers }) => papers.graded([]));
      const hidden = await bench.store.read(liaison, ({ papers }) => papers.graded(courses));

      expect(graded).toEqual([
        { course: first, grade: 'low', assessor: exchange.ama.id },
        { course: second, grade: 'high', assessor: exchange.coordinator.id },
      ]);
      expect([none, hidden]).toEqual([[], []]);
    });

    test('list risks in the order in which they were added, without those that were removed', async () => {
      const [course, another] = [await propose(), await propose()];
      const added = await change(bench.store, async ({ papers }) => [
        await papers.addRisk(course, risk('Detention')),
        await papers.addRisk(course, risk('Surveillance')),
        await papers.addRisk(course, risk('Use of force')),
      ]);
      const [first, second, third] = added.map(({ id }) => id);

      const removed = await change(bench.store, async ({ papers }) => [
        await papers.removeRisk(another, second ?? ''),
        await papers.removeRisk(course, second ?? ''),
        await papers.removeRisk(course, second ?? ''),
      ]);
      const again = await change(bench.store, ({ papers }) => papers.addRisk(course, risk('Again')));

      expect(added[0]).toEqual({ ...risk('Detention'), id: first, doneAt: undefined });
      expect(removed).toEqual([false, true, false]);
      const left = await look(bench.store, ({ papers }) => papers.risks(course));
      expect(left.map(({ id }) => id)).toEqual([first, third, again.id]);
    });

    test('note once that what is done about a risk has been done', async () => {
      const course = await propose();
      const { id } = await change(bench.store, ({ papers }) => papers.addRisk(course, risk('Detention')));
      const done = (at: number) =>
        change(bench.store, ({ papers }) => papers.mitigated(id, exchange.karim.id), at);

      const outcomes = [await done(noon + 1), await done(noon + 2)];

      expect(outcomes).toEqual([true, false]);
      await look(bench.store, async ({ papers }) => {
        expect(await papers.risks(course)).toEqual([{ ...risk('Detention'), id, doneAt: noon + 1 }]);
        expect(await papers.mitigation('rsk-none')).toBeUndefined();
      });
    });

    test('show a mitigation to whoever sees to it, without the risk, and else to readers of the assessment', async () => {
      const own = await open();
      const exchange = await arrangeExchange(own.store);
      const { id: course } = await change(own.store, ({ courses }) => courses.propose(proposal(exchange)));
      const added = await change(own.store, async ({ papers }) => {
        const ids: string[] = [];
        for (const [owner, due] of [
          [exchange.karim, '2027-02-02'],
          [exchange.ama, '2027-02-01'],
          [exchange.karim, '2027-02-03'],
        ] as const)
          ids.push((await papers.addRisk(course, { ...risk('Detention'), owner: owner.id, due })).id);
        return ids;
      });
      const [first = '', second = '', third = ''] = added;
      const eyes = (id: string, roles: readonly Role[]) =>
        ({ kind: 'person', person: id, organisation: exchange.rabat.id, roles }) as const;
      const seen = (viewer: Viewer) =>
        own.store.read(viewer, async ({ papers }) => ({
          one: (await papers.mitigation(first)) !== undefined,
          all: (await papers.openMitigations(undefined, '2027-12-31')).map(({ id }) => id),
          early: (await papers.openMitigations(undefined, '2027-02-02')).map(({ id }) => id),
          karims: (await papers.openMitigations(exchange.karim.id, '2027-12-31')).map(({ id }) => id),
        }));

      const mitigation = await own.store.read(eyes(exchange.karim.id, ['liaison']), ({ papers }) =>
        papers.mitigation(first),
      );
      const looks = [
        await seen(eyes(exchange.karim.id, ['liaison'])),
        await seen(eyes(exchange.coordinator.id, ['coordinator'])),
        await seen(eyes('per-other', ['liaison', 'manager', 'trainee'])),
      ];
      await change(own.store, ({ papers }) => papers.mitigated(second, exchange.ama.id));
      const later = await seen({ kind: 'process' });

      const { risk: _, ...known } = risk('Detention');
      const owner = exchange.karim.id;
      expect(mitigation).toEqual({
        ...known,
        owner,
        id: first,
        course,
        due: '2027-02-02',
        doneAt: undefined,
      });
      expect(looks).toEqual([
        { one: true, all: [first, third], early: [first], karims: [first, third] },
        { one: true, all: [second, first, third], early: [second, first], karims: [first, third] },
        { one: false, all: [], early: [], karims: [] },
      ]);
      expect(later.all).toEqual([first, third]);
      await own.close();
    });

    test('give every risk a place of its own when many are added at once', async () => {
      const course = await propose();

      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, (_, at) =>
          change(bench.store, ({ papers }) => papers.addRisk(course, risk(`Risk ${at}`))),
        ),
      );

      const added = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []));
      for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Conflict);
      const kept = await look(bench.store, ({ papers }) => papers.risks(course));
      expect(kept.map(({ id }) => id).toSorted()).toEqual(added.toSorted());
      expect(kept.length).toBeGreaterThan(0);
    });
  });

  describe('consultations', () => {
    let bench: TestStore;
    let exchange: Exchange;
    let course: string;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
      course = (await openCourse(bench.store, exchange)).id;
    });
    afterAll(() => bench.close());

    const ask = (country: string, due: string, of = course, at = noon) =>
      change(
        bench.store,
        ({ consultations }) =>
          consultations.ask(of, { country, mission: 'embassy', due }, exchange.coordinator.id),
        at,
      );
    const answer = (country: string, view: 'support' | 'concern', note: string | undefined, at = noon) =>
      change(
        bench.store,
        ({ consultations }) => consultations.answer(course, country, view, note, exchange.coordinator.id),
        at,
      );

    test('keep the last view of each country, also when it is asked anew', async () => {
      const asked = await ask('KE', '2027-02-01');
      const first = await answer('KE', 'concern', 'They detain without trial.', noon + 1);
      await answer('KE', 'support', undefined, noon + 2);
      const again = await change(bench.store, ({ consultations }) =>
        consultations.ask(
          course,
          { country: 'KE', mission: 'high-commission', due: '2027-03-01' },
          exchange.ama.id,
        ),
      );
      await ask('EG', '2027-02-01');

      const none = { view: undefined, note: undefined, answeredAt: undefined };
      const kenya = { country: 'KE', mission: 'embassy', due: '2027-02-01', askedAt: noon };
      expect(asked).toEqual({ ...kenya, ...none });
      expect(first).toEqual({
        ...kenya,
        view: 'concern',
        note: 'They detain without trial.',
        answeredAt: noon + 1,
      });
      expect(again).toEqual({
        ...kenya,
        mission: 'high-commission',
        due: '2027-03-01',
        view: 'support',
        note: undefined,
        answeredAt: noon + 2,
      });
      expect(await answer('FR', 'support', undefined)).toBeUndefined();
      const all = await look(bench.store, ({ consultations }) => consultations.of(course));
      expect(all.map(({ country }) => country)).toEqual(['EG', 'KE']);
    });

    test('are asked first only of a country that has not been asked', async () => {
      const first = (due: string) =>
        change(bench.store, ({ consultations }) =>
          consultations.askFirst(course, { country: 'TG', mission: 'embassy', due }, exchange.ama.id),
        );

      const asked = [await first('2027-02-01'), await first('2027-03-01')];

      const all = await look(bench.store, ({ consultations }) => consultations.of(course));
      expect(asked).toEqual([true, false]);
      expect(all.filter(({ country }) => country === 'TG')).toMatchObject([{ due: '2027-02-01' }]);
      await change(bench.store, ({ consultations }) => consultations.drop(course, 'TG'));
    });

    test('are taken back only while there is no view', async () => {
      await ask('SN', '2027-02-01');
      await ask('ML', '2027-02-01');
      await answer('ML', 'support', 'No objection.');
      const drop = (country: string) =>
        change(bench.store, ({ consultations }) => consultations.drop(course, country));

      const dropped = [await drop('SN'), await drop('SN'), await drop('ML'), await drop('FR')];

      expect(dropped).toEqual([true, false, false, false]);
      const left = await look(bench.store, ({ consultations }) => consultations.of(course));
      expect(left.map(({ country }) => country)).toEqual(['EG', 'KE', 'ML']);
    });

    test('are waited for between two days, the earliest first, while there is no view', async () => {
      const own = await open();
      const exchange = await arrangeExchange(own.store);
      const courses = [await openCourse(own.store, exchange), await openCourse(own.store, exchange)];
      const [one = '', two = ''] = courses.map(({ id }) => id).toSorted();
      await change(own.store, async ({ consultations }) => {
        for (const [of, country, due] of [
          [two, 'FR', '2027-02-02'],
          [one, 'FR', '2027-02-02'],
          [one, 'DE', '2027-02-02'],
          [one, 'ES', '2027-02-03'],
          [one, 'IT', '2027-02-01'],
          [one, 'PL', '2027-01-31'],
          [one, 'PT', '2027-02-04'],
        ] as const)
          await consultations.ask(of, { country, mission: 'embassy', due }, exchange.coordinator.id);
        await consultations.answer(one, 'ES', 'no-reply', undefined, exchange.coordinator.id);
      });

      const waited = await look(own.store, ({ consultations }) =>
        consultations.waitedFor('2027-02-01', '2027-02-03'),
      );

      expect(waited.map((each) => [each.course, each.country])).toEqual([
        [one, 'IT'],
        [one, 'DE'],
        [one, 'FR'],
        [two, 'FR'],
      ]);
      await own.close();
    });
  });
}
