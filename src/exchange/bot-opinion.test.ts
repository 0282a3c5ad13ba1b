import { describe, expect, it } from 'vitest';
import { monthOf, monthsToTell } from './bot-opinion.ts';

describe('opinions on Attaché', () => {
  it('are told by month, the newest first, once the month is over and five have said something', () => {
    const march = Date.parse('2027-03-31T23:59:00Z');
    const counted = [
      { month: '2027-01', verdict: 'useful', number: 4 },
      { month: '2027-01', verdict: 'too-complicated', number: 1 },
      { month: '2026-12', verdict: 'useful', number: 4 },
      { month: '2027-02', verdict: 'not-found', number: 6 },
      { month: '2027-03', verdict: 'useful', number: 9 },
    ] as const;

    const told = monthsToTell(counted, march);

    expect(monthOf(march)).toBe('2027-03');
    expect(told.map(({ month, total }) => [month, total])).toEqual([
      ['2027-02', 6],
      ['2027-01', 5],
    ]);
    expect(told[1]?.counts).toEqual({ useful: 4, 'not-found': 0, 'not-relevant': 0, 'too-complicated': 1 });
  });
});
