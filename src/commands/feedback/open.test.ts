import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instantAt } from '#exchange/local-time.ts';
import { type QuestionSet, roundIdOf } from '#exchange/questionnaire.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { reactionTo } from '../../../test/support/reaction-round.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';
import { designed, seatedCourse } from '../../../test/support/seated-course.ts';

describe('/feedback open', () => {
  let bench: Bench;
  let exchange: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    bench.clock.set(instantAt('2027-03-22', '10:00', 'Africa/Accra'));
  });

  afterEach(() => bench.close());

  const manage = (course: string) =>
    bench.arrange((records) =>
      records.people.grant({ person: exchange.people.abena.id, role: 'courseManager', scope: course }),
    );
  const roundOf = (course: string, set: QuestionSet) =>
    bench.arrange((records) => records.feedback.round(roundIdOf(course, set)));

  it('shows whom it will ask and until when, and asks them at the press of a button', async () => {
    const { id } = await seatedCourse(bench, exchange, 'evaluating', ['ama']);
    await designed(bench, exchange, id, 'pre-test');
    await manage(id);
    const abena = bench.as('practice:abena');

    const shown = await abena.runs('feedback open', { course: id, set: 'post-test' });
    const before = await roundOf(id, 'post-test');
    const done = await abena.presses('Ask them');
    await bench.sendDue();
    const again = await abena.runs('feedback open', { course: id, set: 'post-test' });

    expect(shown).toContain('1 person is asked about “Digital evidence”: Test after the course.');
    expect(shown).toContain('It closes on 1 April 2027');
    expect(shown).toContain('Answers that come later are taken until 1 May 2027');
    expect(before).toBeUndefined();
    expect(done).toContain('1 person is asked');
    expect(await roundOf(id, 'post-test')).toMatchObject({ state: 'open' });
    expect(bench.delivered.map(({ to }) => to)).toEqual(['practice:ama']);
    expect(bench.delivered[0]?.says).toContain('Please answer the short test on what it taught');
    expect(again).toContain('is open already, until 1 April 2027');
    expect(bench.errors).toEqual([]);
  });

  it('asks in one message for everything that waits', async () => {
    const { id } = await seatedCourse(bench, exchange, 'evaluating', ['ama']);
    await designed(bench, exchange, id, 'pre-test');
    const now = bench.clock.now();
    await bench.arrange((records) =>
      records.feedback.open(reactionTo(id, now, now + 10 * 86_400_000), [exchange.people.ama.id]),
    );

    await bench.as('practice:nadia').runs('feedback open', { course: id, set: 'post-test' });
    await bench.as('practice:nadia').pressesRoute(`feedback/open/confirm|${id}|post-test`);
    await bench.sendDue();

    const says = bench.delivered.at(-1)?.says;
    expect(says).toContain('Please answer the short test on what it taught');
    expect(says).toContain('Please take three minutes for two pages of questions');
    expect(says).toContain('[Test after the course] [The course]');
  });

  it.each([
    ['of a course that was not announced', 'pre-test', 'approved', 'has not been announced'],
    ['before a course that is held', 'pre-test', 'on-hold', 'is held'],
    ['before a course that has begun', 'pre-test', 'running', 'has begun'],
    ['after a course whose attendance is open', 'post-test', 'delivered', 'is not complete'],
    ['after a course that was called off', 'reaction', 'cancelled', 'was called off'],
    ['that nobody has designed', 'post-test', 'evaluating', 'nothing was designed'],
    ['for which nobody was there', 'reaction', 'evaluating', 'Nobody was marked as having attended'],
  ] as const)('refuses one %s', async (_why, set, state, says) => {
    const { id } = await exchange.course({ state: state === 'on-hold' ? 'confirmed' : state });
    if (state === 'on-hold') await bench.arrange(({ courses }) => courses.move(id, ['confirmed'], 'on-hold'));

    const refused = await bench.as('practice:nadia').runs('feedback open', { course: id, set });

    expect(refused).toContain(says);
    expect(await roundOf(id, set)).toBeUndefined();
  });

  it('refuses one about what ended long ago', async () => {
    const { id } = await exchange.course({ state: 'closed' });
    bench.clock.set(instantAt('2027-06-18', '10:00', 'Africa/Accra'));

    const said = await bench.as('practice:nadia').runs('feedback open', { course: id, set: 'reaction' });

    expect(said).toContain('ended more than ninety days ago');
  });

  it('refuses whoever neither coordinates nor manages this course, also at the button', async () => {
    const { id } = await seatedCourse(bench, exchange, 'evaluating', ['ama']);
    const other = await exchange.course({ state: 'evaluating', title: 'Other' });
    await manage(other.id);
    const [abena, kofi] = [bench.as('practice:abena'), bench.as('practice:kofi')];

    const typed = await abena.runs('feedback open', { course: id, set: 'reaction' });
    const pressed = await abena.pressesRoute(`feedback/open/confirm|${id}|reaction`);
    const liaison = await kofi.pressesRoute(`feedback/open/confirm|${id}|reaction`);

    expect(typed).toContain('is opened by the coordinators and by whoever manages the course');
    expect(pressed).toContain('is opened by the coordinators');
    expect(liaison).not.toContain('is asked');
    expect(await roundOf(id, 'reaction')).toBeUndefined();
  });

  it('is offered by /feedback status to whoever may, and counts by questionnaire', async () => {
    const { id } = await seatedCourse(bench, exchange, 'evaluating', ['ama']);
    await designed(bench, exchange, id, 'pre-test');
    await manage(id);
    const [abena, kofi] = [bench.as('practice:abena'), bench.as('practice:kofi')];

    const none = await abena.runs('feedback status', { course: id });
    await abena.presses('Open a questionnaire');
    const form = abena.form();
    await abena.pressesRoute(`feedback/open/confirm|${id}|post-test`);
    await abena.pressesRoute(`feedback/open/confirm|${id}|reaction`);
    const status = await abena.runs('feedback status', { course: id });
    const list = await abena.runs('feedback status');
    const liaison = await kofi.runs('feedback status', { course: id });

    expect(none).toContain('Nothing has been asked about “Digital evidence” yet.');
    expect(form?.path).toBe('feedback open');
    expect(status).toContain('Questionnaire: Test after the course\nAsked: 1\nAnswered: 0 of 1 (0%)');
    expect(status).toContain('Questionnaire: The course\nAsked: 1');
    expect(list).toContain('Digital evidence, Test after the course – 0 of 1 person answered');
    expect(liaison).not.toContain('[Open a questionnaire]');
    expect(bench.errors).toEqual([]);
  });
});
