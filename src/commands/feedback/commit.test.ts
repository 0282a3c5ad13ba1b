import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { feedbackClosesAt } from '#exchange/reminders.ts';
import type { Course } from '#store/records/courses.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { reactionTo } from '../../../test/support/reaction-round.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

const answers = {
  ...{ apply: 5, confidence: 4, relevance: 4, instructors: 5, 'human-rights': 3 },
  ...{ level: 4, knowledge: 5, recommend: 9 },
};
const committed = { first: 'Photograph every device.', second: 'Teach my unit.', shared: 'yes' };

describe('commitments', () => {
  let bench: Bench;
  let exchange: SampleExchange;
  let course: Course;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    course = await exchange.course({ state: 'evaluating' });
    bench.clock.set('2027-03-22T10:00:00Z');
    const { ama, kofi } = exchange.people;
    await bench.arrange((records) => records.nominations.mark(course.id, ama.id, 'attended', kofi.id));
  });

  afterEach(() => bench.close());

  const made = () =>
    bench.arrange(async ({ commitments }) =>
      (await commitments.list({})).map(({ text, shared }) => [text, shared]),
    );

  it('are asked for after the questionnaire, on a card of their own with its own promise', async () => {
    const opensAt = bench.clock.now();
    const closesAt = feedbackClosesAt(opensAt, course.zone);
    await bench.arrange(({ feedback }) =>
      feedback.open(reactionTo(course.id, opensAt, closesAt), [exchange.people.ama.id]),
    );
    const ama = bench.as('practice:ama');
    await ama.pressesRoute(`feedback/answer/begin|${course.id}`);
    await ama.fills(answers);

    const promised = await ama.presses('What I will do differently');
    await ama.presses('Write it down');
    const kept = await ama.fills(committed);

    expect(promised).toContain('nothing joins it to your answers there');
    expect(promised).toContain('The managers of your own organisation read it only if you agree');
    expect(promised).toContain('You can change them until 17 June 2027');
    expect(kept).toContain('2 things that you will do differently after “Digital evidence”.');
    expect(kept).toContain('The managers of your organisation may read it.');
    expect(await made()).toEqual([
      ['Photograph every device.', true],
      ['Teach my unit.', true],
    ]);
    expect(bench.errors).toEqual([]);
  });

  it('come back to be changed, and take the place of what they were', async () => {
    const ama = bench.as('practice:ama');
    await ama.pressesRoute(`feedback/commit/begin|${course.id}`);
    await ama.fills(committed);

    await ama.runs('my commitments');
    await ama.presses('Change');
    await ama.presses('Write it down');
    const filled = ama.form()?.pages[0]?.fields.map((field) => field.filled);
    await ama.fills({ first: 'Only this.', second: '', shared: 'no' });

    expect(filled).toEqual(['Photograph every device.', 'Teach my unit.', undefined, expect.anything()]);
    expect(await made()).toEqual([['Only this.', false]]);
  });

  it('are shown to whoever made them, who changes with one press whether managers may read them', async () => {
    const ama = bench.as('practice:ama');
    const none = await ama.runs('my commitments');
    await ama.pressesRoute(`feedback/commit/begin|${course.id}`);
    await ama.fills(committed);

    const shared = await ama.runs('my commitments');
    const own = await ama.presses('Keep it to myself');
    await bench.as('practice:yaw').pressesRoute(`my/commitments/share|${course.id}|yes`);

    expect(none).toContain('/feedback commit asks you');
    expect(shared).toContain('• Photograph every device.');
    expect(shared).toContain('The managers of your organisation may read this.');
    expect(own).toContain('Nobody but you reads this.');
    expect(await made()).toEqual([
      ['Photograph every device.', false],
      ['Teach my unit.', false],
    ]);
  });

  it('are taken from those alone who attended, and until the first is asked about', async () => {
    const stranger = await bench.as('practice:yaw').pressesRoute(`feedback/commit/start|${course.id}`);
    const ama = bench.as('practice:ama');
    await ama.pressesRoute(`feedback/commit/begin|${course.id}`);
    bench.clock.set('2027-06-17T17:00:00Z');

    const late = await ama.fills(committed);

    expect(stranger).toContain('for whoever was marked as having attended');
    expect(late).toContain('could be said until 17 June 2027');
    expect(await made()).toEqual([]);
  });

  it('come back with all that was typed where they hold a way to reach somebody', async () => {
    const ama = bench.as('practice:ama');
    await ama.pressesRoute(`feedback/commit/begin|${course.id}`);

    await ama.fills({ ...committed, second: 'Call +233 24 412 3456 every week.' });
    const problem = ama.form()?.pages[0]?.fields[1]?.problem;
    const kept = await ama.fills({ second: 'Call the laboratory every week.' });

    expect(JSON.stringify(problem)).toContain('+233 24 412 3456');
    expect(kept).toContain('2 things');
  });
});
