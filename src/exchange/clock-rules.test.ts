// The rules over wall clocks against brute force: minute by minute by Intl's clock, over every kind of clock change.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wall } from '../../test/support/wall.ts';
import { type CourseState, courseEnd, courseStart } from './course.ts';
import { clockStep } from './course-calendar.ts';
import { remindersToAnswer } from './feedback-reminders.ts';
import { nominationReminder } from './nomination-reminders.ts';
import { officeHoursIn } from './office-hours.ts';
import {
  attendanceOffsets,
  dueNow,
  feedbackClosesAt,
  nominationDeadlineOffsets,
  type Reminder,
  remindersAfter,
  remindersBefore,
  symposiumReminders,
} from './reminders.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Days on or beside which clocks change. */
const changes: readonly (readonly [zone: string, date: string])[] = [
  ['Europe/Zurich', '2027-03-28'],
  ['Europe/Zurich', '2027-10-31'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Australia/Lord_Howe', '2027-04-04'],
  ['Africa/Cairo', '2026-04-24'],
  ['Africa/Cairo', '2026-10-30'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Sao_Paulo', '2018-02-18'],
  ['Africa/Accra', '2027-03-28'],
  ['Africa/Casablanca', '2026-02-15'],
  ['Africa/Casablanca', '2026-03-22'],
  ['Africa/El_Aaiun', '2024-03-10'],
  ['Africa/El_Aaiun', '2024-04-14'],
  ['America/Lima', '1994-04-01'],
  ['America/Lima', '2027-03-14'],
  ['Pacific/Apia', '2011-12-30'],
  ['Europe/Zurich', '2028-02-29'],
  ['UTC', '2028-03-01'],
];

/** The first minute at which the wall shows that or something later: after a gap its end, of a doubled time the first. */
function firstShown(date: string, time: string, zone: string): number {
  let at = Date.parse(`${date}T00:00Z`) - 16 * hour;
  while (wall(at, zone) < `${date} ${time}`) at += minute;
  return at;
}

function daysFrom(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * day).toISOString().slice(0, 10);
}

const someTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45, 59))
  .map(([hours, minutes]) => `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`);

/** An instant within two days of a clock change, or so many days after it. */
function someInstant(...after: readonly number[]) {
  return fc
    .tuple(
      fc.constantFrom(...changes),
      fc.constantFrom(0, ...after),
      fc.integer({ min: -2 * 1440, max: 2 * 1440 }),
    )
    .map(([[zone, date], days, minutes]) => {
      const instant = Date.parse(`${date}T00:00Z`) + days * day + minutes * minute;
      return { zone, instant };
    });
}

/** What a wall clock shows so many days earlier or later at the same time of day. */
function sameTime(instant: number, days: number, zone: string): number {
  // Of a doubled hour it may be the second.
  if (days === 0) return instant;
  const [date = '', time = ''] = wall(instant, zone).split(' ');
  return firstShown(daysFrom(date, days), time, zone);
}

