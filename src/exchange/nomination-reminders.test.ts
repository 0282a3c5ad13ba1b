import { describe, expect, it } from 'vitest';
import { instantAt } from './local-time.ts';
import { nominationReminder } from './nomination-reminders.ts';

describe('the reminder of a nomination deadline', () => {
  const zone = 'Africa/Accra';
  const call = {
    deadline: instantAt('2027-03-01', '23:59', zone),
    publishedAt: instantAt('2027-01-04', '09:00', zone),
    zone,
    nominated: false,
  };
  const at = (date: string) => instantAt(date, '23:59', zone);

  it('comes four times to an organisation that has nominated nobody', () => {
    const sixHoursBefore = call.deadline - 6 * 3_600_000;

    const slots = [at('2027-02-08'), at('2027-02-22'), at('2027-02-27'), sixHoursBefore].map(
      (now) => nominationReminder({ ...call, now })?.slot,
    );

    expect(slots).toEqual(['-21d', '-7d', '-2d', '-6h']);
  });

  it('comes at nine in the morning, though the call closes at midnight', () => {
    const nine = instantAt('2027-02-22', '09:00', zone);

    expect(nominationReminder({ ...call, now: nine - 1 })?.slot).not.toBe('-7d');
    expect(nominationReminder({ ...call, now: nine })?.slot).toBe('-7d');
  });

  it('comes once, two days before, to one that has', () => {
    const slots = [at('2027-02-08'), at('2027-02-22'), at('2027-02-27'), call.deadline - 1].map(
      (now) => nominationReminder({ ...call, nominated: true, now })?.slot,
    );

    expect(slots).toEqual([undefined, undefined, '-2d', undefined]);
  });

  it('says nothing of slots that lay before the call, nor after the deadline', () => {
    const late = { ...call, publishedAt: at('2027-02-20') };

    expect(nominationReminder({ ...late, now: at('2027-02-20') })).toBeUndefined();
    expect(nominationReminder({ ...late, now: at('2027-02-22') })?.slot).toBe('-7d');
    expect(nominationReminder({ ...late, now: call.deadline })).toBeUndefined();
  });
});
