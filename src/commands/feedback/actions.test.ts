import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText } from '#bot/plain-text.ts';
import type { Course } from '#store/records/courses.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

const what = 'Two days for the exercise.';

describe('/feedback actions', () => {
  let bench: Bench;
  let exchange: SampleExchange;
  let course: Course;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    course = await exchange.course({ state: 'closed' });
  });
  afterEach(() => bench.close());

  const as = (name: string) => bench.as(`practice:${name}`);
  const add = (name: string, changes: Record<string, string> = {}) =>
    as(name).runs('feedback action-add', {
      course: course.id,
      what,
      owner: exchange.people.yaw.id,
      due: '2027-06-16',
      ...changes,
    });
  /** What stands beside a field of the form that came back. */
  const corrected = async (changes: Record<string, string>) => {
    const kofi = as('kofi');
    const right = { course: course.id, what, owner: exchange.people.yaw.id, due: '2027-06-16' };
    await kofi.runs('feedback action-add', { ...right, ...changes });
    const fields = kofi.form()?.pages.flatMap((page) => page.fields) ?? [];
    return fields.flatMap(({ problem }) =>
      problem ? [plainText(problem, { language: 'en', zone: 'UTC' })] : [],
    );
  };
  const kept = () => bench.arrange((records) => records.actions.of(course.id));

  it('keeps what is done better, and tells whoever sees to it', async () => {
    const said = await add('kofi');
    await bench.sendDue();

    expect(said).toContain(`After “Digital evidence”: ${what} – Yaw Darko sees to it by 16 June 2027`);
    expect(bench.delivered.map(({ to }) => to)).toEqual(['practice:yaw']);
    expect(bench.delivered[0]?.says).toContain('you see to it by 16 June 2027: Two days for the exercise.');
    expect(await as('yaw').runs('feedback actions')).toContain(`${what} – Yaw Darko, by 16 June 2027`);
  });

  it('is ended by whoever sees to it, once, with what came of it', async () => {
    await add('kofi');
    await bench.sendDue();
    const yaw = as('yaw');
    await yaw.presses('Look at it');

    await yaw.presses('It is done');
    const done = await yaw.fills({ effect: 'The exercise was finished by all.' });
    const [action] = await kept();
    const again = await as('kofi').pressesRoute(`feedback/action-end/drop|${action?.id}`);
    const listed = await as('kofi').runs('feedback actions', { course: course.id });

    expect(done).toContain('the next summary shows it with what came of it');
    expect(action).toMatchObject({ state: 'done', effect: 'The exercise was finished by all.' });
    expect(again).toContain('has ended already');
    expect(listed).toContain(`${what} – done: The exercise was finished by all.`);
  });

  it('is given to somebody else, who hears of it, or another day', async () => {
    await add('kofi');
    const [action] = await kept();
    const changes = { action: action?.id ?? '', owner: exchange.people.ama.id, due: '2027-07-01' };

    const said = await as('abena').runs('feedback action-give', changes);
    await bench.sendDue();

    expect(said).toContain('Ama Boateng sees to it by 1 July 2027');
    // What was to be told to the first has nothing to say any more.
    expect(bench.delivered.map(({ to }) => to)).toEqual(['practice:ama']);
    expect(await as('yaw').runs('feedback actions')).toContain('Nothing is open');
  });

  it('is agreed on by those whose course it was, after it was held, for a day to come', async () => {
    const ahead = await exchange.course({ state: 'call-open', title: 'Ahead' });

    const stranger = await add('karim');
    const early = await add('kofi', { course: ahead.id });
    const late = await corrected({ due: '2026-06-16' });
    const contact = await corrected({ what: 'Write to yaw@police.example' });
    const trainee = await add('ama');

    expect(stranger).toContain('is agreed on by whoever manages the course');
    expect(early).toContain('has not been held yet');
    expect(late).toEqual(['16 June 2026 is over. Please give a day from 4 January 2027 on.']);
    expect(contact[0]).toContain('This looks like a way to reach somebody: yaw@police.example');
    expect(trainee).not.toContain('Kept');
    expect(await kept()).toEqual([]);
  });

  it('is shown to those who follow the course or see to it, and to nobody once the course is withheld', async () => {
    await add('nadia', { owner: exchange.people.salma.id });
    const [action] = await kept();
    const look = (name: string) => as(name).pressesRoute(`feedback/actions/show|${action?.id}`);

    expect(await look('nadia')).toContain(what);
    expect(await look('salma')).toContain(what);
    expect(await look('ama')).toContain('is not there any more, or is not shown to you');
    expect(await as('ama').runs('feedback actions', { course: course.id })).not.toContain(what);

    await bench.arrange(({ courses }) => courses.withhold(course.id, ['counter-terrorism']));
    expect(await look('salma')).toContain('is not there any more, or is not shown to you');
    expect(await as('salma').runs('feedback actions')).toContain('Nothing is open');
  });

  it('turns the pages of long lists, and takes no more for a course than are seen to', async () => {
    await bench.arrange(async ({ actions }) => {
      for (let number = 10; number < 21; number += 1)
        await actions.add({
          course: course.id,
          owner: exchange.people.yaw.id,
          what: `Thing ${number}`,
          dueOn: `2027-06-${number}`,
          theme: undefined,
        });
    });
    await add('kofi', { what: 'The twelfth' });
    const nadia = as('nadia');

    const first = await nadia.runs('feedback actions');
    const second = await nadia.presses('Next');

    expect(first).toContain('1 to 8 of 12');
    expect(first).not.toContain('Thing 19');
    expect(second).toContain('Thing 19');
    expect(await add('kofi')).toContain('12 actions are open for “Digital evidence”');
  });
});
