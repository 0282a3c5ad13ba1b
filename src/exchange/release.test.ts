import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountedItem } from './questionnaire.ts';
import { gainOf, gainsTogether, pair, partsOf, rightAnswers, together, toldOf } from './release.ts';

const apply: CountedItem = { id: 'apply', kind: 'rating' };
const recommend: CountedItem = { id: 'recommend', kind: 'recommend' };
const track: CountedItem = { id: 'track', kind: 'choice', options: ['a', 'b', 'c'] };
const remark: CountedItem = { id: 'remark', kind: 'text' };
const tests: readonly CountedItem[] = ['one', 'two', 'three', 'four'].map((id) => ({
  id,
  kind: 'test',
  options: ['x', 'y'],
  right: 'x',
}));

const ratings = (...values: readonly number[]) => values.map((value) => ({ apply: value }));
const waiting = (...cells: readonly (string | null)[]) => cells.map((cell, at) => ({ cell, at }));
const many = (number: number, cell: string | null) => Array.from({ length: number }, () => cell);
const sizes = (parts: ReturnType<typeof partsOf>) => parts.map(({ cell, answers }) => [cell, answers.length]);

describe('What waits is released', () => {
  it('from five on, all of it', () => {
    expect(partsOf(waiting(...many(4, null)))).toEqual([]);
    expect(sizes(partsOf(waiting(...many(5, null))))).toEqual([[null, 5]]);
  });

  it('from a hub’s own minimum on, never from fewer than five', () => {
    expect(partsOf(waiting(...many(7, null)), 8)).toEqual([]);
    expect(sizes(partsOf(waiting(...many(8, null)), 8))).toEqual([[null, 8]]);
    expect(partsOf(waiting(...many(4, null)), 3)).toEqual([]);
  });

  it('with a cell apart from ten answers on, when the rest are none or at least five', () => {
    expect(sizes(partsOf(waiting(...many(10, 'a'), ...many(10, 'b'))))).toEqual([
      ['a', 10],
      ['b', 10],
    ]);
    expect(sizes(partsOf(waiting(...many(10, 'a'), ...many(9, 'b'))))).toEqual([
      ['a', 10],
      [null, 9],
    ]);
    expect(sizes(partsOf(waiting(...many(12, 'a'), ...many(4, 'b'))))).toEqual([[null, 16]]);
  });

  it('with the smallest cell among the rest, when these are one to four', () => {
    const parts = partsOf(waiting(...many(30, 'a'), ...many(10, 'b'), ...many(11, 'c'), 'd', null));

    expect(sizes(parts)).toEqual([
      ['c', 11],
      ['a', 30],
      [null, 12],
    ]);
  });

  it('each answer in one part, no part smaller than five, and whatever the answers say', () => {
    const cells = fc.array(fc.constantFrom('a', 'a', 'a', 'b', 'b', 'c', null), { maxLength: 70 });
    fc.assert(
      fc.property(cells, fc.integer({ min: 0, max: 9 }), (given, minimum) => {
        const all = waiting(...given);

        const parts = partsOf(all, minimum);

        const released = parts.flatMap(({ answers }) => answers);
        expect(new Set(released).size).toBe(released.length);
        expect([0, all.length]).toContain(released.length);
        for (const { cell, answers } of parts) {
          expect(answers.length).toBeGreaterThanOrEqual(Math.max(5, minimum));
          if (cell !== null) expect(answers).toEqual(all.filter((one) => one.cell === cell));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('Of a part is told', () => {
  const toldOfApply = (...values: readonly number[]) => toldOf([apply], ratings(...values));

  it('how its answers are spread, where two at least answered otherwise than most', () => {
    expect(toldOfApply(5, 5, 5, 4, 3)).toEqual({
      released: 5,
      tallies: { apply: [0, 0, 1, 1, 3] },
      alike: {},
    });
  });

  it('only where they lie, where all or all but one answered the same', () => {
    expect(toldOfApply(5, 5, 5, 5, 5).alike).toEqual({ apply: { favourable: 5 } });
    expect(toldOfApply(4, 4, 1, 4, 4, 4).alike).toEqual({ apply: { favourable: 6 } });
    expect(toldOfApply(3, 3, 3, 3, 5).alike).toEqual({ apply: { 'not-favourable': 5 } });
    expect(toldOfApply(4, 4, 1, 4, 4, 4).tallies).toEqual({});
    expect(toldOf([recommend], Array(6).fill({ recommend: 8 })).alike).toEqual({
      recommend: { 'not-favourable': 6 },
    });
    expect(toldOf([track], Array(6).fill({ track: 'b' })).alike).toEqual({ track: { 'one-answer': 6 } });
  });

  it('nothing of an item that one to four answered', () => {
    expect(toldOf([apply], [...ratings(1, 2, 4, 5), {}, {}])).toEqual({
      released: 6,
      tallies: {},
      alike: {},
    });
  });

  it('of a text how many wrote one', () => {
    expect(toldOf([remark], [{ remark: 'Good' }, {}, {}, {}, {}]).tallies).toEqual({ remark: [1] });
  });

  it('of a test how many were right how often, and of no question by itself', () => {
    const right = (...ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, 'x']));

    const told = toldOf(tests, [right('one'), right('two'), right('one', 'two', 'three', 'four'), {}, {}]);

    expect(told.tallies).toEqual({ [rightAnswers]: [2, 2, 0, 0, 1] });
    expect(toldOf(tests, Array(6).fill(right('one', 'two', 'three', 'four'))).alike).toEqual({
      [rightAnswers]: { 'one-answer': 6 },
    });
  });

  it('of several parts the sum of what is told of each', () => {
    const parts = [toldOfApply(5, 5, 5, 5, 5), toldOfApply(1, 2, 3, 4, 5), toldOfApply(5, 5, 4, 4, 1)];

    expect(together(parts)).toEqual({
      released: 15,
      tallies: { apply: [2, 1, 1, 3, 3] },
      alike: { apply: { favourable: 5 } },
    });
    expect(together([])).toEqual({ released: 0, tallies: {}, alike: {} });
  });
});

describe('Two tests of a course', () => {
  const scored = (link: string | null, right: number) => ({
    link,
    answers: Object.fromEntries(tests.map(({ id }, at) => [id, at < right ? 'x' : 'y'])),
  });
  const before = [1, 2, 3, 1, 2, 0].map((right, at) => scored(`p${at}`, right));
  const after = [4, 3, 4, 2, 3].map((right, at) => scored(`p${at}`, right));
  const items = { before: tests, after: tests };

  it('are paired by their links, from five pairs on', () => {
    const paired = pair(before, [...after, scored(null, 1)]);

    expect(paired.both).toHaveLength(5);
    expect(paired.beforeAlone).toEqual([before[5]]);
    expect(paired.afterAlone).toEqual([scored(null, 1)]);
    expect(pair(before, after.slice(1))).toEqual({
      both: [],
      beforeAlone: before,
      afterAlone: after.slice(1),
    });
  });

  it('tell what those who took both gained, in an order that tells nothing', () => {
    const { both } = pair(before, after);

    expect(gainOf(items, both)).toEqual({ before: [25, 25, 50, 50, 75], after: [50, 100, 75, 75, 100] });
  });

  it('tell no gain where all or all but one had as many right, or nothing was tested', () => {
    const best = before.map(({ link }) => scored(link, 4));

    expect(gainOf(items, pair(before, best).both)).toBeUndefined();
    expect(gainOf({ before: [apply], after: tests }, pair(before, after).both)).toBeUndefined();
  });

  it('keep one order over pairs that came one after another', () => {
    const gain = gainsTogether({ before: [50], after: [75] }, { before: [25, 50], after: [100, 50] });

    expect(gain).toEqual({ before: [25, 50, 50], after: [100, 50, 75] });
  });
});
