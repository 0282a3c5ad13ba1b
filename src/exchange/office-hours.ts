// When people of a country are at their desks: nine to six, on the days that are not its weekend.
import type { OfficeHours } from './local-time.ts';

/** Product §4.4: prompts arrive between 09:00 and 18:00 of whoever reads them. */
const hours = { from: 9, to: 18 } as const;

/** Saturday and Sunday, where CLDR does not know the country. */
const usualWeekend = [6, 7] as const;

/** Office hours in a country (ISO 3166-1 alpha-2): Friday and Saturday are the weekend in some, Sunday alone in others. */
export function officeHoursIn(country: string | undefined): OfficeHours {
  return { ...hours, weekend: country === undefined ? usualWeekend : weekendIn(country) };
}

function weekendIn(country: string): readonly number[] {
  try {
    return new Intl.Locale('und', { region: country }).getWeekInfo().weekend;
  } catch {
    return usualWeekend;
  }
}
