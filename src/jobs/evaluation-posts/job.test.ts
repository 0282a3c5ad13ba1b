import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Course } from '#store/records/courses.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { reactionOf, reactionTo } from '../../../test/support/reaction-round.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

describe('what everybody is told of an evaluation', () => {
  let bench: Bench;
  let exchange: SampleExchange;
  let course: Course;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    course = await exchange.course({ state: 'closed' });
  });
  afterEach(() => bench.close());

  async function evaluate(): Promise<void> {
    await bench.arrange(async ({ people, feedback, nominations }) => {
      const now = bench.clock.now();
      const ids: string[] = [];
      for (let number = 0; number < 6; number += 1) {
        const name = `Officer ${number}`;
        const member = { name, organisation: exchange.accra, membership: 'confirmed' } as const;
        ids.push((await people.add(member)).id);
      }
      for (const id of [...ids, exchange.people.ama.id])
        await nominations.mark(course.id, id, 'attended', exchange.people.kofi.id);
      await feedback.open(reactionTo(course.id, now, now + 1), ids);
      for (const [at, id] of ids.entries())
        await feedback.answer(reactionOf(course.id), id, {
          apply: 5 - (at % 2),
          confidence: 1 + (at % 3),
        });
      await feedback.close(reactionOf(course.id));
    });
  }

  const heard = async (text: string, hours: number) => {
    const before = bench.delivered.length;
    bench.clock.set(bench.clock.now() + hours * 3_600_000);
    await bench.sweep();
    return bench.delivered.slice(before).filter(({ says }) => says.includes(text));
  };

  it('is three lines in the channels of announcements, once', async () => {
    await evaluate();

    const first = await heard('participants answered', 1);
    const again = await heard('participants answered', 1);

    expect(first.length).toBeGreaterThan(0);
    expect(first[0]?.says.split('\n')).toEqual([
      'Digital evidence, 15 March 2027 to 19 March 2027: 6 of 6 participants answered (100%).',
      expect.stringMatching(/^Valued most: I can apply what I learned in my job \(100%\)\. Valued least: /),
      'What is done better is being agreed on.',
    ]);
    expect(again).toEqual([]);
  });

  it('is nothing of a course that is withheld', async () => {
    await evaluate();
    await bench.arrange((records) => records.courses.withhold(course.id, ['counter-terrorism']));

    expect(await heard('participants answered', 1)).toEqual([]);
  });

  it('is for those who attended what came of it, a day after it was agreed on and once it is done', async () => {
    await evaluate();
    const kept = await bench.arrange(({ actions }) =>
      actions.add({
        course: course.id,
        owner: exchange.people.yaw.id,
        what: 'Two days for the exercise.',
        dueOn: '2027-06-16',
        theme: undefined,
      }),
    );

    const early = await heard('What came of what you said', 20);
    const agreed = await heard('What came of what you said', 96);
    await bench.arrange(({ actions }) => actions.end(kept.id, { state: 'done', effect: 'It helped.' }));
    const done = await heard('What came of what you said', 72);
    // They come in office hours, so after a weekend at the latest.
    for (let day = 0; day < 3; day += 1) done.push(...(await heard('What came of what you said', 24)));

    expect(early).toEqual([]);
    expect(agreed).toEqual([]);
    expect(done.map(({ to }) => to)).toEqual(['practice:ama']);
    expect(done[0]?.says).toContain('You said');
    expect(done[0]?.says).toContain('We did\n• Two days for the exercise.: It helped.');
    expect(done[0]?.says).toContain('You get this because you attended this course.');
    expect(bench.errors).toEqual([]);
  });
});
