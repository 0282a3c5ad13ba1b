// Which missions are asked, what kind they are, and for which of them a decision waits.
import { describe, expect, it } from 'vitest';
import { countriesToConsult, missionBetween, stillWaitedFor } from './consultation.ts';

describe('missionBetween', () => {
  it.each([
    ['GB', 'GH', 'high-commission'],
    ['GH', 'GB', 'high-commission'],
    ['GB', 'EG', 'embassy'],
    ['CH', 'GH', 'embassy'],
    ['CH', 'EG', 'embassy'],
  ])('of %s in %s is called %s', (hub, country, kind) => {
    expect(missionBetween(hub, country)).toBe(kind);
  });
});

describe('countriesToConsult', () => {
  it('are the host and those who take part, each once and sorted, without the hub’s own', () => {
    expect(countriesToConsult('GB', 'GH', ['MA', 'GH', 'GB', 'EG', 'MA'])).toEqual(['EG', 'GH', 'MA']);
    expect(countriesToConsult('GB', 'GB', ['GB'])).toEqual([]);
  });
});

describe('stillWaitedFor', () => {
  const asked = {
    country: 'GH',
    mission: 'embassy',
    due: '2027-02-01',
    view: undefined,
    note: undefined,
    askedAt: 0,
    answeredAt: undefined,
  } as const;

  it('are those without a view until the day they are due is over', () => {
    const answered = { ...asked, country: 'MA', view: 'no-view' } as const;
    const silent = { ...asked, country: 'EG', view: 'no-reply' } as const;
    const all = [asked, answered, silent];

    expect(stillWaitedFor(all, '2027-01-31')).toEqual([asked]);
    expect(stillWaitedFor(all, '2027-02-01')).toEqual([asked]);
    expect(stillWaitedFor(all, '2027-02-02')).toEqual([]);
  });
});
