// Local time against brute force in zones whose clocks do awkward things.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restingOn } from '../../test/support/office-week.ts';
import { wall } from '../../test/support/wall.ts';
import {
  addDays,
  daysBetween,
  foldDigits,
  instantAt,
  isDate,
  isZone,
  localDate,
  localTime,
  nextOfficeHour,
  parseDate,
} from './local-time.ts';

const minute = 60_000;
const day = 86_400_000;

/** Each zone with days on or beside which its clocks change, and days on which they do not. */
const awkward: readonly (readonly [zone: string, dates: readonly string[]])[] = [
  ['Europe/Zurich', ['2027-03-28', '2027-10-31', '2027-06-15']],
  ['Australia/Lord_Howe', ['2026-10-04', '2027-04-04', '2027-01-10']],
  ['Africa/Cairo', ['2026-04-24', '2026-10-29', '2026-10-30']],
  ['America/Sao_Paulo', ['2018-11-04', '2018-02-17', '2018-02-18']],
  ['Africa/Accra', ['2027-03-28', '2027-10-31']],
  // Ramadan takes an hour away, and gives it back.
  ['Africa/Casablanca', ['2024-03-10', '2024-04-14', '2025-02-23', '2025-04-06', '2026-02-15', '2026-03-22']],
  ['Africa/El_Aaiun', ['2024-03-10', '2024-04-14', '2026-02-15', '2026-03-22']],
  ['America/Lima', ['1994-01-01', '1994-04-01', '2027-03-14']],
  // A day that never was, and the last summer time.
  ['Pacific/Apia', ['2011-12-29', '2011-12-30', '2011-12-31', '2020-09-27', '2021-04-04']],
  ['Antarctica/Troll', ['2027-03-28', '2027-10-31']],
  ['America/Havana', ['2027-03-14', '2027-11-07']],
  ['Asia/Gaza', ['2026-03-28', '2026-10-24']],
  ['UTC', ['2028-02-28', '2028-02-29', '2028-03-01', '2027-02-28', '2000-02-29']],
  ['Europe/Zurich', ['2028-02-29', '2028-12-31']],
];

const somewhere = fc
  .constantFrom(...awkward)
  .chain(([zone, dates]) => fc.tuple(fc.constant(zone), fc.constantFrom(...dates)));

const someTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minutes]) => `${String(hour).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`);

