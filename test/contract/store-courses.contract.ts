// Courses from the proposal on, their gate documents, and the symposium series.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CourseRecords } from '#store/records/courses.ts';
import { Conflict } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import { openGate, setDocument } from '../support/gate-papers.ts';
import {
  arrangeExchange,
  change,
  day,
  type Exchange,
  grantSeat,
  look,
  nominate,
  noon,
  type OpenStore,
  openCourse,
  proposal,
} from './store-bench.ts';

export function courseContract(open: OpenStore): void {
  describe('courses', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    test('are kept as they were proposed', async () => {
      const proposed = await change(bench.store, ({ courses }) =>
        courses.propose(proposal(exchange, { place: undefined, online: true, language: 'ar' })),
      );

      expect(proposed).toEqual({
        ...proposal(exchange, { place: undefined, online: true, language: 'ar' }),
        id: proposed.id,
        state: 'draft',
        reason: undefined,
        granted: 0,
        withheld: [],
        createdAt: noon,
        publishedAt: undefined,
        sequence: 0,
      });
      expect(await look(bench.store, ({ courses }) => courses.byId(proposed.id))).toEqual(proposed);
      expect(await look(bench.store, ({ courses }) => courses.byId('crs-none'))).toBeUndefined();
    });

    test('are edited only in the states given, and never below the seats that are taken', async () => {
      const course = await openCourse(bench.store, exchange, { seats: 2 });
      const [first] = await nominate(bench.store, exchange, course.id, ['Edit One']);
      await grantSeat(bench.store, first?.id);
      const edit = (changes: Parameters<typeof proposal>[1], whileIn: 'draft' | 'call-open') =>
        change(bench.store, ({ courses }) => courses.edit(course.id, changes ?? {}, [whileIn]));

      expect(await edit({ title: 'No' }, 'draft')).toBeUndefined();
      expect(await edit({ seats: 0 }, 'call-open')).toBeUndefined();
      const edited = await edit({ title: 'Ünter', place: undefined, seats: 1 }, 'call-open');

      expect(edited).toEqual({
        ...course,
        title: 'Ünter',
        place: undefined,
        seats: 1,
        granted: 1,
        // What was approved had another title: it waits for another approval.
        state: 'on-hold',
        sequence: course.sequence + 2,
      });
      expect(await look(bench.store, ({ courses }) => courses.search('unter', { most: 1 }))).toEqual([
        edited,
      ]);
    });

    test('take from an edit only what a proposal holds', async () => {
      const course = await openCourse(bench.store, exchange);
      const smuggled = { aims: 'New aims.', state: 'closed', granted: 99, id: 'crs-other' };

      const edited = await change(bench.store, ({ courses }) =>
        courses.edit(course.id, smuggled, ['call-open']),
      );

      expect(edited).toEqual({
        ...course,
        aims: 'New aims.',
        state: 'on-hold',
        sequence: course.sequence + 2,
      });
    });

    test('move once, keep why, and remember when they were first published', async () => {
      const { id } = await change(bench.store, ({ courses }) => courses.propose(proposal(exchange)));
      const pass = await change(bench.store, (records) =>
        openGate(records, id, exchange.coordinator.id, noon),
      );
      const move = (
        ...of: [from: 'draft' | 'call-open' | 'on-hold', to: 'call-open' | 'on-hold', reason?: string]
      ) => change(bench.store, ({ courses }) => courses.move(id, [of[0]], of[1], of[2], pass), noon + day);

      const both = await Promise.all([move('draft', 'call-open'), move('draft', 'call-open')]);
      const held = await move('call-open', 'on-hold', 'The assessment ran out.');
      const resumed = await change(
        bench.store,
        ({ courses }) => courses.move(id, ['on-hold'], 'call-open', undefined, pass),
        noon + 2 * day,
      );

      expect(both.filter((one) => one !== undefined)).toHaveLength(1);
      expect(held).toMatchObject({
        state: 'on-hold',
        reason: 'The assessment ran out.',
        publishedAt: noon + day,
      });
      expect(resumed).toMatchObject({
        state: 'call-open',
        reason: undefined,
        publishedAt: noon + day,
        sequence: 3,
      });
      expect(await move('draft', 'on-hold')).toBeUndefined();
    });

    test('are listed by first day, then title, narrowed as asked', async () => {
      const own = await open();
      const exchange = await arrangeExchange(own.store);
      const propose = (title: string, startsOn: string) =>
        change(own.store, ({ courses }) =>
          courses.propose(proposal(exchange, { title, startsOn, endsOn: startsOn })),
        );
      await propose('Zulu', '2027-03-01');
      await propose('Écoute', '2027-03-01');
      await propose('Alpha', '2027-04-01');
      const first = await propose('Last', '2027-02-01');
      await change(own.store, ({ courses }) => courses.move(first.id, ['draft'], 'cancelled'));
      const titles = (filter: Parameters<CourseRecords['list']>[0]) =>
        look(own.store, ({ courses }) => courses.list(filter)).then((some) => some.map(({ title }) => title));

      expect(await titles({})).toEqual(['Last', 'Écoute', 'Zulu', 'Alpha']);
      expect(await titles({ most: 2 })).toEqual(['Last', 'Écoute']);
      expect(await titles({ states: ['draft'], most: 2 })).toEqual(['Écoute', 'Zulu']);
      expect(await titles({ states: [] })).toEqual([]);
      expect(await titles({ organisation: exchange.rabat.id })).toEqual([]);
      expect(await titles({ proposedBy: exchange.ama.id, states: ['cancelled', 'draft'] })).toHaveLength(4);
      await own.close();
    });

    test('are found by where they take place, with what they are about and when', async () => {
      const own = await open();
      const exchange = await arrangeExchange(own.store);
      for (const [title, changes] of [
        ['Here', {}],
        ['Elsewhere', { country: 'MA' }],
        ['Otherwise', { subject: 'command' }],
        ['Later', { startsOn: '2027-09-01', endsOn: '2027-09-02' }],
      ] as const)
        await change(own.store, ({ courses }) => courses.propose(proposal(exchange, { title, ...changes })));
      const alike = {
        country: 'GH',
        subject: 'digital-investigation',
        startsFrom: '2027-01-01',
        startsUntil: '2027-06-01',
      } as const;

      const found = await look(own.store, ({ courses }) => courses.list(alike));
      const number = await look(own.store, ({ courses }) => courses.count({ country: 'GH' }, 10));

      expect(found.map(({ title }) => title)).toEqual(['Here']);
      expect(number).toBe(3);
      await own.close();
    });

    test('are found by title or id, those that begin so first', async () => {
      const own = await open();
      const exchange = await arrangeExchange(own.store);
      const ids: string[] = [];
      for (const title of ['Advanced evidence', 'Evidence 100%', 'التحقيق الرقمي', 'Evidences']) {
        const course = await openCourse(own.store, exchange, { title });
        ids.push(course.id);
      }
      const found = (typed: string, most = 10) =>
        look(own.store, ({ courses }) => courses.search(typed, { most })).then((some) =>
          some.map(({ title }) => title),
        );

      expect(await found('EVIDENCE')).toEqual(['Evidence 100%', 'Evidences', 'Advanced evidence']);
      expect(await found('evidence', 1)).toEqual(['Evidence 100%']);
      expect(await found('100%')).toEqual(['Evidence 100%']);
      expect(await found('الرقمى')).toEqual(['التحقيق الرقمي']);
      expect(await found(ids[0] ?? '?')).toEqual(['Advanced evidence']);
      expect(
        await look(own.store, ({ courses }) => courses.search('evi', { states: ['closed'], most: 5 })),
      ).toEqual([]);
      await own.close();
    });

    test('are withheld for the reasons given last', async () => {
      const course = await openCourse(bench.store, exchange);

      await change(bench.store, ({ courses }) =>
        courses.withhold(course.id, ['counter-terrorism', 'deployed-citizens-at-risk']),
      );
      await change(bench.store, ({ courses }) => courses.withhold(course.id, ['counter-terrorism']));

      expect(await look(bench.store, ({ courses }) => courses.byId(course.id))).toEqual({
        ...course,
        withheld: ['counter-terrorism'],
      });
    });

    test('have one brief and one assessment, the last one recorded', async () => {
      const { id } = await change(bench.store, ({ courses }) => courses.propose(proposal(exchange)));
      const brief = { reference: 'IPAB/1', decidedOn: '2027-01-01', validUntil: '2027-12-31' };

      const before = await look(bench.store, ({ clearances }) => clearances.of(id));
      await change(bench.store, async (records) => {
        await setDocument(records, id, 'brief', { ...brief, reference: 'IPAB/0' }, exchange.coordinator.id);
        await setDocument(records, id, 'brief', brief, exchange.coordinator.id);
      });

      expect(before).toEqual({ brief: undefined, assessment: undefined, approval: undefined });
      expect(await look(bench.store, ({ clearances }) => clearances.of(id))).toEqual({
        brief,
        assessment: undefined,
        approval: undefined,
      });
    });
  });

  describe('symposia', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    test('stand in a series, each number once', async () => {
      const series = await change(bench.store, ({ symposia }) => symposia.addSeries('Policing together', 2));
      const plan = {
        series: series.id,
        number: 20,
        title: 'The 20th',
        zone: 'Europe/Paris',
        plannedBy: exchange.ama.id,
      };

      const edition = await change(bench.store, ({ symposia }) => symposia.plan(plan));

      expect(edition).toEqual({
        ...plan,
        id: edition.id,
        state: 'planned',
        startsOn: undefined,
        endsOn: undefined,
        place: undefined,
        sequence: 0,
      });
      await expect(change(bench.store, ({ symposia }) => symposia.plan(plan))).rejects.toBeInstanceOf(
        Conflict,
      );
      await look(bench.store, async ({ symposia }) => {
        expect(await symposia.series()).toEqual([series]);
        expect(await symposia.seriesById(series.id)).toEqual(series);
        expect(await symposia.seriesById('ser-none')).toBeUndefined();
        expect(await symposia.byId(edition.id)).toEqual(edition);
        expect(await symposia.editions({ series: series.id })).toEqual([edition]);
        expect(await symposia.editions({ states: ['held'] })).toEqual([]);
      });
    });

    test('get dates, move them, and are cancelled for good', async () => {
      const edition = await change(bench.store, async ({ symposia }) => {
        const series = await symposia.addSeries('Another', 2);
        return await symposia.plan({
          series: series.id,
          number: 1,
          title: 'First',
          zone: 'UTC',
          plannedBy: exchange.ama.id,
        });
      });
      const dates = { startsOn: '2027-09-01', endsOn: '2027-09-03', zone: 'Africa/Accra', place: 'Accra' };

      const dated = await change(bench.store, ({ symposia }) => symposia.setDates(edition.id, dates));
      const moved = await change(bench.store, ({ symposia }) =>
        symposia.setDates(edition.id, { ...dates, place: undefined }),
      );
      const cancelled = await change(bench.store, ({ symposia }) =>
        symposia.move(edition.id, ['planned', 'dated'], 'cancelled'),
      );

      expect(dated).toEqual({ ...edition, ...dates, state: 'dated', sequence: 1 });
      expect(moved).toMatchObject({ place: undefined, sequence: 2 });
      expect(cancelled).toMatchObject({ state: 'cancelled', sequence: 3 });
      expect(
        await change(bench.store, ({ symposia }) => symposia.setDates(edition.id, dates)),
      ).toBeUndefined();
      expect(
        await change(bench.store, ({ symposia }) => symposia.move(edition.id, ['dated'], 'held')),
      ).toBeUndefined();
    });

    test('register a person once, on the track chosen last', async () => {
      const edition = await change(bench.store, async ({ symposia }) => {
        const series = await symposia.addSeries('Third', 2);
        return await symposia.plan({
          series: series.id,
          number: 1,
          title: 'First',
          zone: 'UTC',
          plannedBy: exchange.ama.id,
        });
      });
      const register = (track: 'law-enforcement' | 'academia') =>
        change(bench.store, ({ symposia }) => symposia.register(edition.id, exchange.karim.id, track));

      expect(await register('academia')).toBe(true);
      expect(await register('law-enforcement')).toBe(false);

      expect(await look(bench.store, ({ symposia }) => symposia.registrations(edition.id))).toEqual([
        { person: exchange.karim.id, track: 'law-enforcement' },
      ]);
    });
  });
}
