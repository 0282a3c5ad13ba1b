import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

describe('feedback preview', () => {
  let bench: Bench;
  let exchange: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
  });

  afterEach(() => bench.close());

  const first = { goals: 4, tasks: 5, information: 3, together: 4, 'human-rights': 5 };

  it('says the promise, fills page by page like the real one, and keeps nothing', async () => {
    const kofi = bench.as('practice:kofi');

    const promised = await kofi.runs('feedback preview', { set: 'after-action' });
    await kofi.presses('Begin');
    const form = kofi.form();
    await kofi.fills(first, 0);
    await kofi.presses('Continue (2 of 2)');
    const end = await kofi.fills({ prepared: 4, worked: 'The radio plan.', quote: 'yes' }, 1);

    expect(promised).toContain('Review after an exercise: 10 questions, about 3 minutes');
    expect(promised).toContain('If fewer than five people answer');
    expect(form?.title.join('')).toBe('After the exercise');
    expect(form?.pages.map(({ heading, fields }) => [heading.join(''), fields.length])).toEqual([
      ['The exercise', 5],
      ['What remains of it', 5],
    ]);
    expect(end).toContain('Nothing of what you filled in was kept.');
    expect(await bench.arrange((records) => records.drafts.of(['practice:kofi']))).toEqual([]);
    expect(await bench.arrange((records) => records.feedback.rounds('open'))).toEqual([]);
    expect(bench.errors).toEqual([]);
  });

  it('asks of every set two pages of five, and warns at every box for free text', async () => {
    const kofi = bench.as('practice:kofi');

    const forms = [];
    for (const set of ['reaction', 'after-action', 'event']) {
      await kofi.pressesRoute(`feedback/preview/fill|${set}`);
      forms.push(kofi.form());
    }

    expect(forms.map((form) => form?.pages.map(({ fields }) => fields.length))).toEqual([
      [5, 5],
      [5, 5],
      [5, 5],
    ]);
    const boxes = forms.flatMap(
      (form) =>
        form?.pages.flatMap(({ fields }) => fields.filter(({ field }) => field.kind === 'text')) ?? [],
    );
    expect(
      boxes.map(({ hint }) => hint?.join('') ?? '').every((hint) => /name nobody|No names/.test(hint)),
    ).toBe(true);
  });

  it('has nothing to show of a test that nobody has written, and nothing for whoever asks no courses', async () => {
    const course = await exchange.course({ state: 'call-open' });
    const kofi = bench.as('practice:kofi');

    const which = await kofi.runs('feedback preview', { set: 'pre-test' });
    const unwritten = await kofi.runs('feedback preview', { set: 'pre-test', course: course.id });
    const forged = await kofi.pressesRoute('feedback/preview/fill|pre-test');
    const nonsense = await kofi.pressesRoute('feedback/preview/start|constructor');
    const trainee = await bench.as('practice:ama').runs('feedback preview', { set: 'reaction' });

    expect(which).toContain('A test belongs to a course.');
    expect(unwritten).toContain('This test asks nothing yet.');
    expect(forged + nonsense).toContain('is not there any more');
    expect(trainee).toContain('is for: ');
  });
});
