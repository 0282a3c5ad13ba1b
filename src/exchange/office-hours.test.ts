import { describe, expect, it } from 'vitest';
import { addDays, instantAt, localDate, localTime, nextOfficeHour } from './local-time.ts';
import { officeHoursIn } from './office-hours.ts';

/** When an office opens next for somebody who is written to at seven in the evening. */
function opening(date: string, zone: string, country: string | undefined): string {
  const next = nextOfficeHour(instantAt(date, '19:00', zone), zone, officeHoursIn(country));
  return `${localDate(next, zone)} ${localTime(next, zone)}`;
}

function restDays(country: string | undefined, first: string, days: number): readonly string[] {
  const { isWorkingDay } = officeHoursIn(country);
  const dates = Array.from({ length: days }, (_, later) => addDays(first, later));
  return dates.filter((date) => !isWorkingDay(date));
}

describe('office hours', () => {
  it.each([
    ['Saturday and Sunday', '2027-02-12', 'Africa/Accra', 'GH', '2027-02-15'],
    ['Friday and Saturday', '2027-02-11', 'Africa/Cairo', 'EG', '2027-02-14'],
    ['Sunday alone', '2027-02-12', 'Asia/Kolkata', 'IN', '2027-02-13'],
    ['Friday alone', '2027-02-11', 'Asia/Tehran', 'IR', '2027-02-13'],
  ])('wait over the weekend of a country: %s', (_weekend, evening, zone, country, next) => {
    expect(opening(evening, zone, country)).toBe(`${next} 09:00`);
  });

  it.each([
    [
      'a Monday in place of a Saturday, and the feast after it',
      '2027-03-05',
      'Africa/Accra',
      'GH',
      '2027-03-10',
    ],
    ['a feast of three days, and the weekend after it', '2027-03-08', 'Africa/Cairo', 'EG', '2027-03-14'],
    ['Easter, from the Thursday before it', '2027-03-25', 'Europe/Zurich', 'CH', '2027-03-30'],
    ['a feast that began in the year before', '2071-12-30', 'Africa/Cairo', 'EG', '2072-01-04'],
  ])('wait over holidays: %s', (_holiday, evening, zone, country, next) => {
    expect(opening(evening, zone, country)).toBe(`${next} 09:00`);
  });

  it('keep the days that all of a country keeps, and not those of a part of it', () => {
    expect(restDays('DE', '2027-05-24', 5)).toEqual([]);
    expect(restDays('GB', '2027-05-31', 1)).toEqual(['2027-05-31']);
  });

  it('count a day that is free from noon on as free', () => {
    expect(restDays('NO', '2026-12-31', 1)).toEqual(['2026-12-31']);
  });

  it('fall back on Monday to Friday where the country is not known, or its holidays are not', () => {
    expect(restDays(undefined, '2026-12-21', 7)).toEqual(['2026-12-26', '2026-12-27']);
    expect(restDays('not a country', '2026-12-21', 7)).toEqual(['2026-12-26', '2026-12-27']);
    expect(restDays('PS', '2026-12-21', 7)).toEqual(
      restDays('PS', '2027-01-04', 7).map((day) => addDays(day, -14)),
    );
  });
});
