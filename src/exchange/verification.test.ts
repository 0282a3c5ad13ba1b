import { describe, expect, it } from 'vitest';
import { approvedFrom, renewedBy, verificationNotice } from './verification.ts';

describe('the approval of a member', () => {
  const until = Date.UTC(2027, 3, 7);
  const daysAhead = (days: number) => until - days * 86_400_000;

  it('lasts to the end of its last day in the zone of the hub, also over a change of clocks', () => {
    const now = Date.parse('2027-01-04T09:00:00Z');

    expect(new Date(approvedFrom(now, 92, 'UTC')).toISOString()).toBe('2027-04-07T00:00:00.000Z');
    expect(new Date(approvedFrom(now, 92, 'Europe/Zurich')).toISOString()).toBe('2027-04-06T22:00:00.000Z');
    expect(approvedFrom(now + 3_600_000, 92, 'UTC')).toBe(approvedFrom(now, 92, 'UTC'));
  });

  it('is asked for three weeks before it ends, once more a week before, and no more when it has', () => {
    expect(verificationNotice(until, daysAhead(22))).toBeUndefined();
    expect(verificationNotice(until, daysAhead(21))).toBe('first');
    expect(verificationNotice(until, daysAhead(7))).toBe('last');
    expect(verificationNotice(until, until - 1)).toBe('last');
    expect(verificationNotice(until, until)).toBeUndefined();
  });

  it('is renewed by liaison officers, theirs and that of the hub by coordinators', () => {
    expect(renewedBy({ ofHub: false, roles: ['trainee', 'manager'] })).toBe('liaison');
    expect(renewedBy({ ofHub: false, roles: [] })).toBe('liaison');
    expect(renewedBy({ ofHub: false, roles: ['liaison'] })).toBe('coordinator');
    expect(renewedBy({ ofHub: false, roles: ['approver'] })).toBe('coordinator');
    expect(renewedBy({ ofHub: true, roles: ['trainee'] })).toBe('coordinator');
  });
});
