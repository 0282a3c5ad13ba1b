// One group's figures against the vectors of the domain, and what small numbers forbid.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  adequacy,
  answersNeeded,
  favourable,
  meanInterval,
  medianOf,
  nps,
  recommendGroups,
  responseRate,
  wilson,
} from './statistics.ts';

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

describe('responseRate', () => {
  it('counts against those who attended, and says nothing when nobody did', () => {
    expect(responseRate(18, 24)).toBe(0.75);
    expect(responseRate(0, 0)).toBeUndefined();
  });
});

describe('counts', () => {
  it('have a middle, between two answers where it lies there, and none without answers', () => {
    expect(medianOf([1, 0, 0, 2, 1])).toBe(4);
    expect(medianOf([0, 0, 0, 1, 1])).toBe(4.5);
    expect(medianOf([1, 1], 0)).toBe(0.5);
    expect(medianOf([0, 0, 0, 0, 0])).toBeUndefined();
  });

  it('call fours and fives favourable', () => {
    expect(favourable([1, 1, 1, 1, 2])).toBe(3);
  });

  it('of a recommendation fall into three groups', () => {
    expect(recommendGroups([1, 0, 0, 0, 0, 0, 2, 3, 4, 5, 6])).toEqual({
      promoters: 11,
      passives: 7,
      detractors: 3,
    });
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
  it('stays on the scale, and says nothing under ten answers', () => {
    expect(meanInterval([1, 0, 0, 0, 9])?.high).toBe(5);
    expect(meanInterval([0, 0, 0, 0, 10])).toEqual({ mean: 5, low: 5, high: 5 });
    expect(meanInterval([0, 0, 0, 9, 0])).toBeUndefined();
  });
});
