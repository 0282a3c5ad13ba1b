// Reminders: when they are due, how long they help, and what is left unsent after an outage.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantAt, localDate, localTime } from './local-time.ts';
import { officeHoursIn } from './office-hours.ts';
import {
  attendanceOffsets,
  dueInOffice,
  dueNow,
  feedbackClosesAt,
  feedbackReminders,
  nominationDeadlineOffsets,
  type Reminder,
  remindersAfter,
  remindersBefore,
  symposiumReminders,
} from './reminders.ts';

const hour = 3_600_000;
const day = 24 * hour;

const zurich = 'Europe/Zurich';
const deadline = instantAt('2027-04-02', '17:00', zurich);

function shown(instant: number, zone: string): string {
  return `${localDate(instant, zone)} ${localTime(instant, zone)}`;
}

describe('reminders before a nomination deadline', () => {
  it('keep the wall clock when the clocks change on the way', () => {
    const reminders = remindersBefore(deadline, nominationDeadlineOffsets, zurich);

    expect(reminders.map(({ slot, due }) => [slot, shown(due, zurich)])).toEqual([
      ['-21d', '2027-03-12 17:00'],
      ['-7d', '2027-03-26 17:00'],
      ['-2d', '2027-03-31 17:00'],
      ['-6h', '2027-04-02 11:00'],
    ]);
    expect(deadline - (reminders[0]?.due ?? 0)).toBe(21 * day - hour);
  });

  it('count hours by the stopwatch over a clock change', () => {
    const event = instantAt('2027-03-28', '06:00', zurich);

    const [reminder] = remindersBefore(event, [{ hours: 6 }], zurich);

    expect(reminder?.due).toBe(event - 6 * hour);
  });

  it('help until half-way to the next, the last until the deadline', () => {
    const reminders = remindersBefore(deadline, nominationDeadlineOffsets, zurich);

    expect(shown(reminders[1]?.tooLateAt ?? 0, zurich)).toBe('2027-03-29 05:30');
    expect(reminders[3]?.tooLateAt).toBe(deadline);
  });

  it('follow a deadline that moves', () => {
    const moved = instantAt('2027-04-09', '17:00', zurich);

    expect(dueNow(remindersBefore(deadline, nominationDeadlineOffsets, zurich), deadline - hour)?.slot).toBe(
      '-6h',
    );
    expect(
      dueNow(remindersBefore(moved, nominationDeadlineOffsets, zurich), deadline - hour),
    ).toBeUndefined();
  });
});

describe('symposiumReminders', () => {
  it("come at nine of the reader's own day, in every zone", () => {
    for (const zone of [zurich, 'Africa/Accra', 'Africa/Cairo', 'Australia/Lord_Howe']) {
      expect(symposiumReminders('2026-10-30', zone).map(({ slot, due }) => [slot, shown(due, zone)])).toEqual(
        [
          ['-90d', '2026-08-01 09:00'],
          ['-30d', '2026-09-30 09:00'],
          ['-7d', '2026-10-23 09:00'],
          ['-1d', '2026-10-29 09:00'],
          ['0d', '2026-10-30 09:00'],
        ],
      );
    }
  });

  it('help on the day itself until five in the afternoon', () => {
    const reminders = symposiumReminders('2026-10-30', 'Africa/Accra');

    expect(shown(reminders[4]?.tooLateAt ?? 0, 'Africa/Accra')).toBe('2026-10-30 17:00');
    expect(dueNow(reminders, instantAt('2026-10-30', '17:00', 'Africa/Accra'))).toBeUndefined();
  });
});

describe('reminders after the end of a course', () => {
  it('ask, remind after a day, and turn to the coordinator after three', () => {
    const end = instantAt('2027-03-26', '17:00', zurich);

    const reminders = remindersAfter(end, attendanceOffsets, zurich);

    expect(reminders.map(({ slot, due }) => [slot, shown(due, zurich)])).toEqual([
      ['ask', '2027-03-26 17:00'],
      ['remind', '2027-03-27 17:00'],
      ['coordinator', '2027-03-29 17:00'],
    ]);
    expect(dueNow(reminders, end)?.slot).toBe('ask');
    expect(dueNow(reminders, end + 2 * day)?.slot).toBe('remind');
    expect(dueNow(reminders, end + 9 * day)?.slot).toBe('coordinator');
    expect(dueNow(reminders, end + 11 * day)).toBeUndefined();
  });
});

