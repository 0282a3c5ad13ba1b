// The timetable of questionnaires: what opens when, who is asked, and what moving, holding and calling off change.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instantAt } from '#exchange/local-time.ts';
import { roundIdOf } from '#exchange/questionnaire.ts';
import type { Course } from '#store/records/courses.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { standingPass } from '../../../test/support/gate-papers.ts';
import { reactionOf, reactionTo } from '../../../test/support/reaction-round.ts';
import {
  arrangeExchange,
  type SampleExchange,
  type SampleName,
} from '../../../test/support/sample-exchange.ts';
import { designed, seatedCourse, seatOf } from '../../../test/support/seated-course.ts';

describe('the timetable of questionnaires', () => {
  let bench: Bench;
  let exchange: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    bench.clock.set(instantAt('2027-02-22', '10:00', 'Africa/Accra'));
  });

  afterEach(() => bench.close());

  /** What people were asked or reminded of about questionnaires, as `who: first line`. */
  const sweepAt = async (date: string, time: string) => {
    bench.clock.set(instantAt(date, time, 'Africa/Accra'));
    await bench.sweep();
    return bench.delivered
      .splice(0)
      .filter(({ says }) => /not answered yet|Before the course begins|How was the/.test(says))
      .map(({ to, says }) => `${to.slice('practice:'.length)}: ${says.split('\n')[0]}`);
  };
  const before = 'Before the course begins';
  const again = 'Your feedback is still welcome';

  /** Confirmed, from 15 to 19 March, with a test before it and a seat for each of these. */
  async function confirmed(...seated: readonly SampleName[]): Promise<Course> {
    const course = await seatedCourse(bench, exchange, 'confirmed', seated);
    await designed(bench, exchange, course.id, 'pre-test');
    return course;
  }
  const seat = (course: string, name: SampleName) => seatOf(bench, exchange, course, name);

  const roundOf = (course: string) =>
    bench.arrange((records) => records.feedback.round(roundIdOf(course, 'pre-test')));

  it('ask whoever has a seat for the test a week before, once, and remind twice who is silent', async () => {
    const course = await confirmed('ama', 'yaw');

    const early = await sweepAt('2027-03-07', '18:00');
    // On Monday and Tuesday Ghana has holidays, and Morocco on Tuesday.
    const monday = await sweepAt('2027-03-08', '10:00');
    const wednesday = await sweepAt('2027-03-10', '09:00');
    await bench.arrange((records) =>
      records.feedback.answer(roundIdOf(course.id, 'pre-test'), exchange.people.yaw.id, { chain: 2 }),
    );
    const thursday = await sweepAt('2027-03-11', '09:10');
    const friday = await sweepAt('2027-03-12', '10:00');
    const saturday = await sweepAt('2027-03-13', '10:00');

    expect(early).toEqual([]);
    expect(monday).toEqual([]);
    expect(wednesday).toEqual([`ama: ${before}`, `yaw: ${before}`]);
    expect(thursday).toEqual([`ama: ${again}`]);
    expect([...friday, ...saturday]).toEqual([]);
    expect(bench.errors).toEqual([]);
  });

  it('ask who gets a seat later in that week, and remind them a day after that', async () => {
    const course = await confirmed('ama');
    await sweepAt('2027-03-10', '09:00');
    await seat(course.id, 'salma');

    const asked = await sweepAt('2027-03-11', '10:00');
    const soon = await sweepAt('2027-03-11', '10:10');
    const reminded = await sweepAt('2027-03-12', '10:00');

    expect(asked).toContain(`salma: ${before}`);
    expect(soon).toEqual([]);
    expect(reminded).toContain(`salma: ${again}`);
  });

  it('ask nobody any more who has given the seat back', async () => {
    const course = await confirmed('ama', 'yaw');
    await sweepAt('2027-03-10', '09:00');
    await bench.arrange(async ({ nominations }) => {
      const [theirs] = await nominations.list({ course: course.id, nominee: exchange.people.ama.id });
      await nominations.move(theirs?.id ?? '', ['accepted'], 'withdrawn');
    });

    expect(await sweepAt('2027-03-11', '10:00')).toEqual([`yaw: ${again}`]);
  });

  it('close the test when the course begins, take nothing late, and say nothing of it by itself', async () => {
    const course = await confirmed('ama');
    await sweepAt('2027-03-10', '09:00');

    const began = await sweepAt('2027-03-15', '08:00');
    const late = await bench.arrange((records) =>
      records.feedback.answer(roundIdOf(course.id, 'pre-test'), exchange.people.ama.id, { chain: 2 }),
    );

    expect(began).toEqual([]);
    expect((await roundOf(course.id))?.state).toBe('closed');
    expect(late).toBe(false);
    expect((await bench.arrange(({ courses }) => courses.byId(course.id)))?.state).toBe('running');
  });

  it('follow a course that is postponed: rest, and ask anew in the week before its new days', async () => {
    const course = await confirmed('ama');
    await sweepAt('2027-03-10', '09:00');
    const nadia = bench.as('practice:nadia');
    const postponed = await nadia.runs('course postpone', {
      course: course.id,
      startsOn: '2027-04-19',
      endsOn: '2027-04-23',
      reason: 'The hall is flooded.',
    });

    const resting = await sweepAt('2027-03-11', '09:00');
    const rested = await sweepAt('2027-03-15', '08:00');
    const round = await roundOf(course.id);
    const anew = await sweepAt('2027-04-12', '10:00');

    expect(postponed).toContain('Digital evidence');
    expect([...resting, ...rested]).toEqual([]);
    expect(anew).toEqual([`ama: ${before}`]);
    expect(round).toMatchObject({
      state: 'open',
      closesAt: instantAt('2027-04-19', '08:00', 'Africa/Accra'),
    });
    expect(bench.errors).toEqual([]);
  });

  it('keep the test open and quiet while a course is held, and go on with it', async () => {
    const course = await confirmed('ama');
    await sweepAt('2027-03-10', '09:00');
    await bench.arrange(({ courses }) => courses.move(course.id, ['confirmed'], 'on-hold'));

    const held = await sweepAt('2027-03-11', '10:00');
    const stillOpen = await roundOf(course.id);
    await bench.arrange(async (records) => {
      const pass = await standingPass(records, course.id);
      await records.courses.move(course.id, ['on-hold'], 'confirmed', undefined, pass);
    });
    const goingOn = await sweepAt('2027-03-12', '10:00');

    expect(held).toEqual([]);
    expect(stillOpen?.state).toBe('open');
    expect(goingOn).toEqual([`ama: ${again}`]);
  });

  it('call the test off with its course, and what was about to leave does not', async () => {
    const course = await confirmed('ama');
    await sweepAt('2027-03-08', '10:00');
    await bench.arrange(({ courses }) => courses.move(course.id, ['confirmed'], 'cancelled'));

    const unsaid = await sweepAt('2027-03-10', '09:00');

    expect(unsaid).toEqual([]);
    expect((await roundOf(course.id))?.state).toBe('called-off');
  });

  it('open nothing where no test was designed', async () => {
    const course = await exchange.course({ state: 'call-open' });
    await seat(course.id, 'ama');

    expect(await sweepAt('2027-03-10', '09:00')).toEqual([]);
    expect(await roundOf(course.id)).toBeUndefined();
  });

  it('release late answers together when five have come, and remind nobody after the close', async () => {
    const course = await exchange.course({ state: 'evaluating' });
    const opensAt = instantAt('2027-03-22', '10:00', 'Africa/Accra');
    const closesAt = instantAt('2027-04-01', '10:00', 'Africa/Accra');
    const lateUntil = instantAt('2027-05-01', '10:00', 'Africa/Accra');
    const round = reactionOf(course.id);
    const people = await bench.arrange(async (records) => {
      const added: string[] = [];
      for (let number = 1; number <= 6; number += 1) {
        const { id } = await records.people.add({
          name: `Officer ${number}`,
          organisation: exchange.accra,
          membership: 'confirmed',
        });
        added.push(id);
      }
      await records.feedback.open(reactionTo(course.id, opensAt, closesAt, lateUntil), [
        ...added,
        exchange.people.ama.id,
      ]);
      return added;
    });
    const answer = async (from: number, to: number) => {
      for (const person of people.slice(from, to))
        await bench.arrange((records) => records.feedback.answer(round, person, { apply: 4 }));
    };
    const released = async () => (await bench.arrange((records) => records.feedback.tally(round)))?.released;

    await sweepAt('2027-04-01', '10:00');
    await answer(0, 4);
    const quiet = [...(await sweepAt('2027-04-02', '10:00')), ...(await sweepAt('2027-04-06', '10:00'))];
    const four = await released();
    await answer(4, 5);
    await sweepAt('2027-04-07', '10:00');

    expect(quiet).toEqual([]);
    expect(four).toBeUndefined();
    expect(await released()).toBe(5);
    expect((await bench.arrange((records) => records.courses.byId(course.id)))?.state).toBe('closed');
    expect(bench.errors).toEqual([]);
  });
});
