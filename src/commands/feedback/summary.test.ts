import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chart } from '#bot/chart.ts';
import { drawChart } from '#bot/draw-chart.ts';
import { feedbackClosesAt } from '#exchange/reminders.ts';
import type { Course } from '#store/records/courses.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { reactionOf, reactionTo } from '../../../test/support/reaction-round.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

describe('feedback status and summary', () => {
  let bench: Bench;
  let exchange: SampleExchange;
  let course: Course;
  let people: readonly string[];

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    course = await exchange.course({ state: 'evaluating' });
    const opensAt = bench.clock.now();
    people = await bench.arrange(async (records) => {
      const ids: string[] = [];
      for (let number = 1; number <= 12; number += 1) {
        const name = `Officer ${number}`;
        ids.push(
          (await records.people.add({ name, organisation: exchange.accra, membership: 'confirmed' })).id,
        );
      }
      for (const id of ids)
        await records.nominations.mark(course.id, id, 'attended', exchange.people.kofi.id);
      const closesAt = feedbackClosesAt(opensAt, course.zone);
      await records.feedback.open(reactionTo(course.id, opensAt, closesAt), ids);
      return ids;
    });
  });

  afterEach(() => bench.close());

  const answered = (most: number, comment: (index: number) => string) =>
    bench.arrange(async (records) => {
      for (const [index, person] of people.slice(0, most).entries()) {
        const ratings = {
          apply: 3 + (index % 3),
          confidence: 4,
          relevance: 5,
          instructors: 5,
          level: 2,
        };
        const answers = {
          ...ratings,
          'human-rights': 4,
          recommend: 10 - (index % 4),
          obstacles: comment(index),
        };
        await records.feedback.answer(reactionOf(course.id), person, answers);
      }
    });
  const close = () => bench.arrange((records) => records.feedback.close(reactionOf(course.id)));

  it('counts while it is open, to those who follow the course, and never says who', async () => {
    await answered(3, () => 'Good.');

    const coordinator = await bench.as('practice:nadia').runs('feedback status', { course: course.id });
    const liaison = await bench.as('practice:kofi').runs('feedback status');
    const other = await bench.as('practice:karim').runs('feedback status', { course: course.id });
    const trainee = await bench.as('practice:ama').runs('feedback status');

    expect(coordinator).toContain('Attended: 12\nAsked: 12\nAnswered: 3 of 12 (25%)');
    expect(liaison).toContain(
      'Digital evidence, The course – 3 of 12 people answered; open until 14 January 2027',
    );
    expect(coordinator + liaison).not.toContain('Officer');
    expect(other).toContain('is followed by the coordinators');
    expect(trainee).toContain('is for: ');
  });

  it('shows nothing before the close, then everything that ten answers allow', async () => {
    await answered(10, (index) => `Remark ${index} ${'x'.repeat(400)}`);
    const kofi = bench.as('practice:kofi');

    const before = await kofi.runs('feedback summary', { course: course.id });
    await close();
    const after = await kofi.runs('feedback summary', { course: course.id });
    const figures = await kofi.presses('All figures');

    expect(before).toContain('Until then nobody is shown any answer.');
    expect(before).not.toContain('Remark');
    expect(after).toContain('Answered: 10 of 12 (83%)');
    expect(figures).toContain('mean 3.9');
    expect(figures).not.toContain('Remark');
    expect(after).toContain('Valued least\n• Language and level suited me: mostly lower answers');
    expect(after).toContain('net score');
    expect(after).not.toContain('Remark');
    expect(bench.errors).toEqual([]);
  });

  it('draws its picture in every language', async () => {
    await answered(6, () => 'Good.');
    await close();
    const charts: Chart[] = [];
    for (const language of ['en', 'fr', 'es', 'ar'] as const) {
      await bench.arrange((records) => records.people.change(exchange.people.nadia.id, { language }));
      const nadia = bench.as('practice:nadia');
      await nadia.pressesRoute(`feedback/summary/show|${course.id}`);
      charts.push(
        ...(nadia.drawing()?.view.flatMap((block) => ('image' in block ? [block.image] : [])) ?? []),
      );
    }

    const pictures = await Promise.all(charts.map((chart) => drawChart(chart)));

    expect(charts.map((chart) => chart.language)).toEqual(['en', 'fr', 'es', 'ar']);
    expect(charts[0]).toMatchObject({ kind: 'distribution', rows: { length: 6 } });
    for (const picture of pictures) expect(picture.png.length).toBeGreaterThan(10_000);
  });

  it('refuses the figures to whoever may not follow the course', async () => {
    await answered(6, () => 'Good.');
    await close();

    const seen = await bench.as('practice:karim').pressesRoute(`feedback/summary/all|${course.id}`);

    expect(seen).toContain('is followed by the coordinators');
  });
});
