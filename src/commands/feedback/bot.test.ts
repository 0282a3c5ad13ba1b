import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { arrangeExchange } from '../../../test/support/sample-exchange.ts';

describe('feedback bot', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await openBench();
    await arrangeExchange(bench);
  });

  afterEach(() => bench.close());

  const counted = () => bench.arrange((records) => records.opinions.counted());

  it('warns before it asks, wants one of exactly three reasons where it is not useful, and counts without a name', async () => {
    const ama = bench.as('practice:ama');

    await ama.runs('feedback bot');
    const form = ama.form();
    const [useful, reason] = form?.pages[0]?.fields ?? [];
    await ama.fills({ useful: false });
    const problem = ama.form()?.pages[0]?.fields[1]?.problem;
    const thanks = await ama.fills({ useful: false, reason: 'too-complicated' });

    expect(JSON.stringify(form?.introduction)).toContain('Please give no personal information.');
    expect(useful?.options.map(({ value }) => value)).toEqual(['yes', 'no']);
    expect(reason?.options.map(({ label }) => label.join(''))).toEqual([
      'I could not find what I was looking for',
      'It was not relevant to me',
      'It was too complicated',
    ]);
    expect(problem).toEqual(['Please say which of the three it was.']);
    expect(thanks).toBe('Thank you. This is counted for January 2027, without you.');
    expect(await counted()).toEqual([{ month: '2027-01', verdict: 'too-complicated', number: 1 }]);
    expect(bench.errors).toEqual([]);
  });

  it('tells whoever looks after it a month that is over, and shows nobody else the way', async () => {
    for (let time = 0; time < 6; time += 1)
      await bench.as('practice:ama').runs('feedback bot', { useful: true, reason: 'not-found' });
    const nadia = bench.as('practice:nadia');

    await nadia.runs('feedback bot', { useful: true });
    const early = await nadia.presses('What people say');
    bench.clock.set('2027-02-01T09:00:00Z');
    const late = await nadia.pressesRoute('feedback/bot/show');
    const trainee = await bench.as('practice:ama').pressesRoute('feedback/bot/show');

    expect(early).toContain('Nothing can be told yet.');
    expect(late).toContain('January 2027: 7 of 7 found it useful; 0 could not find');
    expect(trainee).toContain('is for: ');
  });
});
