import { describe, expect, it } from 'vitest';
import { assistedCountries, yearDelivered } from './assistance.ts';

const hub = { country: 'GB', zone: 'Europe/London' };
const course = { endsOn: '2019-05-03', zone: 'Africa/Accra', country: 'GH', beneficiaries: ['GH', 'KE'] };

describe('assisted countries', () => {
  it('are those whose people held seats, and where it took place', () => {
    const assisted = assistedCountries([course], 2017, hub);

    expect(assisted).toEqual([
      { country: 'GH', years: [2019] },
      { country: 'KE', years: [2019] },
    ]);
  });

  it('are not the hub’s own, neither as host nor as guest', () => {
    const athome = { ...course, country: 'GB', beneficiaries: ['GB', 'EG'] };

    expect(assistedCountries([athome], 2017, hub)).toEqual([{ country: 'EG', years: [2019] }]);
  });

  it('carry each of their years once, rising, from the first one asked for', () => {
    const on = (endsOn: string) => ({ ...course, endsOn, beneficiaries: [] });
    const courses = ['2020-01-31', '2016-12-30', '2018-06-01', '2018-07-01'].map(on);

    expect(assistedCountries(courses, 2017, hub)).toEqual([{ country: 'GH', years: [2018, 2020] }]);
  });

  it('belong to the year of the hub’s calendar, wherever the course was', () => {
    const auckland = { endsOn: '2027-01-01', zone: 'Pacific/Kiritimati' };
    const hawaii = { endsOn: '2026-12-31', zone: 'Pacific/Pago_Pago' };

    expect(yearDelivered(auckland, 'Europe/London')).toBe(2027);
    expect(yearDelivered(auckland, 'America/Los_Angeles')).toBe(2026);
    expect(yearDelivered(hawaii, 'Europe/London')).toBe(2027);
  });
});
