import { describe, expect, it } from 'vitest';
import {
  nothingReleased,
  participationApart,
  published,
  publishedCells,
  publishedGain,
  publishedScores,
  rolledUp,
} from './publication.ts';
import type { CountedItem } from './questionnaire.ts';
import { toldOf } from './release.ts';

const apply: CountedItem = { id: 'apply', kind: 'rating' };
const remark: CountedItem = { id: 'remark', kind: 'text' };
const told = (...values: readonly number[]) =>
  toldOf(
    [apply],
    values.map((value) => ({ apply: value })),
  );
const tally = (...values: readonly number[]) => ({ ...nothingReleased, ...told(...values) });

describe('Of an item a reader is shown', () => {
  it('figures, with how many answers are not in them', () => {
    const both = rolledUp([tally(1, 2, 3, 4, 5), tally(5, 5, 5, 5, 5, 5)]);

    expect(published(apply, both)).toEqual({ kind: 'figures', counts: [1, 1, 1, 1, 1], n: 5, aside: 6 });
  });

  it('where answers lie that are too much alike', () => {
    expect(published(apply, told(4, 4, 4, 4, 4))).toEqual({ kind: 'mostly', towards: 'favourable', n: 5 });
    expect(published(apply, rolledUp([tally(4, 4, 4, 4, 4), tally(1, 1, 1, 1, 1)]))).toEqual({
      kind: 'mostly',
      towards: 'divided',
      n: 10,
    });
  });

  it('nothing where too few answered it, or nothing was released', () => {
    expect(published({ id: 'other' }, told(1, 2, 3, 4, 5))).toEqual({ kind: 'too-few' });
    expect(published(apply, nothingReleased)).toEqual({ kind: 'too-few' });
    expect(publishedScores(nothingReleased)).toEqual({ kind: 'too-few' });
  });

  it('what a hub that asks for more lets through, also later', () => {
    expect(published(apply, told(1, 2, 3, 4, 5, 5), 7)).toEqual({ kind: 'too-few' });
    expect(published(apply, told(5, 5, 5, 5, 5, 5), 7)).toEqual({ kind: 'too-few' });
    expect(published(apply, told(1, 2, 3, 4, 5), 2).kind).toBe('figures');
  });

  it('of a text how many wrote one, among five who answered or more', () => {
    const answers = [{ remark: 'Good' }, {}, {}, {}, {}];

    expect(published(remark, toldOf([remark], answers))).toMatchObject({ kind: 'figures', counts: [1] });
    expect(published(remark, toldOf([remark], answers.slice(1)), 5)).toEqual({ kind: 'too-few' });
  });
});

describe('Over a round a reader is shown', () => {
  it('cells by name, unless one is all there is', () => {
    const cells = { b: told(1, 2, 3, 4, 5), a: told(1, 1, 2, 2, 3, 3) };
    const whole = { ...tally(1, 2, 3, 4, 5, 1, 1, 2, 2, 3, 3), cells };

    expect(publishedCells(whole).map(([name]) => name)).toEqual(['a', 'b']);
    expect(publishedCells(whole, 6)).toEqual([]);
    expect(publishedCells({ ...tally(1, 2, 3, 4, 5), cells: { b: told(1, 2, 3, 4, 5) } })).toEqual([]);
  });

  it('the gain of as many pairs as the hub asks for', () => {
    const gain = { before: [0, 0, 20, 20, 40], after: [20, 40, 60, 80, 100] };

    expect(publishedGain({ ...nothingReleased, gain })).toEqual(gain);
    expect(publishedGain({ ...nothingReleased, gain }, 6)).toBeUndefined();
    expect(publishedGain(nothingReleased)).toBeUndefined();
  });

  it('how many of an organisation answered, unless it or what is left over were fewer than five', () => {
    const part = (invited: number) => ({ invited, answered: 3 });
    const shown = (...invited: readonly number[]) =>
      [...participationApart(new Map(invited.map((number, at) => [`o${at}`, part(number)]))).keys()].sort();

    expect(shown(5, 5)).toEqual(['o0', 'o1']);
    expect(shown(9, 5, 4)).toEqual(['o0']);
    expect(shown(9, 3, 3)).toEqual(['o0']);
    expect(shown(9, 1)).toEqual([]);
    expect(shown(4)).toEqual([]);
  });

  it('over several rounds the sum of what is shown of each', () => {
    expect(rolledUp([tally(1, 2, 3, 4, 5), tally(1, 2, 3)]).released).toBe(5);
    expect(rolledUp([]).released).toBe(0);
  });
});
