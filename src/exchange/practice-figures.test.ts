// What became of commitments, and how far two people who saw it agree.
import { describe, expect, it } from 'vitest';
import { agreementOf, applicationRate } from './practice-figures.ts';

describe('the application rate', () => {
  it('counts half of what is partly done', () => {
    expect(applicationRate({ done: 6, partly: 4, notYet: 10 })).toBe(0.4);
    expect(applicationRate({ done: 0, partly: 0, notYet: 0 })).toBeUndefined();
  });
});

describe('agreement', () => {
  it('is plain, and beyond chance where there is anything beyond it', () => {
    expect(
      agreementOf([
        [9, 0],
        [0, 0],
      ]),
    ).toEqual({ pairs: 9, share: 1, kappa: undefined });
    expect(
      agreementOf([
        [20, 5],
        [10, 15],
      ])?.kappa,
    ).toBeCloseTo(0.4);
    expect(
      agreementOf([
        [0, 0],
        [0, 0],
      ]),
    ).toBeUndefined();
  });
});
