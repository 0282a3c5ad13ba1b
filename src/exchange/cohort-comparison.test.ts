// Comparing courses: no change is claimed that chance would make, of one item or of many at once.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesOf, holm, newcombe, newcombeP, shrunkenMean } from './cohort-comparison.ts';

const part = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat()).map(([n, k]) => ({ k: k % (n + 1), n }));

describe('a difference', () => {
  it('is that of Newcombe’s own example', () => {
    const { low, high } = newcombe({ k: 56, n: 70 }, { k: 48, n: 80 });

    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.0524', '0.3339']);
  });

  it('is not detectable where its interval spans 0, and only there when it is tested alone', () => {
    fc.assert(
      fc.property(part, part, (now, before) => {
        const [found] = differencesOf([{ now, before }]);
        const spansZero = (found?.low ?? 0) <= 0 && (found?.high ?? 0) >= 0;

        expect(found?.verdict === 'not-detectable').toBe(spansZero);
      }),
    );
  });

  it('turns round with the courses', () => {
    fc.assert(
      fc.property(part, part, (now, before) => {
        const [there, back] = [newcombe(now, before), newcombe(before, now)];

        expect(back.low).toBeCloseTo(-there.high, 12);
        expect(newcombeP(before, now)).toBeCloseTo(newcombeP(now, before), 9);
      }),
    );
  });

  it('among many is held to more than one alone', () => {
    const change = { now: { k: 20, n: 24 }, before: { k: 11, n: 22 } };
    const same = { now: { k: 10, n: 20 }, before: { k: 10, n: 20 } };

    const alone = differencesOf([change]);
    const among = differencesOf([change, same, same, same, same, same]);

    expect(alone[0]?.verdict).toBe('up');
    expect(among[0]?.verdict).toBe('not-detectable');
    expect(among[0]?.low).toBe(alone[0]?.low);
  });
});

describe('Holm’s correction', () => {
  it('never makes a test stronger, keeps their order, and stays a share', () => {
    const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(ps, (given) => {
        const adjusted = holm(given);

        for (const [at, p] of adjusted.entries()) {
          expect(p).toBeGreaterThanOrEqual(given[at] ?? 0);
          expect(p).toBeLessThanOrEqual(1);
        }
        for (const [one, p] of given.entries())
          for (const [other, q] of given.entries())
            if (p < q) expect(adjusted[one]).toBeLessThanOrEqual(adjusted[other] ?? 1);
      }),
    );
  });
});

describe('a shrunken mean', () => {
  it('lets thirty good answers stand before three perfect ones', () => {
    const [few, many] = [shrunkenMean(5, 3, 4.2), shrunkenMean(4.6, 30, 4.2)];

    expect([few.toFixed(3), many.toFixed(3)]).toEqual(['4.385', '4.500']);
  });
});
