// Feedback: one answer of each person, who answered kept apart from what was answered.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestStore } from '../support/databases.ts';
import {
  arrangeExchange,
  change,
  day,
  type Exchange,
  look,
  nominate,
  noon,
  type OpenStore,
  openCourse,
  pastTheStore,
} from './store-bench.ts';

const answersOf = (apply: number) => ({ apply, confidence: 4, obstacles: `Obstacle ${apply} "'\\ العربية` });

export function feedbackContract(open: OpenStore): void {
  describe('feedback', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    async function openRound(people: number): Promise<{ course: string; invited: readonly string[] }> {
      const { id: course } = await openCourse(bench.store, exchange);
      const nominated = await nominate(
        bench.store,
        exchange,
        course,
        Array.from({ length: people }, (_, at) => `Trainee ${at}`),
      );
      const invited = nominated.map(({ nominee }) => nominee);
      await change(bench.store, ({ feedback }) =>
        feedback.open({ course, questionnaire: 'level-1/1', opensAt: noon, closesAt: noon + day }, [
          ...invited,
          ...invited,
        ]),
      );
      return { course, invited };
    }
    const answer = (course: string, person: string | undefined, apply: number) =>
      change(bench.store, ({ feedback }) => feedback.answer(course, person ?? '', answersOf(apply)));

    test('is opened once for a course', async () => {
      const { course, invited } = await openRound(2);
      const round = { course, questionnaire: 'level-1/1', opensAt: noon, closesAt: noon + day };

      expect(await change(bench.store, ({ feedback }) => feedback.open(round, ['per-other']))).toBe(false);

      await look(bench.store, async ({ feedback }) => {
        expect(await feedback.round(course)).toEqual({ ...round, state: 'open' });
        expect(await feedback.round('crs-none')).toBeUndefined();
        expect(await feedback.rounds('open')).toContainEqual({ ...round, state: 'open' });
        expect(await feedback.participation(course)).toEqual({ invited: 2, answered: 0 });
        expect(new Set(await feedback.silent(course))).toEqual(new Set(invited));
      });
    });

    test('invites nobody where nobody came', async () => {
      const { course } = await openRound(0);

      expect(await look(bench.store, ({ feedback }) => feedback.participation(course))).toEqual({
        invited: 0,
        answered: 0,
      });
    });

    test('takes one answer of a person who answers on two platforms at once', async () => {
      const { course, invited } = await openRound(2);
      const [first, second] = invited;

      const taken = await Promise.all([
        answer(course, first, 1),
        answer(course, first, 2),
        answer(course, first, 3),
      ]);

      expect(taken.filter((one) => one)).toHaveLength(1);
      expect(await answer(course, first, 4)).toBe(false);
      expect(await answer(course, exchange.ama.id, 5)).toBe(false);
      expect(await answer('crs-none', first, 5)).toBe(false);
      await look(bench.store, async ({ feedback }) => {
        expect(await feedback.participation(course)).toEqual({ invited: 2, answered: 1 });
        expect(await feedback.silent(course)).toEqual([second]);
        expect(await feedback.invited(course, first ?? '')).toBe('answered');
        expect(await feedback.invited(course, second ?? '')).toBe('waiting');
        expect(await feedback.invited(course, exchange.ama.id)).toBeUndefined();
        expect(await feedback.waitingFor(first ?? '')).toEqual([]);
        expect(await feedback.waitingFor(second ?? '')).toMatchObject([{ course, state: 'open' }]);
      });
    });

    test('releases the answers when the round closes, and takes none after', async () => {
      const { course, invited } = await openRound(6);
      for (const [at, person] of invited.slice(0, 5).entries()) await answer(course, person, at + 1);
      const before = await look(bench.store, ({ feedback }) => feedback.released(course));

      const closed = await Promise.all(
        [1, 2].map(() => change(bench.store, ({ feedback }) => feedback.close(course))),
      );
      const late = await answer(course, invited[5], 5);

      const released = await look(bench.store, ({ feedback }) => feedback.released(course));
      expect(before).toEqual([]);
      expect(closed.toSorted()).toEqual([false, true]);
      expect(late).toBe(false);
      expect(new Set(released)).toEqual(new Set([1, 2, 3, 4, 5].map(answersOf)));
      await look(bench.store, async ({ feedback }) => {
        expect(await feedback.waitingFor(invited[5] ?? '')).toEqual([]);
        expect((await feedback.rounds('closed')).map((round) => round.course)).toContain(course);
      });
    });

    test('lets every answer in that came before the close, or tells that it came after', async () => {
      const { course, invited } = await openRound(12);

      const [closed, ...taken] = await Promise.all([
        change(bench.store, ({ feedback }) => feedback.close(course)),
        ...invited.map((person, at) => answer(course, person, at)),
      ]);

      const released = await look(bench.store, ({ feedback }) => feedback.released(course));
      expect(closed).toBe(true);
      expect(released).toHaveLength(taken.filter((one) => one).length);
      expect(await look(bench.store, ({ feedback }) => feedback.participation(course))).toMatchObject({
        answered: released.length,
      });
    });

    test('moves the close of an open round only', async () => {
      const { course } = await openRound(1);
      const moveTo = (closesAt: number) =>
        change(bench.store, ({ feedback }) => feedback.moveClose(course, closesAt));

      await moveTo(noon + 2 * day);
      await change(bench.store, ({ feedback }) => feedback.close(course));
      await moveTo(noon + 3 * day);

      expect(await look(bench.store, ({ feedback }) => feedback.round(course))).toMatchObject({
        closesAt: noon + 2 * day,
      });
    });

    test('keeps nothing beside an answer that would tell whose it is', async () => {
      const { course, invited } = await openRound(8);
      for (const [at, person] of invited.entries()) await answer(course, person, at);
      await change(bench.store, ({ feedback }) => feedback.close(course));

      const rows = await pastTheStore(
        bench.place,
        `select * from feedback_answers where course = '${course}'`,
      );
      const keys = rows.map((row) => String(row.key));
      const participation = await pastTheStore(bench.place, 'select * from feedback_participation limit 1');

      expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual(['answers', 'course', 'key']);
      expect(Object.keys(participation[0] ?? {}).toSorted()).toEqual(['answered', 'course', 'person']);
      // As they lie on disk, they lie in the order of random keys.
      expect(keys).toEqual(keys.toSorted());
      expect(JSON.stringify(rows)).not.toMatch(new RegExp(invited.join('|')));
    });
  });
}
