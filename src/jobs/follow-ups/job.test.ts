import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instantAt } from '#exchange/local-time.ts';
import type { Course } from '#store/records/courses.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

describe('follow-ups', () => {
  let bench: Bench;
  let exchange: SampleExchange;
  let course: Course;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    // It ends on 19 March 2027 at 17:00: 90 days later it is Thursday 17 June, 100 days Sunday 27 June, 180 days 15 September.
    course = await exchange.course({ state: 'closed' });
    const { ama, yaw, kofi } = exchange.people;
    await bench.arrange(async ({ nominations, commitments }) => {
      for (const { id } of [ama, yaw]) await nominations.mark(course.id, id, 'attended', kofi.id);
      await commitments.make({ course: course.id, person: ama.id, texts: ['Teach my unit.'], shared: true });
      await commitments.make({ course: course.id, person: yaw.id, texts: ['Label it.'], shared: false });
    });
  });

  afterEach(() => bench.close());

  const sweepAt = async (date: string, time: string) => {
    bench.clock.set(instantAt(date, time, 'Africa/Accra'));
    await bench.sweep();
    return bench.delivered.splice(0).filter(({ says }) => /What came of it|Have you seen it/.test(says));
  };
  const answered = (name: 'ama' | 'yaw') =>
    bench.arrange(({ followUps }) =>
      followUps.answer(course.id, exchange.people[name].id, '90d', {
        ...{ readings: ['done'], barrier: 'nothing', tools: 'often' },
      }),
    );

  it('ask whoever made commitments, in their office hours, and remind the silent alone, twice', async () => {
    const early = await sweepAt('2027-06-17', '16:50');
    const asked = await sweepAt('2027-06-17', '17:00');
    await answered('yaw');
    const reminded = await sweepAt('2027-06-21', '09:10');
    const last = await sweepAt('2027-06-28', '09:10');
    const over = await sweepAt('2027-07-08', '17:00');

    expect(early).toEqual([]);
    expect(asked.map(({ to }) => to).toSorted()).toEqual(['practice:ama', 'practice:yaw']);
    const [ama] = asked.filter(({ to }) => to === 'practice:ama');
    expect(ama?.says).toContain('you said that you would do this differently');
    expect(ama?.says).toContain('• Teach my unit.');
    expect(ama?.says).toContain('You get this because you attended this course.');
    expect(reminded.map(({ to }) => to)).toEqual(['practice:ama']);
    expect(last.filter(({ to }) => to === 'practice:ama')[0]?.says).toContain('This is the last reminder.');
    expect(over.filter(({ to }) => to === 'practice:ama')).toEqual([]);
    expect(bench.errors).toEqual([]);
  });

  it('ask the managers about those who agree, and about nobody who takes it back', async () => {
    const asked = await sweepAt('2027-06-28', '09:00');
    await bench.arrange(({ commitments }) => commitments.share(course.id, exchange.people.ama.id, false));
    const reminded = await sweepAt('2027-07-01', '09:10');

    const manager = asked.filter(({ to }) => to === 'practice:abena');
    expect(manager).toHaveLength(1);
    expect(manager[0]?.says).toContain('1 of your people said after “Digital evidence”');
    expect(manager[0]?.says).toContain('• Ama Boateng: 1 thing');
    expect(manager[0]?.says).not.toContain('Yaw');
    expect(reminded.filter(({ to }) => to === 'practice:abena')).toEqual([]);
  });

  it('ask about no course that was called off, nobody who has left, and nothing late after an outage', async () => {
    const other = await exchange.course({ state: 'cancelled', title: 'Called off' });
    await bench.arrange(async ({ commitments, people }) => {
      const { ama, yaw } = exchange.people;
      await commitments.make({ course: other.id, person: ama.id, texts: ['Nothing.'], shared: true });
      await people.change(yaw.id, { membership: 'removed' });
    });

    const asked = await sweepAt('2027-06-17', '17:00');
    const longAfter = await sweepAt('2028-01-10', '09:00');

    expect(asked.map(({ to, says }) => [to, says.includes('Called off')])).toEqual([['practice:ama', false]]);
    expect(longAfter).toEqual([]);
  });

  it('ask once more after 180 days', async () => {
    const asked = await sweepAt('2027-09-15', '17:00');

    expect(asked.map(({ to }) => to).toSorted()).toEqual(['practice:ama', 'practice:yaw']);
  });
});
