// Until when an assessment may be in force, and which grades need a risk.
import { describe, expect, it } from 'vitest';
import { latestValidity, needsRisks } from './assessment.ts';

describe('latestValidity', () => {
  it('counts from the day on which it was made, over leap years too', () => {
    expect(latestValidity('2027-01-04', 365)).toBe('2028-01-04');
    expect(latestValidity('2028-01-04', 365)).toBe('2029-01-03');
    expect(latestValidity('2027-01-04', 180)).toBe('2027-07-03');
  });
});

describe('needsRisks', () => {
  it('asks for one of whatever carries more than a low risk', () => {
    expect((['low', 'medium', 'high'] as const).map(needsRisks)).toEqual([false, true, true]);
  });
});
