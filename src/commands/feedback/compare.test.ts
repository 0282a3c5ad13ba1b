import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chart } from '#bot/chart.ts';
import { drawChart } from '#bot/draw-chart.ts';
import type { Item, QuestionSet } from '#exchange/questionnaire.ts';
import { roundIdOf } from '#exchange/questionnaire.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

type Rows = readonly Readonly<Record<string, number | string>>[];

describe('a course and its previous run', () => {
  let bench: Bench;
  let exchange: SampleExchange;
  let people: readonly string[];

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    people = await bench.arrange(async (records) => {
      const ids: string[] = [];
      for (let number = 1; number <= 12; number += 1) {
        const member = {
          name: `Officer ${number}`,
          organisation: exchange.accra,
          membership: 'confirmed',
        } as const;
        ids.push((await records.people.add(member)).id);
      }
      return ids;
    });
  });
  afterEach(() => bench.close());

  async function closed(
    title: string,
    year: number,
    answers: Readonly<Partial<Record<QuestionSet, Rows>>>,
    items?: readonly Item[],
  ): Promise<string> {
    const { id: course } = await exchange.course({
      state: 'closed',
      title,
      startsOn: `${year}-03-01`,
      endsOn: `${year}-03-05`,
    });
    await bench.arrange(async (records) => {
      const now = bench.clock.now();
      const sets = Object.entries(answers) as [QuestionSet, Rows][];
      for (const [set, rows] of sets) {
        const madeBy = exchange.people.kofi.id;
        const own = items && (await records.questionnaires.add({ course, set, items, madeBy }));
        const times = { opensAt: now, closesAt: now + 1, lateUntil: now + 1 };
        const questionnaire = own?.id ?? 'reaction/1';
        await records.feedback.open({ course, set, questionnaire, ...times }, people.slice(0, rows.length));
      }
      for (const [set, rows] of sets) {
        for (const [at, row] of rows.entries())
          await records.feedback.answer(roundIdOf(course, set), people[at] ?? '', row);
        await records.feedback.close(roundIdOf(course, set));
      }
    });
    return course;
  }

  const rows = (good: number): Rows =>
    Array.from({ length: 12 }, (_, at) => ({ apply: at < good ? 5 : 2, level: 2 + (at % 4) }));

  it('are beside each other, in words and in the picture, and only what chance would hardly make is a change', async () => {
    await closed('Drones 2025', 2025, { reaction: rows(2) });
    const now = await closed('Drones 2026', 2026, { reaction: rows(10) });
    const kofi = bench.as('practice:kofi');

    const said = await kofi.runs('feedback summary', { course: now });

    expect(said).toContain(
      'Since the last run: Compared with “Drones 2025” (ended 5 March 2025): I can apply what I learned in my job – up from 17% to 83%',
    );
    expect(said).not.toContain('me – up');
    expect(said).toContain('Last run 17%.');
    const view = kofi.drawing()?.view ?? [];
    const [chart] = view.flatMap((block): Chart[] => ('image' in block ? [block.image] : []));
    expect(chart).toMatchObject({ kind: 'distribution', previous: expect.stringContaining('Drones 2025') });
    expect(bench.errors).toEqual([]);
  });

  it('can be told otherwise: another run, none, and by the title again', async () => {
    const other = await closed('Aerial searches', 2024, { reaction: rows(9) });
    const named = await closed('Drones 2025', 2025, { reaction: rows(2) });
    const now = await closed('Drones 2026', 2026, { reaction: rows(10) });
    const kofi = bench.as('practice:kofi');

    const compared = await kofi.runs('feedback compare', { course: now, previous: other });
    const summary = await kofi.presses('Read the summary');
    await kofi.runs('feedback compare', { course: now, previous: named });
    const none = await kofi.presses('Compare with none');
    const byTitle = await kofi.runs('feedback compare', { course: now });

    expect(compared).toContain('is compared with “Aerial searches”, which ended on 5 March 2024');
    expect(summary).toContain('No detectable change from “Aerial searches”');
    expect(none).toContain('is compared with no earlier run');
    expect(byTitle).toContain('is compared with “Drones 2025”');
  });

  it('never are of two organisations, nor told by somebody else', async () => {
    const now = await closed('Drones 2026', 2026, { reaction: rows(10) });
    const later = await closed('Drones 2027', 2027, { reaction: rows(10) });

    const kofi = bench.as('practice:kofi');
    await kofi.runs('feedback compare', { course: now, previous: later });
    const fields = kofi.form()?.pages.flatMap((page) => page.fields) ?? [];
    const other = await bench.as('practice:karim').pressesRoute(`feedback/compare/none|${now}`);

    expect(JSON.stringify(fields.find(({ name }) => name === 'previous')?.problem)).toContain(
      'Please choose a closed course of the same organisation',
    );
    expect(other).toContain('A coordinator can give you such a role.');
  });

  it('has a test before and after in one picture, with what the same people gained', async () => {
    const items = ['a', 'b', 'c', 'd'].map((id): Item => {
      const options = ['yes', 'no'];
      return { id, kind: 'test', page: 1, optional: false, sensitive: false, options, right: 'yes' };
    });
    const right = (numbers: readonly number[]): Rows =>
      numbers.map((number) =>
        Object.fromEntries(items.map(({ id }, at) => [id, at < number ? 'yes' : 'no'])),
      );
    const tests = {
      'pre-test': right([0, 1, 1, 2, 2, 3, 0]),
      'post-test': right([2, 3, 2, 4, 3, 4, 3]),
    } as const;
    const course = await closed('Drones 2026', 2026, tests, items);
    const charts: Chart[] = [];
    for (const language of ['en', 'ar'] as const) {
      await bench.arrange((records) => records.people.change(exchange.people.nadia.id, { language }));
      const nadia = bench.as('practice:nadia');
      const said = await nadia.pressesRoute(`feedback/summary/show|${course}`);
      if (language === 'en')
        expect(said).toContain('What was learned: From 32 to 75 of 100: +43 points (95% interval');
      charts.push(
        ...(nadia.drawing()?.view ?? []).flatMap((block) => ('image' in block ? [block.image] : [])),
      );
    }

    const pictures = await Promise.all(charts.map((chart) => drawChart(chart)));

    expect(charts.map((chart) => chart.kind)).toEqual(['gain', 'gain']);
    for (const picture of pictures) expect(picture.png.length).toBeGreaterThan(10_000);
    expect(bench.errors).toEqual([]);
  });
});
