import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instantAt } from '#exchange/local-time.ts';
import { feedbackClosesAt } from '#exchange/reminders.ts';
import type { Course } from '#store/records/courses.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { reactionOf, reactionTo } from '../../../test/support/reaction-round.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

describe('feedback rounds', () => {
  let bench: Bench;
  let exchange: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    bench.clock.set(instantAt('2027-03-22', '10:00', 'Africa/Accra'));
  });

  afterEach(() => bench.close());

  const good = {
    apply: 5,
    confidence: 4,
    relevance: 4,
    instructors: 5,
    'human-rights': 4,
    level: 4,
    recommend: 9,
  };
  const sweepAt = async (date: string, time: string) => {
    bench.clock.set(instantAt(date, time, 'Africa/Accra'));
    await bench.sweep();
    // The digests of the same morning are another job's.
    return bench.delivered.splice(0).filter(({ says }) => !says.includes('/report digest'));
  };

  /** Ama, and others of Accra beside her: marked as having attended, and asked. */
  async function asked(course: Course, others: number): Promise<readonly string[]> {
    const opensAt = bench.clock.now();
    return bench.arrange(async (records) => {
      const people = [exchange.people.ama];
      for (let number = 1; number <= others; number += 1) {
        const person = {
          name: `Officer ${number}`,
          organisation: exchange.accra,
          membership: 'confirmed',
        } as const;
        people.push(await records.people.add(person));
      }
      for (const { id } of people)
        await records.nominations.mark(course.id, id, 'attended', exchange.people.kofi.id);
      const closesAt = feedbackClosesAt(opensAt, course.zone);
      const ids = people.map((person) => person.id);
      await records.feedback.open(reactionTo(course.id, opensAt, closesAt), ids);
      return ids;
    });
  }
  const answered = (course: string, people: readonly string[], comments: readonly string[] = []) =>
    bench.arrange(async (records) => {
      for (const [index, person] of people.entries()) {
        const comment = comments[index];
        await records.feedback.answer(
          reactionOf(course),
          person,
          comment ? { ...good, obstacles: comment } : good,
        );
      }
    });

  it('remind whoever has not answered, in office hours, twice at most, and nobody else', async () => {
    const course = await exchange.course({ state: 'evaluating' });
    await asked(course, 0);
    await bench.arrange((records) => records.people.link('practice:other', exchange.people.yaw.id, 'Yaw'));

    const early = await sweepAt('2027-03-23', '09:59');
    const first = await sweepAt('2027-03-23', '10:00');
    const again = await sweepAt('2027-03-24', '17:00');
    const second = await sweepAt('2027-03-25', '10:10');
    const third = await sweepAt('2027-03-29', '10:00');

    expect([early, again, third].flat()).toEqual([]);
    expect(first.map((one) => one.to)).toEqual(['practice:ama']);
    expect(first[0]?.says).toContain('There is one more reminder at most.');
    expect(second[0]?.says).toContain('It is the last reminder.');
    expect(bench.errors).toEqual([]);
  });

  it('remind nobody who has answered in the meantime, and nobody of a cancelled course', async () => {
    const course = await exchange.course({ state: 'evaluating' });
    const [ama = ''] = await asked(course, 0);
    const cancelled = await exchange.course({ state: 'cancelled', title: 'Called off' });
    await bench.arrange((records) =>
      records.feedback.open(reactionTo(cancelled.id, bench.clock.now(), course.nominationDeadline * 2), [
        ama,
      ]),
    );
    await answered(course.id, [ama]);

    expect(await sweepAt('2027-03-23', '10:00')).toEqual([]);
    expect((await bench.arrange((records) => records.feedback.round(reactionOf(cancelled.id))))?.state).toBe(
      'called-off',
    );
  });

  it('close in time, close the course, and send the summary with its picture to the rooms concerned', async () => {
    const course = await exchange.course({ state: 'evaluating' });
    const people = await asked(course, 7);
    await answered(course.id, people.slice(0, 6), [
      'More exercises, please.',
      'Inspector Boateng helped us all.',
    ]);

    const before = await sweepAt('2027-04-01', '09:50');
    const sent = await sweepAt('2027-04-01', '10:00');
    const again = await sweepAt('2027-04-01', '10:10');

    const says = Object.fromEntries(sent.map((one) => [one.to, one.says]));
    const [hub, accra] = [says['practice:hub-managers'], says['practice:accra-managers']];
    expect(before.filter((one) => one.to !== 'practice:ama')).toEqual([]);
    expect(Object.keys(says).toSorted()).toEqual([
      'practice:accra-managers',
      'practice:hub-managers',
      'practice:kofi',
    ]);
    expect(accra).toContain('Answered: 6 of 8 (75%)');
    expect(accra).toContain('Indicative only');
    expect(accra).toContain('[picture: Bars for each question');
    // A channel's members are its own business: a coordinator reads these with /feedback summary.
    expect(accra).not.toContain('Boateng');
    expect(hub).not.toContain('Boateng');
    expect(says['practice:kofi']).toContain('6 of 8 answered. The summary is there.');
    // The three lines for everybody follow by themselves.
    expect(again.filter(({ to }) => !to.endsWith('-news'))).toEqual([]);
    expect((await bench.arrange((records) => records.courses.byId(course.id)))?.state).toBe('closed');
    expect(bench.errors).toEqual([]);
  });

  it('say nothing but the response rate under five answers, to the hub as to everybody', async () => {
    const course = await exchange.course({ state: 'evaluating' });
    const people = await asked(course, 7);
    await answered(course.id, people.slice(0, 4), ['Secret wish']);

    const sent = await sweepAt('2027-04-01', '10:00');

    const rooms = sent.filter((one) => one.to.endsWith('managers'));
    expect(rooms).toHaveLength(2);
    for (const { says } of rooms) {
      expect(says).toContain('Answered: 4 of 8 (50%)');
      expect(says).toContain('That is too few to report.');
      expect(says).not.toMatch(/favourable|Secret wish/);
    }
  });

  it('delete what was left half filled', async () => {
    const course = await exchange.course({ state: 'evaluating' });
    await asked(course, 0);
    const ama = bench.as('practice:ama');
    await ama.pressesRoute(`feedback/answer/begin|${course.id}`);
    await ama.fills({ apply: 1, confidence: 1, relevance: 1, instructors: 1, 'human-rights': 1 }, 0);

    await sweepAt('2027-04-01', '10:00');

    expect(await bench.arrange((records) => records.drafts.of(['practice:ama']))).toEqual([]);
    expect((await bench.arrange((records) => records.feedback.round(reactionOf(course.id))))?.state).toBe(
      'closed',
    );
  });
});
