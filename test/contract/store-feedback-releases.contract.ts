// Feedback: answers are released in parts that share nobody, tests are paired until a course is over, and tallies can be counted again.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Item, QuestionSet } from '#exchange/questionnaire.ts';
import { rightAnswers } from '#exchange/release.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { TestStore } from '../support/databases.ts';
import {
  arrangeExchange,
  change,
  day,
  type Exchange,
  everything,
  look,
  nominate,
  noon,
  type OpenStore,
  openCourse,
  pastTheStore,
} from './store-bench.ts';

const isRight: Item = {
  id: 'custody',
  kind: 'test',
  page: 1,
  optional: false,
  sensitive: false,
  options: ['a', 'b'],
  right: 'b',
};
const hard: Item = { ...isRight, id: 'seizure' };

export function feedbackReleasesContract(open: OpenStore): void {
  describe('released feedback', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    async function courseWith(people: number): Promise<{ course: string; invited: readonly string[] }> {
      const { id: course } = await openCourse(bench.store, exchange);
      const names = Array.from({ length: people }, (_, at) => `Officer ${at}`);
      const nominated = await nominate(bench.store, exchange, course, names);
      return { course, invited: nominated.map(({ nominee }) => nominee) };
    }
    async function ask(
      course: string,
      set: QuestionSet,
      invited: readonly string[],
      items?: readonly Item[],
    ): Promise<string> {
      return change(bench.store, async ({ feedback, questionnaires }) => {
        const madeBy = exchange.ama.id;
        const questionnaire = items && (await questionnaires.add({ course, set, items, madeBy })).id;
        const times = { opensAt: noon, closesAt: noon + day, lateUntil: noon + 3 * day };
        await feedback.open({ course, set, questionnaire: questionnaire ?? 'reaction/1', ...times }, invited);
        return `${course}.${set}`;
      });
    }
    const answer = (
      round: string,
      person: string | undefined,
      answers: Readonly<Record<string, number | string>>,
      { cell, now = noon }: { readonly cell?: string; readonly now?: number } = {},
    ) => change(bench.store, ({ feedback }) => feedback.answer(round, person ?? '', answers, cell), now);
    const close = (round: string) => change(bench.store, ({ feedback }) => feedback.close(round));
    const tally = (round: string) => look(bench.store, ({ feedback }) => feedback.tally(round));
    const rowsOf = (round: string) =>
      pastTheStore(
        bench.place,
        `select batch, cell, link from feedback_answers where round = '${round}' order by batch, cell`,
      );
    const score = (right: number) => ({
      custody: right > 0 ? 'b' : 'a',
      seizure: right > 1 ? 'b' : 'a',
    });

    test('tells cells of ten or more apart, and wipes the others', async () => {
      const { course, invited } = await courseWith(23);
      const round = await ask(course, 'reaction', invited);
      for (const [at, person] of invited.entries())
        await answer(
          round,
          person,
          { apply: (at % 5) + 1 },
          { cell: at < 12 ? 'police' : `sector ${at % 3}` },
        );

      await close(round);

      expect(await tally(round)).toMatchObject({
        released: 23,
        tallies: { apply: [5, 5, 5, 4, 4] },
        cells: { police: { released: 12, tallies: { apply: [3, 3, 2, 2, 2] } } },
      });
      const cells = (await rowsOf(round)).map(({ cell }) => cell);
      expect(cells.filter((cell) => cell === 'police')).toHaveLength(12);
      expect(cells.filter((cell) => cell === null)).toHaveLength(11);
    });

    test('asks for as many as the hub asks for', async () => {
      const { course, invited } = await courseWith(6);
      const round = await ask(course, 'reaction', invited);
      for (const person of invited) await answer(round, person, { apply: 4 });

      await change(bench.store, ({ settings }) => settings.set('feedback.minimum', '7'));
      await close(round);
      const seven = await tally(round);
      await change(bench.store, ({ settings }) => settings.clear('feedback.minimum'));
      const late = await change(bench.store, ({ feedback }) => feedback.releaseLate(round), noon + day);

      expect([seven, late]).toEqual([undefined, 6]);
    });

    test('deletes what is still alone when the time for late answers is over', async () => {
      const { course, invited } = await courseWith(7);
      const round = await ask(course, 'reaction', invited);
      for (const person of invited.slice(0, 5)) await answer(round, person, { apply: 4 });
      await close(round);
      for (const person of invited.slice(5))
        await answer(round, person, { apply: 2 }, { now: noon + 2 * day });

      await change(bench.store, ({ feedback }) => feedback.releaseLate(round), noon + 2 * day);
      const before = await rowsOf(round);
      await change(bench.store, ({ feedback }) => feedback.releaseLate(round), noon + 3 * day);

      expect([before.length, (await rowsOf(round)).length]).toEqual([7, 5]);
      expect(await look(bench.store, ({ feedback }) => feedback.participation(round))).toMatchObject({
        answered: 7,
      });
    });

    test('keeps no answer to what was called off', async () => {
      const { course, invited } = await courseWith(6);
      const round = await ask(course, 'reaction', invited);
      for (const person of invited) await answer(round, person, { apply: 4 });

      await change(bench.store, ({ feedback }) => feedback.callOff(round));

      expect(await rowsOf(round)).toEqual([]);
    });

    test('holds a test before a course until the one after it, and tells what those who took both gained', async () => {
      const { course, invited } = await courseWith(8);
      const before = await ask(course, 'pre-test', invited, [isRight, hard]);
      for (const [at, person] of invited.slice(0, 7).entries()) await answer(before, person, score(at % 2));
      await close(before);
      const held = [
        await tally(before),
        await change(bench.store, ({ feedback }) => feedback.releaseLate(before)),
      ];

      const after = await ask(course, 'post-test', invited, [isRight, hard]);
      for (const [at, person] of invited.slice(1, 7).entries())
        await answer(after, person, score(1 + (at % 2)));
      const links = [...(await rowsOf(before)), ...(await rowsOf(after))].map(({ link }) => link);
      await close(after);

      expect(held).toEqual([undefined, 0]);
      expect(new Set(links).size).toBe(7);
      expect(await tally(before)).toMatchObject({ released: 6, tallies: { [rightAnswers]: [3, 3, 0] } });
      expect(await tally(after)).toMatchObject({
        released: 6,
        tallies: { [rightAnswers]: [0, 3, 3] },
        gain: { before: [0, 0, 0, 50, 50, 50], after: [100, 100, 100, 50, 50, 50] },
      });
    });

    test('wipes the links and destroys the key once the last round of the course has ended', async () => {
      const { course, invited } = await courseWith(6);
      const before = await ask(course, 'pre-test', invited, [isRight, hard]);
      for (const [at, person] of invited.entries()) await answer(before, person, score(at % 3));
      await close(before);
      const reaction = await ask(course, 'reaction', invited);
      const after = await ask(course, 'post-test', invited, [isRight, hard]);
      for (const person of invited.slice(0, 2)) await answer(after, person, score(2));
      await close(after);
      const keys = () => pastTheStore(bench.place, `select * from feedback_keys where course = '${course}'`);
      const kept = [await keys(), (await rowsOf(before)).filter(({ link }) => link !== null)];

      await close(reaction);

      expect(kept.map(({ length }) => length)).toEqual([1, 6]);
      expect(await keys()).toEqual([]);
      expect([...(await rowsOf(before)), ...(await rowsOf(after))].map(({ link }) => link)).toEqual(
        Array(8).fill(null),
      );
      // Too few took both: the test before is told whole, without a gain.
      expect(await tally(before)).toMatchObject({ released: 6, gain: null });
      expect(await answer(after, invited[3], score(1), { now: noon + 2 * day })).toBe(true);
      expect((await rowsOf(after)).map(({ link }) => link)).toEqual([null, null, null]);
    });

    test('reads the tallies of closed rounds together, with the eyes of whoever asks', async () => {
      const rounds: string[] = [];
      for (const withheld of [false, true]) {
        const { course, invited } = await courseWith(5);
        const round = await ask(course, 'after-action', invited);
        for (const [at, person] of invited.entries()) await answer(round, person, { apply: at + 1 });
        await close(round);
        if (withheld)
          await change(bench.store, ({ courses }) => courses.withhold(course, ['counter-terrorism']));
        rounds.push(round);
      }
      const wanted = { set: 'after-action', from: noon, to: noon + 2 * day } as const;
      const read = (more: object, viewer: Viewer = everything) =>
        bench.store.read(viewer, ({ feedback }) => feedback.tallies({ ...wanted, ...more }));

      const all = await read({ organisation: exchange.accra.id });

      expect(all.map(({ round }) => round).toSorted()).toEqual(rounds.toSorted());
      expect(all[0]).toMatchObject({ released: 5, closesAt: noon + day, edition: null });
      expect((await read({}, { kind: 'stranger' })).map(({ round }) => round)).toEqual([rounds[0]]);
      expect(await read({ organisation: 'org-none' })).toEqual([]);
      expect(await read({ to: noon + day })).toEqual([]);
      expect(await read({ set: 'event' })).toEqual([]);
    });

    test('counts a tally again that somebody has changed past the record', async () => {
      const { course, invited } = await courseWith(16);
      const round = await ask(course, 'reaction', invited);
      for (const [at, person] of invited.entries())
        await answer(
          round,
          person,
          { apply: (at % 5) + 1, obstacles: 'More time' },
          at < 11 ? { cell: 'a' } : {},
        );
      await close(round);
      const right = await tally(round);
      const recount = () => change(bench.store, ({ feedback }) => feedback.recount(round));
      const unchanged = await recount();

      await pastTheStore(bench.place, `update feedback_tallies set released = 17 where round = '${round}'`);
      const [changed, again] = [await recount(), await recount()];

      expect([unchanged, changed, again]).toEqual([false, true, false]);
      expect(await tally(round)).toEqual(right);
      await pastTheStore(bench.place, `delete from feedback_tallies where round = '${round}'`);
      expect([await recount(), await tally(round)]).toEqual([true, right]);
      expect(await change(bench.store, ({ feedback }) => feedback.recount('crs-none.reaction'))).toBe(false);
    });

    test('reads what was counted before there were parts as one part', async () => {
      const { course, invited } = await courseWith(5);
      const round = await ask(course, 'reaction', invited);
      for (const [at, person] of invited.entries()) await answer(round, person, { apply: at + 1, level: 5 });
      await close(round);
      const now = await tally(round);
      const old = JSON.stringify({ apply: [1, 1, 1, 1, 1], level: [0, 0, 0, 0, 5] });

      await pastTheStore(
        bench.place,
        `update feedback_tallies set alike = null, cells = null, tallies = '${old}' where round = '${round}'`,
      );

      expect(await tally(round)).toMatchObject({
        tallies: { apply: [1, 1, 1, 1, 1] },
        alike: { level: { favourable: 5 } },
        cells: {},
      });
      expect(now).toMatchObject({ alike: { level: { favourable: 5 } } });
    });
  });
}