describe('feedbackReminders', () => {
  const prompted = instantAt('2027-03-26', '17:00', zurich);
  const closes = feedbackClosesAt(prompted, zurich);

  it('come after one and three days, and the questionnaire closes after ten by the wall clock', () => {
    expect(shown(closes, zurich)).toBe('2027-04-05 17:00');
    expect(feedbackReminders(prompted, closes, zurich)).toEqual([
      { slot: '+24h', due: prompted + 24 * hour, tooLateAt: prompted + 72 * hour },
      { slot: '+72h', due: prompted + 72 * hour, tooLateAt: closes - 12 * hour },
    ]);
  });

  it('leave the last twelve hours in peace for whoever was asked late', () => {
    const late = closes - 80 * hour;

    expect(feedbackReminders(late, closes, zurich).map((reminder) => reminder.slot)).toEqual(['+24h']);
    expect(feedbackReminders(closes - 36 * hour, closes, zurich)).toEqual([]);
    expect(dueNow(feedbackReminders(prompted, closes, zurich), closes - 12 * hour)).toBeUndefined();
  });
});

describe('dueNow', () => {
  const reminders: Reminder[] = [
    { slot: 'first', due: 100, tooLateAt: 1000 },
    { slot: 'second', due: 200, tooLateAt: 300 },
  ];

  it('gives nothing before the first is due', () => {
    expect(dueNow(reminders, 99)).toBeUndefined();
    expect(dueNow(reminders, 100)?.slot).toBe('first');
  });

  it('gives only the latest when several have fallen due', () => {
    expect(dueNow(reminders, 200)?.slot).toBe('second');
    expect(dueNow(reminders.toReversed(), 200)?.slot).toBe('second');
  });

  it('never goes back to an earlier one when the latest is too late', () => {
    expect(dueNow(reminders, 300)).toBeUndefined();
  });

  it('leaves out what fell due before the call was open', () => {
    expect(dueNow(reminders, 150, 101)).toBeUndefined();
    expect(dueNow(reminders, 200, 101)?.slot).toBe('second');
  });

  it('never goes backwards, however the sweeps fall', () => {
    const sweeps = fc.array(fc.integer({ min: -25 * 24, max: 24 }), { maxLength: 40 });
    fc.assert(
      fc.property(sweeps, (hours) => {
        const planned = remindersBefore(deadline, nominationDeadlineOffsets, zurich);
        const sent = hours
          .toSorted((one, other) => one - other)
          .map((offset) => dueNow(planned, deadline + offset * hour)?.due)
          .filter((due) => due !== undefined);

        expect(sent).toEqual(sent.toSorted((one, other) => one - other));
      }),
    );
  });
});

describe('dueInOffice', () => {
  const at = (date: string, time: string) => instantAt(date, time, zurich);
  const office = { zone: zurich, hours: officeHoursIn('CH') };
  const friday = { slot: 'ask', due: at('2027-02-12', '09:00'), tooLateAt: at('2027-02-16', '09:00') };

  it('waits until the office opens when an outage of a Friday ends on a Saturday', () => {
    const now = at('2027-02-13', '03:00');

    expect(dueInOffice([friday], now, office)?.notBefore).toBe(at('2027-02-15', '09:00'));
    expect(dueInOffice([friday], friday.due, office)?.notBefore).toBe(friday.due);
  });

  it('never leaves what no longer helps once the office opens', () => {
    const helps = { ...friday, tooLateAt: at('2027-02-15', '09:00') };

    expect(dueInOffice([helps], at('2027-02-13', '03:00'), office)).toBeUndefined();
  });
});
