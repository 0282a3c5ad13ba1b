import { describe, expect, it } from 'vitest';
import { restingOn } from '../../test/support/office-week.ts';
import { dayReminders, daysUntil, markFromDays, noPresence } from './attendance.ts';

describe('attendance by day', () => {
  it.each([
    [{ present: 5, absent: 0, excused: 0 }, 5, 'attended'],
    [{ present: 4, absent: 1, excused: 0 }, 5, 'attended'],
    [{ present: 3, absent: 2, excused: 0 }, 5, 'partial'],
    [{ present: 0, absent: 4, excused: 1 }, 5, 'no-show'],
    [{ present: 1, absent: 0, excused: 4 }, 5, 'partial'],
    [{ present: 0, absent: 0, excused: 5 }, 5, 'no-show'],
    [{ present: 4, absent: 0, excused: 0 }, 5, undefined],
    [noPresence, 0, undefined],
  ] as const)('makes of %o in %i days marked: %s', (count, days, mark) => {
    expect(markFromDays(count, days, 80)).toBe(mark);
  });

  it('asks for exactly the share that is set', () => {
    const third = { present: 1, absent: 2, excused: 0 };

    expect(markFromDays(third, 3, 33)).toBe('attended');
    expect(markFromDays(third, 3, 34)).toBe('partial');
    expect(markFromDays({ present: 1, absent: 99, excused: 0 }, 100, 1)).toBe('attended');
  });

  it('knows the days that have come', () => {
    const course = { startsOn: '2027-02-27', endsOn: '2027-03-02' };

    expect(daysUntil(course, '2027-02-26')).toEqual([]);
    expect(daysUntil(course, '2027-02-28')).toEqual(['2027-02-27', '2027-02-28']);
    expect(daysUntil(course, '2027-06-01')).toEqual(['2027-02-27', '2027-02-28', '2027-03-01', '2027-03-02']);
  });

  it('reminds at five in the afternoon of the course, never on its last day, at weekends only on its first', () => {
    const course = { startsOn: '2027-03-04', endsOn: '2027-03-13', zone: 'Africa/Cairo' };

    const due = dayReminders(course, restingOn([5, 6]));

    expect(due.map(({ slot }) => slot.slice(-2))).toEqual(['04', '07', '08', '09', '10', '11']);
    expect(new Date(due[0]?.due ?? 0).toISOString()).toBe('2027-03-04T15:00:00.000Z');
  });
});
