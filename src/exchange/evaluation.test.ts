// The figures of an evaluation against the vectors of the domain, and what small numbers forbid.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  adequacy,
  answersNeeded,
  distribution,
  type Evaluated,
  type FullSummary,
  favourable,
  meanInterval,
  nps,
  reportable,
  responseRate,
  summarise,
  tQuantile95,
  wilson,
} from './evaluation.ts';
import { type Answers, standardQuestionnaires, tallyOf } from './questionnaire.ts';

const { items } = standardQuestionnaires['reaction/1'];
const ratingItems = items.filter(({ kind }) => kind === 'rating').map(({ id }) => id);

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

describe('responseRate', () => {
  it('counts against those who attended, and says nothing when nobody did', () => {
    expect(responseRate(18, 24)).toBe(0.75);
    expect(responseRate(0, 0)).toBeUndefined();
  });
});

describe('distribution', () => {
  it('counts each step and takes the median', () => {
    expect(distribution([5, 4, 4, 1])).toEqual({ counts: [1, 0, 0, 2, 1], n: 4, median: 4, mean: undefined });
    expect(distribution([4, 5]).median).toBe(4.5);
    expect(distribution([])).toEqual({ counts: [0, 0, 0, 0, 0], n: 0, median: undefined, mean: undefined });
  });

  it('gives a mean only from ten answers on', () => {
    expect(distribution(Array(9).fill(4)).mean).toBeUndefined();
    expect(distribution(Array(10).fill(4)).mean).toBe(4);
  });

  it('calls fours and fives favourable', () => {
    expect(favourable(distribution([1, 2, 3, 4, 5, 5]).counts)).toBe(3);
  });

  it('throws on what is no rating', () => {
    for (const wrong of [0, 6, 4.5, Number.NaN]) expect(() => distribution([wrong])).toThrow(RangeError);
  });
});

