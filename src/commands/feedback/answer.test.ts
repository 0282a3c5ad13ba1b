import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { feedbackClosesAt } from '#exchange/reminders.ts';
import type { Course } from '#store/records/courses.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { reactionOf, reactionTo } from '../../../test/support/reaction-round.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

const first = { apply: 5, confidence: 4, relevance: 4, instructors: 5, 'human-rights': 3 };
const second = { level: 4, knowledge: 5, recommend: 9, obstacles: 'Too few computers.' };

describe('feedback answer', () => {
  let bench: Bench;
  let exchange: SampleExchange;
  let course: Course;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    course = await exchange.course({ state: 'evaluating' });
    bench.clock.set('2027-03-22T10:00:00Z');
    await asked(course, [exchange.people.ama.id, exchange.people.yaw.id]);
  });

  afterEach(() => bench.close());

  function asked(of: Course, people: readonly string[]) {
    const opensAt = bench.clock.now();
    const closesAt = feedbackClosesAt(opensAt, of.zone);
    return bench.arrange((records) => records.feedback.open(reactionTo(of.id, opensAt, closesAt), people));
  }
  const draftsOf = (account: 'practice:ama') => bench.arrange((records) => records.drafts.of([account]));
  const participation = () =>
    bench.arrange((records) => records.feedback.participation(reactionOf(course.id)));

  it('says what is promised before the first question, asks two pages of five, and keeps answers without a name', async () => {
    const ama = bench.as('practice:ama');

    const promised = await ama.runs('feedback answer');
    const hadForm = ama.form() !== undefined;
    await ama.presses('Begin');
    const pages = ama.form()?.pages.map((page) => page.fields.map((field) => field.name));
    await ama.fills(first, 0);
    await ama.presses('Continue (2 of 2)');
    const thanks = await ama.fills(second, 1);

    expect(promised).toContain('Your answers are kept without your name');
    expect(promised).toContain(
      'If fewer than five people answer, nobody is shown anything but how many did.',
    );
    expect(promised).toContain('could technically see it');
    expect(hadForm).toBe(false);
    expect(pages?.map((page) => page.length)).toEqual([5, 5]);
    expect(pages?.flat()).not.toContain('course');
    expect(thanks).toContain('Your answers on “Digital evidence” are kept without your name.');
    expect(thanks).not.toContain('computers');
    expect(await participation()).toEqual({ invited: 2, answered: 1 });
    expect(await draftsOf('practice:ama')).toEqual([]);
    expect(bench.errors).toEqual([]);
  });

  it('keeps what was half filled over a pause, and leaves no draft behind', async () => {
    const ama = bench.as('practice:ama');
    await ama.pressesRoute(`feedback/answer/begin|${course.id}`);
    await ama.fills(first, 0);

    await ama.pressesRoute(`feedback/answer/start|${course.id}`);
    await ama.presses('Go on');
    const filled = ama.form()?.pages[0]?.fields.map((field) => field.filled);
    await ama.fills(second, 1);

    expect(filled).toEqual([5, 4, 4, 5, 3]);
    expect(await participation()).toEqual({ invited: 2, answered: 1 });
    expect(await draftsOf('practice:ama')).toEqual([]);
  });

  it('takes one answer for each person, on whichever account', async () => {
    await bench.arrange((records) => records.people.link('slack:T1:U7', exchange.people.ama.id, 'Ama'));
    const [one, other] = [bench.as('practice:ama'), bench.as('slack:T1:U7')];
    for (const ama of [one, other]) await ama.pressesRoute(`feedback/answer/begin|${course.id}`);

    await one.fills({ ...first, ...second });
    const twice = await other.fills({ ...first, ...second });
    const again = await other.pressesRoute(`feedback/answer/begin|${course.id}`);

    expect(twice).toContain('This form has been finished');
    expect(again).toContain('You have answered the questionnaire on “Digital evidence” already');
    expect(await participation()).toEqual({ invited: 2, answered: 1 });
  });

  it('is asked for in a message with the promise and the close, which says nothing once it is answered', async () => {
    const invite = (key: string) =>
      bench.arrange((records) =>
        records.deliveries.add([
          {
            key,
            message: 'feedback/invitation',
            facts: { course: course.id },
            person: exchange.people.ama.id,
            channel: undefined,
            organisation: undefined,
            purpose: undefined,
            post: undefined,
            tooLateAt: undefined,
          },
        ]),
      );
    await invite('first');
    await bench.sendDue();
    const ama = bench.as('practice:ama');

    await ama.presses('Answer');
    await ama.presses('Begin');
    await ama.fills({ ...first, ...second });
    await invite('second');
    await bench.sendDue();

    const says = bench.delivered.map((one) => one.says);
    expect(says).toHaveLength(1);
    expect(says[0]).toContain('You attended “Digital evidence”.');
    expect(says[0]).toContain('open until 1 April 2027');
    expect(says[0]).toContain('under five answers none is shown to anybody');
  });

  it('refuses whoever was not asked, and everybody after the close', async () => {
    const stranger = await bench.as('practice:salma').pressesRoute(`feedback/answer/start|${course.id}`);
    const ama = bench.as('practice:ama');
    await ama.pressesRoute(`feedback/answer/begin|${course.id}`);
    bench.clock.set('2027-04-01T10:00:00Z');

    const late = await ama.fills({ ...first, ...second });

    expect(stranger).toContain('No questionnaire of this course waits for you.');
    expect(late).toContain('closed on 1 April 2027');
    expect(await participation()).toEqual({ invited: 2, answered: 0 });
    expect(await draftsOf('practice:ama')).toEqual([]);
  });

  it('gives a comment back that holds a way to reach somebody, with all that was typed', async () => {
    const ama = bench.as('practice:ama');
    await ama.pressesRoute(`feedback/answer/begin|${course.id}`);

    await ama.fills({ ...first, ...second, 'anything-else': 'Call me: +233 24 412 3456' });
    const problem = ama.form()?.pages[1]?.fields[4]?.problem;
    const thanks = await ama.fills({ 'anything-else': 'Thank you.' });

    expect(JSON.stringify(problem)).toContain('+233 24 412 3456');
    expect(thanks).toContain('Thank you');
    expect((await participation()).answered).toBe(1);
  });

  it('gives a comment back that holds a number of somebody', async () => {
    const ama = bench.as('practice:ama');
    await ama.pressesRoute(`feedback/answer/begin|${course.id}`);

    await ama.fills({ ...first, ...second, obstacles: 'My badge number is 44521.' });

    const fields = ama.form()?.pages.flatMap((page) => page.fields) ?? [];
    const problem = fields.find(({ name }) => name === 'obstacles')?.problem;
    expect(JSON.stringify(problem)).toContain('badge number is 44521');
    expect((await participation()).answered).toBe(0);
  });
});
