import { describe, expect, it } from 'vitest';
import { actionReminder, actionReminders, isOverdueAction } from './improvement.ts';
import { officeHoursIn } from './office-hours.ts';

const day = 86_400_000;

describe('reminders of an improvement action', () => {
  const times = (dueOn: string, zone: string, country: string) =>
    actionReminders(dueOn, zone, officeHoursIn(country)).map(({ slot, due }) => [
      slot,
      new Date(due).toISOString(),
    ]);

  it('come a week before its day and on the day after, at nine where its owner is', () => {
    expect(times('2027-06-16', 'Africa/Accra', 'GH')).toEqual([
      ['2027-06-16 -7d', '2027-06-09T09:00:00.000Z'],
      ['2027-06-16 +1d', '2027-06-17T09:00:00.000Z'],
    ]);
  });

  it('keep to the working days of its owner’s country', () => {
    const saturday = '2027-06-19';

    expect(times(saturday, 'Africa/Accra', 'GH')[1]?.[1]).toBe('2027-06-21T09:00:00.000Z');
    expect(times(saturday, 'Africa/Cairo', 'EG')[1]?.[1]).toBe('2027-06-20T06:00:00.000Z');
  });

  it('never leave for a time before it was given, and begin anew with another day', () => {
    const at = { zone: 'Africa/Accra', hours: officeHoursIn('GH') };
    const now = Date.parse('2027-06-11T09:30:00Z');
    const due = (dueOn: string, changedAt: number) => actionReminder({ dueOn, changedAt }, at, now)?.slot;

    expect(due('2027-06-16', 0)).toBe('2027-06-16 -7d');
    expect(due('2027-06-16', now - day)).toBeUndefined();
    expect(due('2027-06-10', 0)).toBe('2027-06-10 +1d');
    expect(due('2027-06-18', 0)).toBe('2027-06-18 -7d');
  });

  it('count it overdue from the day after, by the calendar of whoever looks', () => {
    const action = { state: 'open', dueOn: '2027-06-16' } as const;
    const late = Date.parse('2027-06-16T23:30:00Z');

    expect(isOverdueAction(action, late, 'Africa/Accra')).toBe(false);
    expect(isOverdueAction(action, late, 'Asia/Dubai')).toBe(true);
    expect(isOverdueAction({ ...action, state: 'done' }, late, 'Asia/Dubai')).toBe(false);
  });
});
