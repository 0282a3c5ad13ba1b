import { describe, expect, it } from 'vitest';
import { remindersToAnswer } from './feedback-reminders.ts';
import { instantAt, localDate, localTime } from './local-time.ts';
import { officeHoursIn } from './office-hours.ts';
import { feedbackClosesAt } from './reminders.ts';

describe('reminders to answer', () => {
  const zone = 'Africa/Accra';
  const hours = officeHoursIn('GH');
  const when = (date: string, time: string, closesAt?: number) => {
    const opensAt = instantAt(date, time, zone);
    return remindersToAnswer(opensAt, closesAt ?? feedbackClosesAt(opensAt, zone), zone, hours).map(
      ({ slot, due }) => `${slot} ${localDate(due, zone)} ${localTime(due, zone)}`,
    );
  };

  it('come one and three days after the question', () => {
    expect(when('2027-02-08', '10:00')).toEqual(['+24h 2027-02-09 10:00', '+72h 2027-02-11 10:00']);
  });

  it('wait for the office to open, and are counted from when the question could be read', () => {
    expect(when('2027-02-08', '21:00')).toEqual(['+24h 2027-02-10 09:00', '+72h 2027-02-12 09:00']);
  });

  it('never both come on the Monday after a weekend', () => {
    expect(when('2027-02-12', '17:30')).toEqual(['+24h 2027-02-15 09:00', '+72h 2027-02-16 09:00']);
  });

  it('know that Cairo rests on Friday and Saturday, and for three days at the end of Ramadan', () => {
    const inCairo = (date: string, time: string) => {
      const opensAt = instantAt(date, time, 'Africa/Cairo');
      const closesAt = feedbackClosesAt(opensAt, 'Africa/Cairo');
      return remindersToAnswer(opensAt, closesAt, 'Africa/Cairo', officeHoursIn('EG')).map(
        ({ due }) => `${localDate(due, 'Africa/Cairo')} ${localTime(due, 'Africa/Cairo')}`,
      );
    };

    expect(inCairo('2027-02-11', '17:30')).toEqual(['2027-02-14 09:00', '2027-02-15 09:00']);
    expect(inCairo('2027-03-08', '10:00')).toEqual(['2027-03-14 09:00', '2027-03-15 09:00']);
  });

  it('come after the holidays of the country: Independence Day in place of a Saturday, and the end of Ramadan', () => {
    expect(when('2027-03-05', '17:30')).toEqual(['+24h 2027-03-10 09:00', '+72h 2027-03-11 09:00']);
  });

  it('leave out what would come within twelve hours of the close', () => {
    const closesAt = instantAt('2027-02-11', '12:00', zone);

    expect(when('2027-02-08', '10:00', closesAt)).toEqual(['+24h 2027-02-09 10:00']);
  });

  it('help until the next one, the last until the quiet before the close', () => {
    const opensAt = instantAt('2027-02-08', '10:00', zone);
    const closesAt = instantAt('2027-02-14', '10:00', zone);

    const [first, second] = remindersToAnswer(opensAt, closesAt, zone, hours);

    expect(first?.tooLateAt).toBe(second?.due);
    expect(second?.tooLateAt).toBe(instantAt('2027-02-13', '22:00', zone));
  });
});
