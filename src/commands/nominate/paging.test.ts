// Pages of nominations: where they begin, also for an offset from before the list became shorter, or one that was forged.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageAt } from './_paging.ts';

describe('a page of nominations', () => {
  it('is the last one when the list has become shorter since', () => {
    const { first } = pageAt(16, 8, 10);

    expect(first).toBe(8);
  });

  it('begins at a multiple of its size within the list, whatever is asked for', () => {
    const anyOffset = fc.oneof(fc.integer(), fc.double());

    fc.assert(
      fc.property(anyOffset, fc.integer({ min: 1, max: 20 }), fc.nat(600), (offset, size, count) => {
        const { first } = pageAt(offset, size, count);

        expect(first % size).toBe(0);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(first).toBeLessThan(Math.max(1, count));
      }),
    );
  });
});