describe('reminders of an event', () => {
  it('before it come at its time of day, so many days by the calendar on the wall, and hours by the stopwatch', () => {
    fc.assert(
      fc.property(someInstant(2, 7, 21), ({ zone, instant }) => {
        const due = remindersBefore(instant, nominationDeadlineOffsets, zone).map((one) => one.due);

        const expected = [-21, -7, -2].map((days) => sameTime(instant, days, zone));
        expect(due).toEqual([...expected, instant - 6 * hour].sort((one, other) => one - other));
      }),
      { numRuns: 60 },
    );
  });

  it('after it, too', () => {
    fc.assert(
      fc.property(someInstant(-1, -3), ({ zone, instant }) => {
        const due = remindersAfter(instant, attendanceOffsets, zone).map((one) => one.due);

        expect(due).toEqual([0, 1, 3].map((days) => sameTime(instant, days, zone)));
      }),
      { numRuns: 60 },
    );
  });

  it("come at nine of the reader's day for a symposium, on whichever day the clocks change", () => {
    fc.assert(
      fc.property(fc.constantFrom(...changes), fc.constantFrom(0, 1, 7, 30, 90), ([zone, date], later) => {
        const startsOn = daysFrom(date, later);
        const due = symposiumReminders(startsOn, zone).map((one) => one.due);

        const event = firstShown(startsOn, '09:00', zone);
        expect(due).toEqual([-90, -30, -7, -1, 0].map((days) => sameTime(event, days, zone)));
      }),
      { numRuns: 60 },
    );
  });

  it('leave each once and in order, however a sweep falls that looks every ten minutes', () => {
    fc.assert(
      fc.property(someInstant(1, 7, 21), fc.integer({ min: 0, max: 9 }), ({ zone, instant }, offset) => {
        const planned = remindersBefore(instant, nominationDeadlineOffsets, zone);
        const left: Reminder[] = [];
        for (let now = instant - 23 * day + offset * minute; now < instant + day; now += 10 * minute) {
          const due = dueNow(planned, now);
          if (due && due.slot !== left.at(-1)?.slot) left.push(due);
          if (due) expect(due.due <= now && now < due.tooLateAt).toBe(true);
        }

        expect(left).toEqual(planned);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a questionnaire', () => {
  it('closes ten days later when the wall shows the same time again', () => {
    fc.assert(
      fc.property(someInstant(-10), ({ zone, instant }) => {
        expect(feedbackClosesAt(instant, zone)).toBe(sameTime(instant, 10, zone));
      }),
      { numRuns: 60 },
    );
  });

  it('reminds twice at most, at a desk, a day apart, and not within twelve hours of the close', () => {
    const country = fc.constantFrom('CH', 'EG', 'GH', 'MA', 'SA', undefined);
    fc.assert(
      fc.property(someInstant(-10, -3, -1), country, ({ zone, instant }, reader) => {
        const closes = feedbackClosesAt(instant, zone);
        const hours = officeHoursIn(reader);

        const reminders = remindersToAnswer(instant, closes, zone, hours);

        expect(reminders.length).toBeLessThanOrEqual(2);
        for (const { due, tooLateAt } of reminders) {
          const [date = '', time = ''] = wall(due, zone).split(' ');
          expect(time >= '09:00' && time < '18:00' && hours.isWorkingDay(date)).toBe(true);
          expect(due - instant).toBeGreaterThanOrEqual(day);
          expect(closes - due).toBeGreaterThan(12 * hour);
          expect(closes - tooLateAt).toBeGreaterThanOrEqual(12 * hour);
        }
        const [first, second] = reminders;
        if (first && second) expect(second.due - first.due).toBeGreaterThanOrEqual(day);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a nomination deadline', () => {
  it('reminds on the morning of the day, as many days before, as the wall of the reader shows it', () => {
    fc.assert(
      fc.property(someInstant(2, 7, 21), fc.boolean(), ({ zone, instant: deadline }, nominated) => {
        const [lastDay = ''] = wall(deadline, zone).split(' ');
        const morning = Math.min(deadline, firstShown(lastDay, '09:00', zone));
        const asked = { deadline, publishedAt: deadline - 60 * day, zone, nominated };
        const slots = [
          { slot: '-21d', due: sameTime(morning, -21, zone) },
          { slot: '-7d', due: sameTime(morning, -7, zone) },
          { slot: '-2d', due: sameTime(morning, -2, zone) },
          { slot: '-6h', due: deadline - 6 * hour },
        ];

        for (const { slot, due } of nominated ? slots.slice(2, 3) : slots) {
          expect(nominationReminder({ ...asked, now: due })?.slot).toBe(slot);
          expect(nominationReminder({ ...asked, now: due - minute })?.slot).not.toBe(slot);
        }
        expect(nominationReminder({ ...asked, now: deadline })).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });
});

describe('the calendar of a course', () => {
  const [begins, ends] = ['08:00', '17:00'];
  const edges = fc.tuple(fc.constantFrom(...changes), fc.integer({ min: 0, max: 3 }), someTime);

  it('begins and ends it at the minute that the wall of its zone shows', () => {
    fc.assert(
      fc.property(edges, ([[zone, date], days]) => {
        const course = { startsOn: date, endsOn: daysFrom(date, days), zone };

        const [startsAt, endsAt] = [courseStart(course), courseEnd(course)];

        expect(startsAt).toBe(firstShown(course.startsOn, begins, zone));
        expect(endsAt).toBe(firstShown(course.endsOn, ends, zone));
        // On a day that never was both are the first instant after it.
        expect(startsAt).toBeLessThanOrEqual(endsAt);
      }),
      { numRuns: 60 },
    );
  });

  it('takes each step at the first minute of its time, and none before', () => {
    fc.assert(
      fc.property(edges, ([[zone, date], days, time]) => {
        const nominationDeadline = firstShown(daysFrom(date, -1), time, zone);
        const dates = { startsOn: date, endsOn: daysFrom(date, days), zone, nominationDeadline };
        const at = (state: CourseState, now: number) => clockStep({ ...dates, state }, now);
        const [startsAt, endsAt] = [
          firstShown(dates.startsOn, begins, zone),
          firstShown(dates.endsOn, ends, zone),
        ];
        const closes = Math.min(nominationDeadline, startsAt);

        expect([at('call-open', closes - minute), at('call-open', closes)]).toEqual([
          undefined,
          'close-call',
        ]);
        expect([at('confirmed', startsAt - minute), at('confirmed', startsAt)]).toEqual([undefined, 'start']);
        expect([at('running', endsAt - minute), at('running', endsAt)]).toEqual([undefined, 'end']);
      }),
      { numRuns: 60 },
    );
  });
});
