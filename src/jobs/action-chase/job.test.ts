import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { reactionOf, reactionTo } from '../../../test/support/reaction-round.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

describe('improvement actions', () => {
  let bench: Bench;
  let exchange: SampleExchange;
  let action: string;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    const course = await exchange.course({ state: 'closed' });
    const { id } = await bench.arrange(({ actions }) =>
      actions.add({
        course: course.id,
        owner: exchange.people.yaw.id,
        what: 'Two days for the exercise.',
        dueOn: '2027-06-16',
        theme: undefined,
      }),
    );
    action = id;
  });
  afterEach(() => bench.close());

  async function at(instant: string): Promise<readonly string[]> {
    const before = bench.delivered.length;
    bench.clock.set(instant);
    await bench.sweep();
    return bench.delivered
      .slice(before)
      .filter(({ says }) => says.includes('Two days'))
      .map(({ to, says }) => `${to}: ${says}`);
  }

  it('are called to mind a week before their day and on the day after, once each', async () => {
    const early = await at('2027-06-09T08:50:00Z');
    const week = await at('2027-06-09T09:00:00Z');
    const again = await at('2027-06-10T09:00:00Z');
    const late = await at('2027-06-17T09:10:00Z');
    const after = await at('2027-06-21T09:10:00Z');

    expect([early, again, after].flat()).toEqual([]);
    expect(week[0]).toContain('practice:yaw: After “Digital evidence” you see to something, by 16 June 2027');
    expect(week[0]).toContain('You get this because you see to this.');
    expect(late[0]).toContain('Its day is over (16 June 2027), and it is still open.');
    expect(bench.errors).toEqual([]);
  });

  it('are not called to mind when they are done, and anew when they have another day', async () => {
    const to = { owner: exchange.people.yaw.id, dueOn: '2027-06-23' };
    await bench.arrange(({ actions }) => actions.give(action, to));

    const old = await at('2027-06-09T09:00:00Z');
    const moved = await at('2027-06-16T09:00:00Z');
    await bench.arrange(({ actions }) => actions.end(action, { state: 'done', effect: 'It helped.' }));
    const done = await at('2027-06-24T09:00:00Z');

    expect(old).toEqual([]);
    expect(moved).toHaveLength(1);
    expect(done).toEqual([]);
  });

  it('are asked for every Monday after an evaluation, of whoever runs the course and the coordinators', async () => {
    const course = await exchange.course({ state: 'closed', title: 'Unimproved' });
    await bench.arrange(async ({ people, feedback }) => {
      const now = bench.clock.now();
      const answering: string[] = [];
      for (let number = 0; number < 5; number += 1) {
        const name = `Officer ${number}`;
        const member = { name, organisation: exchange.accra, membership: 'confirmed' } as const;
        answering.push((await people.add(member)).id);
      }
      await feedback.open(reactionTo(course.id, now, now + 86_400_000), answering);
      for (const [at, person] of answering.entries())
        await feedback.answer(reactionOf(course.id), person, { apply: (at % 3) + 2 });
      await feedback.close(reactionOf(course.id));
    });
    const heard = async (instant: string) => {
      const before = bench.delivered.length;
      bench.clock.set(instant);
      await bench.sweep();
      return bench.delivered.slice(before).filter(({ says }) => says.includes('Agree after “Unimproved”'));
    };

    const early = await heard('2027-01-11T08:30:00Z');
    const first = await heard('2027-01-18T08:30:00Z');
    const again = await heard('2027-01-19T08:30:00Z');
    await bench.as('practice:kofi').pressesRoute(`feedback/action-add/start|${course.id}`);
    const second = await heard('2027-01-25T08:30:00Z');
    const what = 'More computers.';
    const owner = exchange.people.yaw.id;
    await bench
      .as('practice:kofi')
      .runs('feedback action-add', { course: course.id, what, owner, due: '2027-06-01' });
    await bench.sendDue();
    const after = await heard('2027-02-01T08:30:00Z');

    expect([early, again, after].flat()).toEqual([]);
    expect(first.map(({ to }) => to).toSorted()).toEqual([
      'practice:kofi',
      'practice:nadia',
      'practice:paul',
    ]);
    expect(first[0]?.says).toContain('After 1 course that was evaluated, nothing has been agreed on yet:');
    expect(second).toHaveLength(3);
  });

  it('whose owner has left go to the coordinators, who give them to somebody else', async () => {
    await bench.arrange(({ people }) => people.change(exchange.people.yaw.id, { membership: 'removed' }));

    const told = await at('2027-06-09T09:00:00Z');
    const again = await at('2027-06-17T09:00:00Z');
    const nadia = bench.as('practice:nadia');
    await nadia.pressesRoute(`feedback/action-give/start|${action}`);
    const given = await nadia.fills({ owner: exchange.people.ama.id, due: '2027-06-28' });

    expect(told.map((one) => one.split(':')[1]).toSorted()).toEqual(['nadia', 'paul']);
    expect(told[0]).toContain('is no longer a member');
    expect(again).toEqual([]);
    expect(given).toContain('Ama Boateng sees to it by 28 June 2027');
    expect((await at('2027-06-21T09:00:00Z'))[0]).toContain('practice:ama');
  });
});
