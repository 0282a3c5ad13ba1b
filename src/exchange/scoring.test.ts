// Scores: bounds, order, medians, the third reviewer; and that abstentions and flags count nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areRatings,
  checkWeights,
  componentsOf,
  criteria,
  type GivenReview,
  isComplete,
  medianScore,
  type Ratings,
  ratingsOf,
  scoreOf,
  spreadOf,
  toHundred,
  type Weights,
  wantedReviewers,
  weightedScore,
} from './scoring.ts';

const published: Weights = { need: 30, role: 25, cascade: 20, experience: 15, language: 10 };

function all(given: number): Ratings {
  return { need: given, role: given, cascade: given, experience: given, language: given };
}

function rated(reviewer: string, ratings: Ratings): GivenReview {
  return { reviewer, state: 'rated', ratings };
}

const anyRatings: fc.Arbitrary<Ratings> = fc
  .array(fc.integer({ min: 0, max: 5 }), { minLength: 5, maxLength: 5 })
  .map((given) => Object.fromEntries(criteria.map((one, at) => [one, given[at] ?? 0])) as Ratings);

const anyWeights: fc.Arbitrary<Weights> = fc
  .array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 5 })
  .map((given) => toHundred(Object.fromEntries(criteria.map((one, at) => [one, given[at] ?? 0])) as Weights));

describe('a score', () => {
  it('is the weighted sum on a scale of a hundred', () => {
    const ratings = { need: 4, role: 3, cascade: 5, experience: 2, language: 1 };

    // (4·30 + 3·25 + 5·20 + 2·15 + 1·10) ÷ 5
    expect(weightedScore(ratings, published)).toBe(67);
    expect(weightedScore(all(0), published)).toBe(0);
    expect(weightedScore(all(5), published)).toBe(100);
  });

  it('is the median of those who rated', () => {
    expect(medianScore([all(2), all(3)], published)).toBe(50);
    expect(medianScore([all(5), all(1), all(2)], published)).toBe(40);
    expect(medianScore([], published)).toBeUndefined();
  });

  it('lies between what the lowest and the highest reviewer gave, and within 0 and 100', () => {
    fc.assert(
      fc.property(fc.array(anyRatings, { minLength: 1, maxLength: 6 }), anyWeights, (given, weights) => {
        const each = given.map((one) => weightedScore(one, weights));
        const score = medianScore(given, weights) ?? -1;

        expect(score).toBeGreaterThanOrEqual(Math.min(...each));
        expect(score).toBeLessThanOrEqual(Math.max(...each));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('never falls when a reviewer gives more', () => {
    fc.assert(
      fc.property(
        fc.array(anyRatings, { minLength: 1, maxLength: 5 }),
        anyWeights,
        fc.nat(4),
        fc.constantFrom(...criteria),
        (given, weights, at, criterion) => {
          const which = at % given.length;
          const raised = given.map((one, index) =>
            index === which ? { ...one, [criterion]: Math.min(5, one[criterion] + 1) } : one,
          );

          expect(medianScore(raised, weights)).toBeGreaterThanOrEqual(medianScore(given, weights) ?? 0);
        },
      ),
    );
  });

  it('does not depend on the order of the reviewers', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyRatings, { minLength: 1, maxLength: 6 })
          .chain((given) =>
            fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
          ),
        anyWeights,
        ([given, shuffled], weights) => {
          expect(medianScore(shuffled, weights)).toBe(medianScore(given, weights));
          expect(componentsOf(shuffled)).toEqual(componentsOf(given));
          expect(spreadOf(shuffled, weights)).toBe(spreadOf(given, weights));
        },
      ),
    );
  });

  it('is untouched by who abstained or was recused', () => {
    fc.assert(
      fc.property(fc.array(anyRatings, { maxLength: 4 }), fc.nat(3), (given, silent) => {
        const reviews = given.map((one, at) => rated(`r${at}`, one));
        const others = Array.from(
          { length: silent },
          (_, at): GivenReview => ({
            reviewer: `s${at}`,
            state: at % 2 === 0 ? 'abstained' : 'recused',
            ratings: undefined,
          }),
        );

        expect(scoreOf([...others, ...reviews], published, 2)).toBe(scoreOf(reviews, published, 2));
        expect(ratingsOf([...others, ...reviews])).toEqual(given);
      }),
    );
  });

  it('has components between 0 and 5 in halves', () => {
    expect(componentsOf([all(2), { ...all(3), need: 5 }])).toEqual({ ...all(2.5), need: 3.5 });
    expect(componentsOf([])).toBeUndefined();
  });
});

describe('a third reviewer', () => {
  it('is called when two are more than the spread apart, and not when they are just as far', () => {
    const near = [rated('a', all(1)), rated('b', all(3))];
    const far = [rated('a', all(1)), rated('b', { ...all(3), need: 4 })];

    expect(wantedReviewers(near, published, 2)).toEqual({ number: 0, isThird: false });
    expect(wantedReviewers(far, published, 2)).toEqual({ number: 1, isThird: true });
    expect(wantedReviewers(far, published, 3)).toEqual({ number: 0, isThird: false });
    expect(scoreOf(far, published, 2)).toBeUndefined();
  });

  it('ends the matter, however far apart the three are', () => {
    const three = [rated('a', all(0)), rated('b', all(5)), rated('c', all(4))];

    expect(isComplete(three, published, 2)).toBe(true);
    expect(scoreOf(three, published, 2)).toBe(80);
  });

  it('is asked once: one who has the review open already counts as asked', () => {
    const open: GivenReview = { reviewer: 'c', state: 'open', ratings: undefined };

    expect(wantedReviewers([rated('a', all(0)), rated('b', all(5)), open], published, 2).number).toBe(0);
    expect(wantedReviewers([open], published, 2)).toEqual({ number: 1, isThird: false });
    expect(wantedReviewers([], published, 2)).toEqual({ number: 2, isThird: false });
    expect(wantedReviewers([rated('a', all(4)), { ...open, state: 'abstained' }], published, 2)).toEqual({
      number: 1,
      isThird: false,
    });
  });
});

describe('weights', () => {
  it('are whole hundredths that add up to a hundred', () => {
    expect(checkWeights(published)).toBeUndefined();
    expect(checkWeights({ ...published, need: 31 })).toEqual({ sum: 101 });
    expect(checkWeights({ ...published, need: 30.5 })).toEqual({ wrong: 'need' });
    expect(checkWeights({ ...published, need: -10, role: 65 })).toEqual({ wrong: 'need' });
  });

  it('of any sum are brought to a hundred in proportion', () => {
    expect(toHundred(published)).toEqual(published);
    expect(toHundred({ ...published, need: 60 })).toEqual({
      need: 46,
      role: 19,
      cascade: 15,
      experience: 12,
      language: 8,
    });
    expect(toHundred({ need: 0, role: 0, cascade: 0, experience: 0, language: 0 })).toEqual(all(20));
    fc.assert(fc.property(anyWeights, (weights) => checkWeights(weights) === undefined));
  });
});

describe('ratings', () => {
  it('are whole numbers from 0 to 5', () => {
    expect(areRatings(all(5))).toBe(true);
    expect(areRatings({ ...all(5), role: 6 })).toBe(false);
    expect(areRatings({ ...all(5), role: 2.5 })).toBe(false);
  });
});
