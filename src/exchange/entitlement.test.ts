import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byClaim, hamilton, isUnderServed, quota } from './entitlement.ts';

const lots = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

describe('Hamilton', () => {
  it('gives 4, 2 and 1 of seven to 50, 30 and 20', () => {
    expect(hamilton([50, 30, 20], 7, lots)).toEqual([4, 2, 1]);
  });

  it('takes a seat from the third when there is one more: the Alabama paradox', () => {
    expect(hamilton([6, 6, 2], 10, lots)).toEqual([4, 4, 2]);
    expect(hamilton([6, 6, 2], 11, lots)).toEqual([5, 5, 1]);
  });

  it('leaves the three smallest of eight forces without any of 24', () => {
    expect(hamilton([220, 130, 115, 40, 12, 10, 9, 8], 24, lots)).toEqual([10, 6, 5, 2, 1, 0, 0, 0]);
  });

  it('gives each within one of their quota, and all of the seats', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 8 });

    fc.assert(
      fc.property(weights, fc.nat(200), (some, seats) => {
        const given = hamilton(some, seats, lots);

        const total = some.reduce((sum, weight) => sum + weight, 0);
        expect(given.reduce((sum, number) => sum + number, 0)).toBe(seats);
        given.forEach((number, at) => {
          expect(Math.abs(number - quota(some[at] ?? 0, total, seats))).toBeLessThan(1);
        });
      }),
    );
  });

  it('shares nothing among nobody', () => {
    expect(hamilton([], 5, [])).toEqual([]);
    expect(quota(0, 0, 5)).toBe(0);
  });
});

describe('an organisation', () => {
  it('is under-served while it has had less than half of what it would be entitled to', () => {
    const share = { organisation: 'org', weight: 1, received: 1 };

    expect(isUnderServed(share, 4, 8)).toBe(false);
    expect(isUnderServed(share, 4, 9)).toBe(true);
  });

  it('has exactly as good a claim as another where the quotients are equal', () => {
    expect(byClaim({ weight: 6, received: 4 }, { weight: 2, received: 1 })).toBe(0);
    expect(byClaim({ weight: 1_000_000, received: 333_333 }, { weight: 3, received: 1 })).toBeLessThan(0);
  });
});