describe('wilson', () => {
  it.each<[number, number, number | undefined, number, number]>([
    [16, 18, undefined, 672, 969],
    [16, 18, 24, 793, 943],
    [9, 10, undefined, 596, 982],
    [9, 10, 12, 793, 955],
    [9, 10, 10, 900, 900],
    [0, 5, undefined, 0, 434],
  ])('gives the domain its vector in thousandths for %d of %d, cohort %s', (k, n, cohort, low, high) => {
    const interval = wilson(k, n, cohort);

    expect([Math.round(interval.low * 1000), Math.round(interval.high * 1000)]).toEqual([low, high]);
  });

  it('knows nothing without answers, and everything when all have answered', () => {
    expect(wilson(0, 0, 24)).toEqual({ low: 0, high: 1 });
    expect(wilson(1, 1, 1)).toEqual({ low: 1, high: 1 });
    expect(wilson(3, 6, 5)).toEqual({ low: 0.5, high: 0.5 });
  });

  it('holds the share, stays between 0 and 1, and is narrower for a known cohort', () => {
    const question = fc
      .tuple(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.integer({ min: 0, max: 200 }))
      .map(([n, k, more]) => [k % (n + 1), n, n + more] as const);
    fc.assert(
      fc.property(question, ([k, n, cohort]) => {
        const endless = wilson(k, n);
        const known = wilson(k, n, cohort);
        const slack = 1e-12;

        expect(known.low).toBeGreaterThanOrEqual(endless.low - slack);
        expect(known.high).toBeLessThanOrEqual(endless.high + slack);
        expect(known.low).toBeLessThanOrEqual(k / n + slack);
        expect(known.high).toBeGreaterThanOrEqual(k / n - slack);
        expect(Math.min(known.low, endless.low)).toBeGreaterThanOrEqual(0);
        expect(Math.max(known.high, endless.high)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('nps', () => {
  const groups = { promoters: 12, passives: 4, detractors: 2 };

  it('gives the domain its vector, with and without a cohort', () => {
    const endless = nps(groups);
    const known = nps(groups, 24);

    expect([rounded(endless?.score ?? 0, 1), rounded(endless?.error ?? 0, 1)]).toEqual([55.6, 31.6]);
    expect([rounded(known?.score ?? 0, 1), rounded(known?.error ?? 0, 1)]).toEqual([55.6, 16.2]);
  });

  it('says nothing under ten answers', () => {
    expect(nps({ promoters: 9, passives: 0, detractors: 0 })).toBeUndefined();
    expect(nps({ promoters: 10, passives: 0, detractors: 0 }, 10)).toEqual({ score: 100, error: 0 });
  });
});

describe('adequacy', () => {
  it.each([
    [10, 8],
    [15, 11],
    [20, 13],
    [24, 15],
    [30, 17],
    [50, 21],
  ])('calls answers of a cohort of %d usable from %d on', (cohort, needed) => {
    expect(answersNeeded(cohort, 'usable')).toBe(needed);
    expect([adequacy(needed - 1, cohort), adequacy(needed, cohort)]).toEqual(['indicative', 'usable']);
  });

  it.each([
    [10, 10],
    [20, 17],
    [24, 20],
    [30, 24],
    [50, 34],
  ])('calls answers of a cohort of %d solid from %d on', (cohort, needed) => {
    expect(answersNeeded(cohort, 'solid')).toBe(needed);
    expect([adequacy(needed - 1, cohort), adequacy(needed, cohort)]).toEqual(['usable', 'solid']);
  });

  it('calls no answers indicative, whatever the cohort', () => {
    expect([0, 1, 24].map((cohort) => adequacy(0, cohort))).toEqual([
      'indicative',
      'indicative',
      'indicative',
    ]);
  });
});

describe('meanInterval', () => {
  it.each([
    [1, 12.706205],
    [2, 4.302653],
    [3, 3.182446],
    [9, 2.262157],
    [10, 2.228139],
    [29, 2.04523],
    [120, 1.97993],
  ])('uses the t of the tables for %d degrees of freedom', (degrees, t) => {
    expect(tQuantile95(degrees)).toBeCloseTo(t, 5);
  });

  it('is the mean ± t·s/√n', () => {
    const interval = meanInterval([3, 3, 3, 3, 3, 4, 4, 4, 4, 4]);

    expect(interval?.mean).toBe(3.5);
    expect(interval?.low).toBeCloseTo(3.5 - (2.262157 * 0.5270463) / Math.sqrt(10), 5);
    expect(interval?.high).toBeCloseTo(3.5 + (2.262157 * 0.5270463) / Math.sqrt(10), 5);
  });

  it('stays on the scale, and says nothing under ten answers', () => {
    expect(meanInterval([5, 5, 5, 5, 5, 5, 5, 5, 5, 1])?.high).toBe(5);
    expect(meanInterval(Array(9).fill(4))).toBeUndefined();
  });
});

describe('reportable', () => {
  it('begins at five; a hub may ask for more, never for fewer', () => {
    expect([reportable(4), reportable(5)]).toEqual([false, true]);
    expect([reportable(4, 3), reportable(7, 8), reportable(8, 8)]).toEqual([false, false, true]);
  });
});

describe('summarise', () => {
  function answers(rating: number, change: Answers = {}): Answers {
    const ratings = Object.fromEntries(ratingItems.map((item) => [item, rating]));
    return { ...ratings, recommend: 9, ...change };
  }

  /** What a round comes to whose answers were all released. */
  function released(rows: readonly Answers[], attended: number): Evaluated {
    return { items, released: rows.length, tallies: tallyOf(items, rows), completed: rows.length, attended };
  }

  function full(rows: readonly Answers[], attended: number): FullSummary {
    const summary = summarise(released(rows, attended));
    if (summary.kind !== 'full') throw new Error('too few to report');
    return summary;
  }

  it('says nothing but the response rate under five answers, whatever the hub asks for', () => {
    const rows = [answers(5), answers(4), answers(3), answers(2, { obstacles: 'My superior.' })];

    expect(summarise(released(rows, 16))).toEqual({
      kind: 'too-few',
      completed: 4,
      attended: 16,
      rate: 0.25,
    });
    expect(summarise(released(rows, 16), { minimum: 1 }).kind).toBe('too-few');
    expect(summarise(released([...rows, answers(1)], 16), { minimum: 6 }).kind).toBe('too-few');
    expect(summarise(released([], 0))).toEqual({
      kind: 'too-few',
      completed: 0,
      attended: 0,
      rate: undefined,
    });
  });

  it('reports every question with counts, favourable share and interval', () => {
    const rows = [...Array(16).fill(answers(5)), answers(2), answers(3)];

    const summary = full(rows, 24);

    expect(summary).toMatchObject({ completed: 18, attended: 24, rate: 0.75, adequacy: 'usable' });
    expect(summary.ratings.map((rating) => rating.item.id)).toEqual(ratingItems);
    expect(summary.ratings[0]).toMatchObject({
      kind: 'figures',
      item: { id: 'apply' },
      distribution: { counts: [0, 1, 1, 0, 16], n: 18, median: 5 },
      favourable: { count: 16, share: 16 / 18, interval: wilson(16, 18, 24) },
    });
  });

  it('sorts recommendations and gives a score only from ten on', () => {
    const scores = [10, 9, 8, 7, 6, 0];

    const small = full(
      scores.map((recommend) => answers(4, { recommend })),
      12,
    );
    const large = full(
      [...scores, ...scores].map((recommend) => answers(4, { recommend })),
      24,
    );

    expect(small.recommend).toEqual({ promoters: 2, passives: 2, detractors: 2, nps: undefined });
    expect(large.recommend?.nps).toEqual(nps({ promoters: 4, passives: 4, detractors: 4 }, 24));
  });

  it.each([
    [5, 'favourable'],
    [1, 'unfavourable'],
  ] as const)('says only "mostly" of nine people who all gave %d to their instructors', (rating, towards) => {
    const summary = full(Array(9).fill(answers(rating)), 9);

    const sensitive = summary.ratings.filter((one) => one.kind === 'mostly');

    expect(sensitive).toMatchObject([
      { item: { id: 'instructors' }, towards },
      { item: { id: 'human-rights' }, towards },
    ]);
  });

  it('gives the figures of ten people, and of nine who differ or agree in the middle', () => {
    const ten = full(Array(10).fill(answers(5)), 10);
    const differing = full([...Array(8).fill(answers(5)), answers(4)], 9);
    const middling = full(Array(9).fill(answers(3)), 9);

    for (const summary of [ten, differing, middling]) {
      expect(summary.ratings.every((rating) => rating.kind === 'figures')).toBe(true);
    }
  });

  it('says nothing of a question that fewer than five answered', () => {
    const without: Answers = { recommend: 9 };

    const summary = full([...Array(4).fill(answers(4)), without], 10);

    expect(summary.ratings.every((rating) => rating.kind === 'too-few')).toBe(true);
  });

  it('comes out the same in whatever order the rows lie', () => {
    const row = fc
      .integer({ min: 1, max: 5 })
      .chain((rating) =>
        fc
          .record({ recommend: fc.integer({ min: 0, max: 10 }), obstacles: fc.string() })
          .map((rest) => answers(rating, rest)),
      );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        expect(summarise(released(rows.toReversed(), 20))).toEqual(summarise(released(rows, 20)));
      }),
    );
  });
});