describe('instantAt', () => {
  it('is the first minute at which the wall shows that time or a later one', () => {
    fc.assert(
      fc.property(somewhere, someTime, ([zone, date], time) => {
        const from = Date.parse(`${date}T00:00Z`) - 15 * 60 * minute;
        let first = from;
        while (wall(first, zone) < `${date} ${time}`) first += minute;

        expect(instantAt(date, time, zone)).toBe(first);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [
      'gives the end of the gap for a skipped time',
      '2027-03-28',
      '02:30',
      'Europe/Zurich',
      '2027-03-28T01:00Z',
    ],
    ['gives the first of a doubled time', '2027-10-31', '02:30', 'Europe/Zurich', '2027-10-31T00:30Z'],
    [
      'finds midnight where the day begins at one',
      '2026-04-24',
      '00:00',
      'Africa/Cairo',
      '2026-04-23T22:00Z',
    ],
    ['steps over a day that never was', '2011-12-30', '12:00', 'Pacific/Apia', '2011-12-30T10:00Z'],
    ['knows half-hour clock changes', '2026-10-04', '02:10', 'Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ])('%s', (_, date, time, zone, expected) => {
    expect(instantAt(date, time, zone)).toBe(Date.parse(expected));
  });

  it('throws on a day that does not exist rather than moving it', () => {
    expect(() => instantAt('2027-02-30', '08:00', 'UTC')).toThrow(RangeError);
    expect(() => instantAt('2027-02-03', '25:00', 'UTC')).toThrow(RangeError);
    expect(() => instantAt('2027-02-03', '08:00', 'Europe/Atlantis')).toThrow(RangeError);
  });
});

describe('localDate and localTime', () => {
  it('show what the wall shows', () => {
    fc.assert(
      fc.property(somewhere, fc.integer({ min: -2 * 1440, max: 2 * 1440 }), ([zone, date], minutes) => {
        const instant = Date.parse(`${date}T00:00Z`) + minutes * minute;

        expect(`${localDate(instant, zone)} ${localTime(instant, zone)}`).toBe(wall(instant, zone));
      }),
    );
  });
});

describe('days against a calendar counted by hand', () => {
  /** Day after day by the rules of the calendar alone: `2028-02-28`, `2028-02-29`, `2028-03-01`. */
  function calendar(fromYear: number, toYear: number): readonly string[] {
    const days: string[] = [];
    for (let year = fromYear; year <= toYear; year += 1) {
      const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
      const months = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
      months.forEach((length, month) => {
        for (let dayOfMonth = 1; dayOfMonth <= length; dayOfMonth += 1) {
          const parts = [String(month + 1), String(dayOfMonth)].map((part) => part.padStart(2, '0'));
          days.push([year, ...parts].join('-'));
        }
      });
    }
    return days;
  }

  it('are as many, over leap years and a century without one', () => {
    const days = calendar(2023, 2105);
    const place = fc.integer({ min: 0, max: days.length - 1 });
    fc.assert(
      fc.property(place, place, (one, other) => {
        const [from = '', to = ''] = [days[one], days[other]];

        expect(addDays(from, other - one)).toBe(to);
        expect(daysBetween(from, to)).toBe(other - one);
        expect(isDate(from)).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(days).toContain('2028-02-29');
    expect(days).not.toContain('2100-02-29');
    expect(isDate('2100-02-29')).toBe(false);
  });
});

describe('days', () => {
  it('are counted over leap years and back', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-03-01', -1)).toBe('2027-02-28');
    expect(daysBetween('2027-12-31', '2028-01-02')).toBe(2);
    expect(daysBetween('2028-01-02', '2027-12-31')).toBe(-2);
  });

  it('know real dates from lookalikes', () => {
    expect(isDate('2028-02-29')).toBe(true);
    for (const text of [
      '2027-02-29',
      '2027-13-01',
      '2027-00-10',
      '2027-1-1',
      '',
      'tomorrow',
      '2027-03-01T00:00',
    ]) {
      expect(isDate(text)).toBe(false);
    }
  });
});

describe('isZone', () => {
  it('knows zones by name only', () => {
    for (const zone of ['Europe/Zurich', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+5']) {
      expect(isZone(zone)).toBe(true);
    }
    for (const zone of ['', 'Mars/Base', '+01:00', '2027-01-01T00:00[UTC]', 'Europe/Zurich\n', '__proto__']) {
      expect(isZone(zone)).toBe(false);
    }
  });
});

describe('parseDate', () => {
  const today = '2026-11-22';

  it.each([
    ['2027-03-01', '2027-03-01'],
    ['2027/3/1', '2027-03-01'],
    ['1/3/2027', '2027-03-01'],
    ['01.03.2027', '2027-03-01'],
    ['1-3-27', '2027-03-01'],
    [' 1 / 3 / 2027 ', '2027-03-01'],
    ['1 3 2027', '2027-03-01'],
    ['1–3–2027', '2027-03-01'],
    ['١/٣/٢٠٢٧', '2027-03-01'],
    ['۱/۳/۲۰۲۷', '2027-03-01'],
    ['\u200f٢٠٢٧\u200f-٠٣-٠١', '2027-03-01'],
    ['29.2.28', '2028-02-29'],
  ])('reads %s day first as %s', (text, date) => {
    expect(parseDate(text, { today })).toEqual({ date });
  });

  it.each([
    ['22.11', '2026-11-22'],
    ['21.11', '2027-11-21'],
    ['29/2', '2028-02-29'],
  ])('takes %s without a year as the next such day', (text, date) => {
    expect(parseDate(text, { today })).toEqual({ date });
  });

  it.each([
    ['31/2/2027', '2027-02-28'],
    ['2027-02-29', '2027-02-28'],
    ['3/25/2027', '2027-03-25'],
    ['0/3/2027', '2027-03-01'],
    ['31/13/2027', '2027-12-31'],
    ['30.2', '2027-02-28'],
  ])('calls %s impossible and offers the nearest real day', (text, example) => {
    expect(parseDate(text, { today })).toEqual({ problem: 'impossible', example });
  });

  it.each(['', 'next Monday', '1/3/207', '1//3/2027', '12345678', '1/3/2027 x', '-1/3/2027'])(
    'calls %j unreadable and offers a date in a month',
    (text) => {
      expect(parseDate(text, { today })).toEqual({ problem: 'unreadable', example: '2026-12-22' });
    },
  );

  it('never throws, and what it gives is real', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9٠-٩/. -]{0,12}$/), (text) => {
        const reading = parseDate(text, { today });

        expect(isDate('date' in reading ? reading.date : reading.example)).toBe(true);
      }),
    );
  });

  it('reads back every day in every order and separator', () => {
    const days = fc.integer({ min: -3000, max: 10_000 }).map((days) => addDays(today, days));
    fc.assert(
      fc.property(days, fc.constantFrom('/', '.', '-'), (date, separator) => {
        const [year, month, dayOfMonth] = date.split('-');
        const typed = [Number(dayOfMonth), Number(month), year].join(separator);

        expect(parseDate(typed, { today })).toEqual({ date });
      }),
    );
  });
});

describe('foldDigits', () => {
  it('folds both Arabic rows and leaves the rest', () => {
    expect(foldDigits('٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ 42 أ')).toBe('0123456789 0123456789 42 أ');
  });
});

describe('nextOfficeHour', () => {
  const week = restingOn([6, 7]);

  it('lets a message go at once inside office hours', () => {
    const wednesday = instantAt('2027-06-16', '17:59', 'Europe/Zurich');

    expect(nextOfficeHour(wednesday, 'Europe/Zurich', week)).toBe(wednesday);
  });

  it('waits over the evening and the weekend', () => {
    const friday = instantAt('2027-06-18', '18:00', 'Europe/Zurich');

    const opening = nextOfficeHour(friday, 'Europe/Zurich', week);

    expect(wall(opening, 'Europe/Zurich')).toBe('2027-06-21 09:00');
  });

  it('keeps the weekend of the reader', () => {
    const thursday = instantAt('2026-10-29', '20:00', 'Africa/Cairo');

    const opening = nextOfficeHour(thursday, 'Africa/Cairo', restingOn([5, 6]));

    expect(wall(opening, 'Africa/Cairo')).toBe('2026-11-01 09:00');
  });

  it('is the first minute at which a search minute by minute finds the office open', () => {
    const someHours = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 24 }))
      .filter(([from, to]) => from < to);
    const someWeekend = fc.subarray([1, 2, 3, 4, 5, 6, 7], { maxLength: 3 });
    fc.assert(
      fc.property(
        somewhere,
        fc.integer({ min: -1440, max: 1440 }),
        someHours,
        someWeekend,
        ([zone, date], offset, [from, to], weekend) => {
          const instant = Date.parse(`${date}T00:00Z`) + offset * minute;
          const isOpen = (at: number) => {
            const shown = wall(at, zone);
            const hour = Number(shown.slice(11, 13));
            const weekday = new Date(`${shown.slice(0, 10)}T00:00Z`).getUTCDay() || 7;
            return hour >= from && hour < to && !weekend.includes(weekday);
          };
          let first = instant;
          while (!isOpen(first)) first += minute;

          expect(nextOfficeHour(instant, zone, restingOn(weekend, from, to))).toBe(first);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('says so when the office never opens', () => {
    const never = restingOn([1, 2, 3, 4, 5, 6, 7]);

    expect(() => nextOfficeHour(20_000 * day, 'UTC', never)).toThrow(RangeError);
  });
});
