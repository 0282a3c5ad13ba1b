import { describe, expect, it } from 'vitest';
import { instantAt, nextOfficeHour } from './local-time.ts';
import { officeHoursIn } from './office-hours.ts';

describe('office hours', () => {
  it('wait over Saturday and Sunday in Ghana, and over Friday and Saturday in Egypt', () => {
    const fridayEvening = instantAt('2027-03-05', '17:00', 'Africa/Cairo');

    const inAccra = nextOfficeHour(
      instantAt('2027-03-05', '19:00', 'Africa/Accra'),
      'Africa/Accra',
      officeHoursIn('GH'),
    );
    const inCairo = nextOfficeHour(fridayEvening, 'Africa/Cairo', officeHoursIn('EG'));

    expect(inAccra).toBe(instantAt('2027-03-08', '09:00', 'Africa/Accra'));
    expect(inCairo).toBe(instantAt('2027-03-07', '09:00', 'Africa/Cairo'));
  });

  it('fall back on Saturday and Sunday where the country is not known', () => {
    expect(officeHoursIn(undefined).weekend).toEqual([6, 7]);
    expect(officeHoursIn('not a country').weekend).toEqual([6, 7]);
  });
});
