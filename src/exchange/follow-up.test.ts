import { describe, expect, it } from 'vitest';
import { endsOnFor, followUpPrompts, followUpWindow, isOpenAt, mayCommit } from './follow-up.ts';
import { instantAt, localDate } from './local-time.ts';
import { officeHoursIn } from './office-hours.ts';

const zone = 'Africa/Cairo';
const ended = instantAt('2027-03-06', '00:00', zone);
const at = (date: string, time: string) => instantAt(date, time, zone);

describe('a follow-up', () => {
  it('is open for three weeks from 90, 100 and 180 days after the course, by its own clock', () => {
    const windows = (['90d', '100d', '180d'] as const).map((stage) => followUpWindow(ended, stage, zone));

    const days = windows.map(({ opensAt, closesAt }) => [
      localDate(opensAt, zone),
      localDate(closesAt, zone),
    ]);
    expect(days).toEqual([
      ['2027-06-04', '2027-06-25'],
      ['2027-06-14', '2027-07-05'],
      ['2027-09-02', '2027-09-23'],
    ]);
    expect(windows.every((window) => isOpenAt(window, window.opensAt))).toBe(true);
    expect(windows.some((window) => isOpenAt(window, window.closesAt))).toBe(false);
  });

  it('asks and reminds in the office hours of whoever is asked, on working days of their country', () => {
    // In Cairo Friday and Saturday, 4 and 5 June 2027, are the weekend, and Sunday is the Islamic New Year.
    const prompts = followUpPrompts(followUpWindow(ended, '90d', zone), zone, officeHoursIn('EG'));

    expect(prompts.map(({ slot, due }) => [slot, due])).toEqual([
      ['ask', at('2027-06-07', '09:00')],
      ['remind', at('2027-06-08', '09:00')],
      ['last', at('2027-06-14', '09:00')],
    ]);
    expect(prompts.map(({ tooLateAt }) => tooLateAt)).toEqual([
      at('2027-06-08', '09:00'),
      at('2027-06-14', '09:00'),
      at('2027-06-25', '00:00') - 12 * 3_600_000,
    ]);
  });

  it('keeps its reminders a day apart where a weekend would bring them together', () => {
    const window = followUpWindow(instantAt('2027-03-07', '00:00', zone), '90d', zone);

    const [ask, remind] = followUpPrompts(window, zone, officeHoursIn('EG'));

    expect((remind?.due ?? 0) - (ask?.due ?? 0)).toBeGreaterThanOrEqual(24 * 3_600_000);
  });

  it('is looked for among courses that ended in the days that fit, whatever their zone', () => {
    expect(endsOnFor('90d', '2027-06-04')).toEqual({ from: '2027-02-11', until: '2027-03-07' });
  });

  it('takes commitments from the end of the course until the first is asked about', () => {
    const first = followUpWindow(ended, '90d', zone).opensAt;

    expect([ended - 1, ended, first - 1, first].map((now) => mayCommit(ended, zone, now))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
