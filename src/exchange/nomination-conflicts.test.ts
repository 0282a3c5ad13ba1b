import { describe, expect, it } from 'vitest';
import { mayAccept, mayNominate, overlapping } from './nomination-conflicts.ts';

describe('conflicts of a nomination', () => {
  const course = { startsOn: '2027-03-08', endsOn: '2027-03-12' };

  it('find a course that shares even one day, and let courses follow one another', () => {
    const before = { startsOn: '2027-03-01', endsOn: '2027-03-07' };
    const after = { startsOn: '2027-03-13', endsOn: '2027-03-13' };
    const lastDay = { startsOn: '2027-03-12', endsOn: '2027-03-20' };
    const around = { startsOn: '2027-01-01', endsOn: '2027-12-31' };

    expect(overlapping(course, [before, after])).toBeUndefined();
    expect(overlapping(course, [before, lastDay, around])).toBe(lastDay);
    expect(overlapping(course, [around])).toBe(around);
  });

  it('let nobody nominate themselves', () => {
    expect(mayNominate({ nominator: 'kofi', nominee: 'kofi' })).toBe(false);
    expect(mayNominate({ nominator: 'kofi', nominee: 'ama' })).toBe(true);
  });

  it('keep whoever nominated somebody, and the nominee, from accepting', () => {
    const nomination = { nominator: 'kofi', nominee: 'ama' };

    expect(mayAccept(nomination, ['kofi'])).toEqual({ accept: false, why: 'nominated' });
    expect(mayAccept(nomination, ['ama'])).toEqual({ accept: false, why: 'oneself' });
    expect(mayAccept(nomination, ['nadia'])).toEqual({ accept: true });
    expect(mayAccept(nomination, ['nadia', 'kofi'])).toEqual({ accept: false, why: 'nominated' });
  });
});
