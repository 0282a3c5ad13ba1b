// The first working day of the month at eight where the hub is, and not long after.
import { describe, expect, it } from 'vitest';
import { restingOn } from '../../test/support/office-week.ts';
import { postDue, postOfMonth } from './fairness-post.ts';
import { instantAt } from './local-time.ts';
import { officeHoursIn } from './office-hours.ts';

const zone = 'Europe/Zurich';
const usual = restingOn([6, 7]).isWorkingDay;

describe('the monthly post', () => {
  it.each([
    ['2027-02-17', '2027-02-01'],
    ['2027-05-10', '2027-05-03'],
    ['2027-08-03', '2027-08-02'],
  ])('of %s is due on %s, a working day', (today, day) => {
    const now = instantAt(today, '12:00', zone);

    expect(postOfMonth(now, zone, usual).due).toBe(instantAt(day, '08:00', zone));
  });

  it('knows the weekend of the country where the hub is', () => {
    const now = instantAt('2027-01-20', '12:00', 'Africa/Cairo');

    expect(postOfMonth(now, 'Africa/Cairo', restingOn([5, 6]).isWorkingDay).due).toBe(
      instantAt('2027-01-03', '08:00', 'Africa/Cairo'),
    );
  });

  it('waits for the day after New Year, which is a holiday where the hub is', () => {
    const { isWorkingDay } = officeHoursIn('CH');
    const now = instantAt('2029-01-10', '12:00', zone);

    const post = postOfMonth(now, zone, isWorkingDay);

    expect(post.due).toBe(instantAt('2029-01-02', '08:00', zone));
  });

  it('leaves from its hour on, and not after ten days', () => {
    const at = (day: string, time: string) => postDue(instantAt(day, time, zone), zone, usual)?.month;

    expect(at('2027-02-01', '07:59')).toBeUndefined();
    expect(at('2027-02-01', '08:00')).toBe('2027-02');
    expect(at('2027-02-11', '07:59')).toBe('2027-02');
    expect(at('2027-02-11', '08:00')).toBeUndefined();
    expect(at('2027-02-28', '23:00')).toBeUndefined();
  });
});
