// Evaluations that came as files: closed rounds of one batch, told of by the rules of those that were asked here.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answers, roundIdOf } from '#exchange/questionnaire.ts';
import type { TestStore } from '../support/databases.ts';
import { reactionOf, reactionTo } from '../support/reaction-round.ts';
import {
  arrangeExchange,
  change,
  type Exchange,
  look,
  noon,
  type OpenStore,
  openCourse,
} from './store-bench.ts';

export function feedbackFilesContract(open: OpenStore): void {
  describe('evaluations from files', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    const keep = (course: string, answers: readonly Answers[], attended = 0) =>
      change(bench.store, ({ feedbackFiles }) =>
        feedbackFiles.keep({
          ...{ course, set: 'reaction', questionnaire: 'reaction/2', closedAt: noon, answers, attended },
        }),
      );
    const answers = (many: number): readonly Answers[] =>
      Array.from({ length: many }, (_, at) => ({
        apply: 1 + (at % 5),
        level: 4,
        ...(at < 4 ? { confidence: 3 } : {}),
        ...(at === 0 ? { obstacles: 'العربية "\'\\' } : {}),
      }));

    test('are kept as a closed round, with a tally under the rules, and numbers in the place of people', async () => {
      const { id } = await openCourse(bench.store, exchange);

      const kept = await keep(id, answers(6), 9);

      expect(kept).toBe(true);
      await look(bench.store, async ({ feedback }) => {
        const round = await feedback.round(reactionOf(id));
        const tally = await feedback.tally(reactionOf(id));
        expect(round).toMatchObject({ course: id, state: 'closed', opensAt: noon, lateUntil: noon });
        expect(tally).toMatchObject({ released: 6, batches: 1, cells: {}, gain: null });
        expect(tally?.tallies.apply).toEqual([2, 1, 1, 1, 1]);
        expect(tally?.alike).toEqual({ level: { favourable: 6 } });
        expect(tally?.tallies.confidence).toBeUndefined();
        expect(await feedback.participation(reactionOf(id))).toEqual({ invited: 9, answered: 6 });
        expect(await feedback.silent(reactionOf(id))).toEqual([]);
        expect((await feedback.comments(reactionOf(id))).map(({ text }) => text)).toEqual(['العربية "\'\\']);
      });
    });

    test('agree with a count of their answers, also where these are more than one statement takes', async () => {
      const { id } = await openCourse(bench.store, exchange);
      const many = answers(1_203);

      await keep(id, many);
      const wrong = await change(bench.store, ({ feedback }) => feedback.recount(reactionOf(id)));
      const late = await change(bench.store, ({ feedback }) => feedback.releaseLate(reactionOf(id)));

      expect([wrong, late]).toEqual([false, 0]);
      await look(bench.store, async ({ feedback }) => {
        expect((await feedback.tally(reactionOf(id)))?.tallies.apply).toEqual([241, 241, 241, 240, 240]);
        expect(await feedback.participation(reactionOf(id))).toEqual({ invited: 1_203, answered: 1_203 });
      });
    });

    test('are not kept under five answers, nor under more where the hub asks for more', async () => {
      const { id } = await openCourse(bench.store, exchange);

      const few = await keep(id, answers(4));
      await change(bench.store, ({ settings }) => settings.set('feedback.minimum', '8'));
      const fewer = await keep(id, answers(7));
      await change(bench.store, ({ settings }) => settings.set('feedback.minimum', '5'));

      expect([few, fewer]).toEqual([false, false]);
      await look(bench.store, async ({ feedback }) => {
        expect(await feedback.round(roundIdOf(id))).toBeUndefined();
        expect(await feedback.tally(roundIdOf(id))).toBeUndefined();
      });
    });

    test('never take the place of what was asked, nor of each other', async () => {
      const { id: asked } = await openCourse(bench.store, exchange);
      const { id: twice } = await openCourse(bench.store, exchange);
      await change(bench.store, ({ feedback }) => feedback.open(reactionTo(asked, noon, noon + 1), []));

      const kept = [
        await keep(asked, answers(5)),
        await keep(twice, answers(5)),
        await keep(twice, answers(9)),
      ];

      expect(kept).toEqual([false, true, false]);
      await look(bench.store, async ({ feedback }) => {
        expect((await feedback.round(reactionOf(asked)))?.state).toBe('open');
        expect((await feedback.tally(reactionOf(twice)))?.released).toBe(5);
      });
    });
  });
}
