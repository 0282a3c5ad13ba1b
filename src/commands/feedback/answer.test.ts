import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Item, roundIdOf, standardQuestionnaires } from '#exchange/questionnaire.ts';
import { feedbackClosesAt } from '#exchange/reminders.ts';
import type { Course } from '#store/records/courses.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { reactionOf, reactionTo } from '../../../test/support/reaction-round.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

const first = { apply: 5, confidence: 4, relevance: 4, instructors: 5, 'human-rights': 3 };
const second = { level: 4, recommend: 9, obstacles: 'Too few computers.' };

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
    expect(promised).toContain('could technically read along');
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
    const problem = ama.form()?.pages[1]?.fields.find(({ name }) => name === 'anything-else')?.problem;
    const thanks = await ama.fills({ 'anything-else': 'Thank Captain Diallo.' });

    expect(JSON.stringify(problem)).toContain('+233 24 412 3456');
    expect(thanks).toContain('Thank you');
    expect(thanks).toContain('You seem to have named somebody.');
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

  it('goes on over any number of pages, from one account to another, and forgets every half of it', async () => {
    const own = (['own-1', 'own-2'] as const).map(
      (id): Item => ({
        ...{ id, kind: 'choice', page: 3, optional: false, sensitive: false, options: ['1', '2'] },
        texts: { en: said('Which?'), fr: said('Lequel ?'), es: said('¿Cuál?'), ar: said('أيها؟') },
      }),
    );
    const exercise = await exchange.course({ state: 'delivered', title: 'Night exercise' });
    const { ama, kofi } = exchange.people;
    await bench.arrange(async (records) => {
      await records.people.link('slack:T1:U7', ama.id, 'Ama');
      const items = [...standardQuestionnaires['after-action/1'].items, ...own];
      const designed = { course: exercise.id, set: 'after-action', items, madeBy: kofi.id } as const;
      const { id } = await records.questionnaires.add(designed);
      const opensAt = bench.clock.now();
      const times = { opensAt, closesAt: opensAt + 864e6, lateUntil: opensAt + 864e6 };
      await records.feedback.open({ course: exercise.id, set: 'after-action', questionnaire: id, ...times }, [
        ama.id,
      ]);
    });
    const round = roundIdOf(exercise.id, 'after-action');
    const [here, there] = [bench.as('practice:ama'), bench.as('slack:T1:U7')];

    const waiting = await here.runs('feedback answer');
    await here.pressesRoute(`feedback/answer/begin|${round}`);
    await here.fills({ goals: 4, tasks: 5, information: 2, together: 3, 'human-rights': 5 }, 0);
    await there.pressesRoute(`feedback/answer/begin|${round}`);
    const carried = there.form()?.pages[0]?.fields.map(({ filled }) => filled);
    const titles = there.form()?.pages.map(({ heading }) => heading.join(''));
    await there.fills({ goals: 4, tasks: 5, information: 2, together: 3, 'human-rights': 5 }, 0);
    await there.presses('Continue (2 of 3)');
    await there.fills({ prepared: 4 }, 1);
    await there.presses('Continue (3 of 3)');
    const thanks = await there.fills({ 'own-1': '2', 'own-2': 'This' }, 2);

    expect(waiting).toContain('“Night exercise” – After the exercise, open until');
    expect(carried).toEqual([4, 5, 2, 3, 5]);
    expect(titles).toEqual(['The exercise', 'What remains of it', 'Questions of this course']);
    expect(thanks).toContain('are kept without your name');
    expect(await draftsOf('practice:ama')).toEqual([]);
    expect(await bench.arrange((records) => records.feedback.participation(round))).toEqual({
      invited: 1,
      answered: 1,
    });
  });

  it('asks in a round of an earlier version what that version asked, and takes a form begun under it', async () => {
    const earlier = await exchange.course({ state: 'evaluating', title: 'Earlier course' });
    const { ama } = exchange.people;
    const draft = await bench.arrange(async (records) => {
      const opensAt = bench.clock.now();
      const times = { opensAt, closesAt: opensAt + 864e6, lateUntil: opensAt + 864e6 };
      const asked = { course: earlier.id, set: 'reaction', questionnaire: 'reaction/1', ...times } as const;
      await records.feedback.open(asked, [ama.id]);
      const begun = { path: 'feedback answer', account: 'practice:ama', channel: undefined } as const;
      return records.drafts.keep({ ...begun, values: { ...first, course: earlier.id }, pagesDone: [0] });
    });
    const typist = bench.as('practice:ama');

    await typist.pressesRoute(`form/open|${draft.id}|1`);
    const asked = typist.form()?.pages[1]?.fields.map(({ name }) => name);
    const thanks = await typist.fills({ ...second, knowledge: 4 }, 1);

    expect(asked).toEqual(['level', 'knowledge', 'recommend', 'obstacles', 'anything-else']);
    expect(thanks).toContain('“Earlier course”');
    expect(await draftsOf('practice:ama')).toEqual([]);
  });

  it('takes late answers for as long as they are taken, and says with whom they will be counted', async () => {
    const late = await exchange.course({ state: 'evaluating', title: 'Late course' });
    const { ama } = exchange.people;
    const opensAt = bench.clock.now();
    await bench.arrange(async (records) => {
      await records.feedback.open(reactionTo(late.id, opensAt, opensAt + 1, opensAt + 864e5), [ama.id]);
      await records.feedback.close(reactionOf(late.id));
    });
    bench.clock.set(opensAt + 2);
    const typist = bench.as('practice:ama');

    const promised = await typist.pressesRoute(`feedback/answer/start|${reactionOf(late.id)}`);
    await typist.presses('Begin');
    const thanks = await typist.fills({ ...first, ...second });

    expect(promised).toContain('counted only together with four or more others that came late');
    expect(thanks).toContain('are kept without your name');
  });
});

function said(text: string) {
  return { text, options: ['This', 'That'] };
}
