import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';

describe('half-filled-forms', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  it('forgets a form that nobody has touched for a month, and no other', async () => {
    const account = 'practice:ama';
    const begun = { path: 'course propose', account, channel: undefined, pagesDone: [] } as const;
    const left = await bench.arrange(({ drafts }) => drafts.keep({ ...begun, values: { title: 'Left' } }));
    const taken = await bench.arrange(({ drafts }) => drafts.keep({ ...begun, values: { title: 'Taken' } }));
    bench.clock.set('2027-02-02T09:00Z');
    await bench.sweep();
    await bench.arrange(({ drafts }) =>
      drafts.keep({ ...begun, id: taken.id, values: { title: 'Taken up' } }),
    );
    const before = await bench.arrange(({ drafts }) => drafts.of([account]));

    bench.clock.set('2027-02-04T09:00Z');
    await bench.sweep();

    const after = await bench.arrange(({ drafts }) => drafts.of([account]));
    expect(before.map(({ id }) => id).toSorted()).toEqual([left.id, taken.id].toSorted());
    expect(after.map(({ values }) => values.title)).toEqual(['Taken up']);
    expect(bench.errors).toEqual([]);
  });
});
