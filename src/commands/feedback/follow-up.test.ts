import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommitmentReading } from '#exchange/follow-up.ts';
import type { Course } from '#store/records/courses.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

const observed = { seen: 'partly', barrier: 'support', uses: 4, better: 3, 'passes-on': 5 };

describe('a follow-up', () => {
  let bench: Bench;
  let exchange: SampleExchange;
  let course: Course;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    course = await exchange.course({ state: 'closed' });
    const { ama, yaw } = exchange.people;
    await commit(ama.id, ['Teach my unit.', 'Photograph every device.']);
    // Later, so that they come one after the other.
    bench.clock.set(bench.clock.now() + 1);
    await commit(yaw.id, ['Label it.']);
    bench.clock.set('2027-06-28T10:00:00Z');
  });

  afterEach(() => bench.close());

  const commit = (person: string, texts: readonly string[], shared = true) =>
    bench.arrange(({ commitments }) => commitments.make({ course: course.id, person, texts, shared }));
  const answer = (person: string, reading: CommitmentReading) =>
    bench.arrange(({ followUps }) =>
      followUps.answer(course.id, person, '90d', {
        ...{ readings: [reading], barrier: 'equipment', tools: 'sometimes' },
      }),
    );

  it('asks one thing for each commitment, what stood in the way, and what is in use', async () => {
    const ama = bench.as('practice:ama');

    const waiting = await ama.runs('feedback follow-up');
    await ama.presses('Answer');
    const fields = ama.form()?.pages[0]?.fields.map((field) => field.name);
    const thanks = await ama.fills({
      ...{ 'reading-1': 'done', 'reading-2': 'not-yet', barrier: 'equipment', tools: 'often' },
    });
    const again = await ama.runs('feedback follow-up');

    expect(waiting).toContain('what came of what you said you would do? A minute, until 8 July 2027');
    expect(fields).toEqual(['reading-1', 'reading-2', 'barrier', 'tools']);
    expect(thanks).toContain('It is told in figures alone, from five people on.');
    expect(again).toContain('Nothing is asked of you at the moment.');
    expect(bench.errors).toEqual([]);
  });

  it('asks a manager about one after the other of those who agree, twenty seconds each', async () => {
    const abena = bench.as('practice:abena');

    const waiting = await abena.pressesRoute(`feedback/follow-up/next|${course.id}`);
    await abena.presses('Answer');
    const form = JSON.stringify(abena.form());
    const first = await abena.fills(observed);
    await abena.presses('Answer');
    const second = await abena.fills({ ...observed, seen: 'no' });
    const done = await abena.pressesRoute(`feedback/follow-up/next|${course.id}`);

    expect(waiting).toContain('Ama Boateng, after “Digital evidence”: have you seen it?');
    expect(waiting).toContain('• 1. Teach my unit.');
    expect(waiting).toContain('Ama Boateng can read it, without your name');
    expect(form).toContain('Teach my unit. · Photograph every device.');
    expect(first).toContain('1 more waits for your answer.');
    expect(first).toContain('Yaw Darko, after “Digital evidence”');
    expect(second).toContain('is kept.');
    expect(done).toContain('None of your people waits for an answer of yours.');
    expect(bench.errors).toEqual([]);
  });

  it('is over where somebody answered meanwhile, took it back, was called off, or is too late', async () => {
    const abena = bench.as('practice:abena');
    const { ama } = exchange.people;
    await abena.pressesRoute(`feedback/follow-up/begin|${course.id}|${ama.id}|100d`);
    await bench.arrange(({ commitments }) => commitments.share(course.id, ama.id, false));

    const unshared = await abena.fills(observed);
    const others = await bench
      .as('practice:kofi')
      .pressesRoute(`feedback/follow-up/begin|${course.id}|${ama.id}|100d`);
    const elses = await abena.pressesRoute(`feedback/follow-up/begin|${course.id}|${ama.id}|90d`);
    bench.clock.set('2027-07-10T10:00:00Z');
    const late = await bench
      .as('practice:ama')
      .pressesRoute(`feedback/follow-up/begin|${course.id}|${ama.id}|90d`);

    for (const said of [unshared, others, elses, late])
      expect(said).toContain('This cannot be answered any more');
  });

  it('lets whoever answered offer to tell more, and take it back', async () => {
    const ama = bench.as('practice:ama');
    const early = await ama.pressesRoute(`feedback/follow-up/volunteer|${course.id}|yes`);
    await ama.runs('feedback follow-up');
    await ama.presses('Answer');
    const asked = await ama.fills({
      ...{ 'reading-1': 'done', 'reading-2': 'done', barrier: 'nothing', tools: 'often' },
    });

    const willing = await ama.presses('Yes, ask me');
    const told = await bench.as('practice:nadia').runs('feedback practice', { course: course.id });
    const unwilling = await ama.presses('Rather not');
    const untold = await bench.as('practice:nadia').runs('feedback practice', { course: course.id });

    expect(early).toContain('This cannot be answered any more');
    expect(asked).toContain('Only if you agree do the coordinators get your name');
    expect(willing).toContain('The coordinators may ask you.');
    expect(told).toContain('Did most: Ama Boateng');
    expect(unwilling).toContain('are not given your name');
    expect(untold).not.toContain('Ama');
  });

  it('is told in figures once its time is over, from five people on, to hub and managers and nobody else', async () => {
    const people = [exchange.people.yaw.id];
    for (const number of [1, 2, 3, 4]) {
      const { id } = await bench.arrange((records) =>
        records.people.add({
          ...{ name: `Officer ${number}`, organisation: exchange.accra, membership: 'confirmed' },
        }),
      );
      await commit(id, ['Label it.']);
      people.push(id);
    }
    const readings = ['done', 'done', 'partly', 'not-yet', 'not-yet'] as const;
    for (const [index, person] of people.slice(0, 4).entries())
      await answer(person, readings[index] ?? 'done');
    const nadia = bench.as('practice:nadia');
    const figures = (typist = nadia) => typist.runs('feedback practice', { course: course.id });

    const open = await figures();
    bench.clock.set('2027-07-10T10:00:00Z');
    const few = await figures();
    await answer(people[4] ?? '', 'not-yet');
    const enough = await figures();
    const managers = await figures(bench.as('practice:abena'));
    const trainees = await figures(bench.as('practice:ama'));

    expect(open).toContain('After 90 days: Told once the time to answer is over, on 8 July 2027');
    expect(few).toContain('After 90 days: 4 of 6 answered. Under five, nothing more is told');
    expect(enough).toContain('After 90 days: 5 of 6 answered');
    expect(enough).toContain('Applied: 50% of 5 commitments');
    expect(enough).toContain('Done 2, partly 1, not yet 2');
    expect(enough).toContain('Stood in the way: Not told: almost all said the same');
    expect(enough).toContain('Managers, after 100 days: Told once the time to answer is over');
    expect(managers).toBe(enough);
    expect(trainees).toContain('/feedback practice is for');
    expect(bench.errors).toEqual([]);
  });

  it('stands among the tasks of whoever is asked', async () => {
    const ama = await bench.as('practice:ama').runs('my tasks');
    const abena = await bench.as('practice:abena').runs('my tasks');

    expect(ama).toContain('What came of what you said you would do after “Digital evidence”');
    expect(abena).toContain('2 of your people agreed that you say what you have seen');
  });
});
