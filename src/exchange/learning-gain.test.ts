// Gains against the vectors of the domain: signs alone under six pairs, and the cautions that go with the figures.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learningGain, normalisedGain, wilcoxonExact } from './learning-gain.ts';

/** Of ten questions. */
function gainOf(pairs: readonly (readonly [number, number])[]) {
  return learningGain({
    before: pairs.map(([before]) => 10 * before),
    after: pairs.map(([, after]) => 10 * after),
  });
}

describe('a gain', () => {
  it('of five people is only who was better, alike and worse', () => {
    const gain = gainOf([
      [4, 7],
      [5, 5],
      [6, 9],
      [7, 6],
      [2, 8],
    ]);

    expect(gain).toEqual({
      pairs: 5,
      signs: { better: 3, alike: 1, worse: 1 },
      figures: undefined,
    });
  });

  it('of six people has figures', () => {
    const gain = gainOf(Array(6).fill([5, 8]));

    expect(gain.figures).toMatchObject({ before: 50, after: 80, gain: 30, interval: { low: 30, high: 30 } });
    expect(gain.figures?.effect).toBeUndefined();
    expect(gain.figures?.normalised).toEqual({ value: 0.6, band: 'medium' });
  });

  it('has no tested change where nobody changed, nor above twenty who did', () => {
    expect(gainOf(Array(8).fill([3, 3])).figures?.wilcoxon).toBeUndefined();
    expect(gainOf(Array(21).fill([2, 3])).figures?.wilcoxon).toBeUndefined();
    expect(gainOf(Array(20).fill([2, 3])).figures?.wilcoxon).toBe(2 ** -19);
  });

  it('takes thirds for what they are', () => {
    const before = [100 / 3, 200 / 3, 0, 100 / 3, 0, 200 / 3];
    const after = before.map((score) => score + 100 / 3);

    const { signs, figures } = learningGain({ before, after });

    expect(signs).toEqual({ better: 6, alike: 0, worse: 0 });
    expect([figures?.effect, figures?.wilcoxon]).toEqual([undefined, 2 ** -5]);
  });

  it('is the same whoever comes first, and turns round when the tests do', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 24 }), (pairs) => {
        const there = gainOf(pairs);
        const shuffled = gainOf(pairs.toReversed());
        const back = gainOf(pairs.map(([before, after]) => [after, before]));

        expect(shuffled.signs).toEqual(there.signs);
        expect(shuffled.figures?.interval.low ?? 0).toBeCloseTo(there.figures?.interval.low ?? 0, 9);
        expect(shuffled.figures?.wilcoxon).toBe(there.figures?.wilcoxon);
        expect(back.signs).toEqual({
          better: there.signs.worse,
          alike: there.signs.alike,
          worse: there.signs.better,
        });
        expect(back.figures?.gain ?? 0).toBeCloseTo(-(there.figures?.gain ?? 0), 9);
        expect(back.figures?.wilcoxon).toBe(there.figures?.wilcoxon);
      }),
    );
  });
});

describe('the normalised gain', () => {
  it('gives the domain its vector', () => {
    expect(normalisedGain(52, 78)?.value.toFixed(3)).toBe('0.542');
  });

  it('has Hake’s bands, with their ends in the middle one', () => {
    expect([29, 30, 70, 71, -10].map((after) => normalisedGain(0, after)?.band)).toEqual([
      'low',
      'medium',
      'medium',
      'high',
      'low',
    ]);
  });

  it('is undefined where nothing was left to learn', () => {
    expect(normalisedGain(100, 100)).toBeUndefined();
  });
});

describe('signed ranks', () => {
  it('count every choice of signs, ties and all', () => {
    // One worse by 1, one better by 1, three better by 2: ranks 1.5, 1.5, 4, 4, 4.
    expect(wilcoxonExact([-1, 2, 0, 1, 2, 2])).toBe(6 / 32);
  });
});
