// The symposium series.
import { describe, expect, it } from 'vitest';
import { checkDates, nextEditionPlanningDue } from './symposium.ts';

describe('nextEditionPlanningDue', () => {
  it('opens the planning card 24 months after the last edition', () => {
    expect(nextEditionPlanningDue('2016-06-21')).toBe('2018-06-21');
    expect(nextEditionPlanningDue('2022-09-14', 1)).toBe('2023-09-14');
  });

  it('finds a day when the last edition began on 29 February', () => {
    expect(nextEditionPlanningDue('2028-02-29')).toBe('2030-02-28');
  });
});

describe('checkDates', () => {
  const today = '2026-11-22';

  it('takes dates ahead, and those of an edition that begins today', () => {
    expect(checkDates('2027-06-21', '2027-06-23', today)).toEqual([]);
    expect(checkDates(today, today, today)).toEqual([]);
  });

  it.each([
    ['2027-06-31', '2027-07-02', { id: 'start-impossible', field: 'startsOn', given: '2027-06-31' }],
    ['2027-06-21', '2027-06-31', { id: 'end-impossible', field: 'endsOn', given: '2027-06-31' }],
    ['2026-11-21', '2026-11-23', { id: 'start-in-the-past', field: 'startsOn', today }],
    ['2099-06-21', '2099-06-23', { id: 'start-too-far', field: 'startsOn', maxYears: 10 }],
    [
      '2027-06-21',
      '2027-06-20',
      { id: 'end-before-start', field: 'endsOn', startsOn: '2027-06-21', endsOn: '2027-06-20' },
    ],
    ['2027-06-01', '2027-07-02', { id: 'too-long', field: 'endsOn', max: 31, days: 32 }],
  ])('refuses %s to %s', (startsOn, endsOn, problem) => {
    expect(checkDates(startsOn, endsOn, today)).toEqual([problem]);
  });
});
