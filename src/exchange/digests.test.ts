import { describe, expect, it } from 'vitest';
import { type DigestPlan, digestDue, periodOf, recentPeriod, usualPlans } from './digests.ts';
import { officeHoursIn } from './office-hours.ts';

const accra = { zone: 'Africa/Accra', isWorkingDay: officeHoursIn('GH').isWorkingDay };
const cairo = { zone: 'Africa/Cairo', isWorkingDay: officeHoursIn('EG').isWorkingDay };
const weekly: DigestPlan = usualPlans.people;

describe('a digest', () => {
  const due = (plan: DigestPlan & { changedAt?: number }, where: typeof accra, at: string) =>
    digestDue(plan, where, Date.parse(at));

  it('comes on the first working day of the week, at eight by the clock of its reader', () => {
    expect(due(weekly, accra, '2027-06-14T07:59:00Z')).toBeUndefined();
    expect(due(weekly, accra, '2027-06-14T08:00:00Z')?.slot).toBe('2027-06-14');
    expect(due(weekly, cairo, '2027-06-14T05:00:00Z')?.slot).toBe('2027-06-14');
    expect(due({ ...weekly, weekday: 7 }, cairo, '2027-06-20T05:00:00Z')?.slot).toBe('2027-06-14');
  });

  it('comes on the first working day of the month, or the first such weekday', () => {
    const monthly = usualPlans.hub;

    expect(due(monthly, accra, '2027-08-02T08:00:00Z')?.slot).toBe('2027-08');
    expect(due(monthly, accra, '2027-08-01T23:00:00Z')).toBeUndefined();
    expect(due({ ...monthly, weekday: 4 }, accra, '2027-08-04T09:00:00Z')).toBeUndefined();
    expect(due({ ...monthly, weekday: 4 }, accra, '2027-08-05T09:00:00Z')?.slot).toBe('2027-08');
  });

  it('does not come when it no longer helps, nor for a time before it was chosen, nor when it is not wanted', () => {
    const chosen = Date.parse('2027-06-14T10:00:00Z');

    expect(due(weekly, accra, '2027-06-17T08:00:00Z')).toBeUndefined();
    expect(due({ ...weekly, changedAt: chosen }, accra, '2027-06-14T11:00:00Z')).toBeUndefined();
    expect(due({ ...weekly, weekday: 2, changedAt: chosen }, accra, '2027-06-15T08:00:00Z')?.slot).toBe(
      '2027-06-14',
    );
    expect(due({ ...weekly, rhythm: 'never' }, accra, '2027-06-14T08:00:00Z')).toBeUndefined();
  });

  it('still comes where its week or month is over and it has only just been due', () => {
    const sunday = { ...weekly, weekday: 7, hour: 20 };

    expect(due(sunday, accra, '2027-06-21T06:00:00Z')?.slot).toBe('2027-06-14');
  });

  it('tells of the seven days before, or of the month before, by whole days of its reader', () => {
    const iso = ({ from, until }: { from: number; until: number }) => [
      new Date(from).toISOString(),
      new Date(until).toISOString(),
    ];
    const at = Date.parse('2027-03-03T10:00:00Z');

    expect(iso(periodOf('weekly', at, 'Africa/Accra'))).toEqual([
      '2027-02-24T00:00:00.000Z',
      '2027-03-03T00:00:00.000Z',
    ]);
    expect(iso(periodOf('monthly', at, 'Europe/Zurich'))).toEqual([
      '2027-01-31T23:00:00.000Z',
      '2027-02-28T23:00:00.000Z',
    ]);
    expect(iso(recentPeriod('weekly', at, 'Africa/Accra'))).toEqual([
      '2027-02-25T00:00:00.000Z',
      '2027-03-04T00:00:00.000Z',
    ]);
  });
});
