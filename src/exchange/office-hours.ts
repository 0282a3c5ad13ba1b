// When people of a country are at their desks: nine to six, on the days that are neither its weekend nor a holiday.
import type { OfficeHours } from './local-time.ts';
import { isPublicHoliday } from './public-holidays.ts';

/** Product §4.4: prompts arrive between 09:00 and 18:00 of whoever reads them. */
const hours = { from: 9, to: 18 } as const;

/** Saturday and Sunday, where CLDR does not know the country. */
const usualWeekend = [6, 7] as const;

const known = new Map<string, OfficeHours>();

/**
 * Office hours in a country (ISO 3166-1 alpha-2): Friday and Saturday are the weekend in some, Sunday alone in others.
 * Where the country is not known, every Monday to Friday is a working day.
 */
export function officeHoursIn(country: string | undefined): OfficeHours {
  const code = country !== undefined && /^[A-Z]{2}$/.test(country) ? country : '';
  const found = known.get(code) ?? officeHoursBy(code);
  known.set(code, found);
  return found;
}

function officeHoursBy(code: string): OfficeHours {
  const weekend = weekendIn(code);
  return {
    ...hours,
    isWorkingDay: (date) =>
      !weekend.includes(Temporal.PlainDate.from(date).dayOfWeek) &&
      (code === '' || !isPublicHoliday(code, date)),
  };
}

function weekendIn(code: string): readonly number[] {
  if (code === '') return usualWeekend;
  return new Intl.Locale('und', { region: code }).getWeekInfo().weekend;
}
