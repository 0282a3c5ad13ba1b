import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantAt, localTime } from './local-time.ts';
import { nextLook, offerReminders } from './offer-reminders.ts';

const hour = 3_600_000;
const zone = 'Africa/Tunis';
const at = (time: string, date = '2027-02-10') => instantAt(date, time, zone);

describe('the reminders of an offer', () => {
  it('leave at half time, and three hours before the end of a long one', () => {
    const reminders = offerReminders(at('10:00'), at('20:00', '2027-02-11'), zone);

    expect(reminders).toEqual([
      { slot: 'half', due: at('07:00', '2027-02-11'), tooLateAt: at('17:00', '2027-02-11') },
      { slot: 'last', due: at('17:00', '2027-02-11'), tooLateAt: at('20:00', '2027-02-11') },
    ]);
  });

  it('are one where the offer stands for twelve hours or less', () => {
    expect(offerReminders(at('08:00'), at('20:00'), zone)).toEqual([
      { slot: 'half', due: at('14:00'), tooLateAt: at('20:00') },
    ]);
  });

  it('wait for the morning by night', () => {
    const [half] = offerReminders(at('18:00'), at('18:00', '2027-02-11'), zone);

    expect(half?.due).toBe(at('07:00', '2027-02-11'));
  });

  it('leave by night all the same when the morning would be too late', () => {
    expect(offerReminders(at('21:00'), at('03:00', '2027-02-11'), zone)).toEqual([
      { slot: 'half', due: at('00:00', '2027-02-11'), tooLateAt: at('03:00', '2027-02-11') },
    ]);
  });

  it('are not two in one morning', () => {
    const reminders = offerReminders(at('16:00'), at('09:30', '2027-02-11'), zone);

    expect(reminders.map(({ slot, due }) => [slot, due])).toEqual([['last', at('07:00', '2027-02-11')]]);
  });

  it('lie within the window, in their order, and by day unless no day is left in it', () => {
    const zones = fc.constantFrom('Africa/Tunis', 'Europe/Zurich', 'Australia/Lord_Howe', 'Africa/Cairo');
    const begins = fc.integer({ min: Date.UTC(2027, 0, 1), max: Date.UTC(2027, 11, 31) });
    fc.assert(
      fc.property(zones, begins, fc.integer({ min: 1, max: 48 * hour }), (reader, from, window) => {
        const until = from + window;
        const reminders = offerReminders(from, until, reader);
        let before = from;
        for (const { due, tooLateAt } of reminders) {
          expect(due).toBeGreaterThanOrEqual(before);
          expect(due).toBeLessThan(tooLateAt);
          expect(tooLateAt).toBeLessThanOrEqual(until);
          const isNight = localTime(due, reader) < '07:00' || localTime(due, reader) >= '22:00';
          if (isNight) expect(until - due).toBeLessThan(11.1 * hour);
          before = due;
        }
      }),
    );
  });

  it('say when to look again: at the next of them, else at the end', () => {
    const until = at('20:00', '2027-02-11');
    const reminders = offerReminders(at('10:00'), until, zone);

    expect(nextLook(reminders, until, at('10:00'))).toBe(at('07:00', '2027-02-11'));
    expect(nextLook(reminders, until, at('07:00', '2027-02-11'))).toBe(at('17:00', '2027-02-11'));
    expect(nextLook(reminders, until, at('18:00', '2027-02-11'))).toBe(until);
  });
});
