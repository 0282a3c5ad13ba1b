// On which days a country rests by law: its public and bank holidays, of the calendars that it keeps, out of a library.
import { createRequire } from 'node:module';

type Library = typeof import('date-holidays').default;

/** Read when it is first needed, and not at the start: its tables take a tenth of a second and thirty megabytes. */
let library: Library | undefined;

function loaded(): Library {
  const require = createRequire(import.meta.url);
  const found: Library = library ?? require('date-holidays');
  library = found;
  return found;
}

/** By country and year: a sweep asks for the same days of everybody in a country. */
const known = new Map<string, ReadonlySet<string>>();

/**
 * Whether an ISO date is a holiday in all of a country (ISO 3166-1 alpha-2). False where the library does not know the
 * country. Feasts that follow the moon are calculated, so they may be a day off from when they are declared.
 */
export function isPublicHoliday(country: string, date: string): boolean {
  const year = Number(date.slice(0, 4));
  if (holidaysOf(country, year).has(date)) return true;
  // A feast of several days may have begun in the year before.
  return date.slice(5) < '01-10' && holidaysOf(country, year - 1).has(date);
}

/** The days of all that begin in a year. */
function holidaysOf(country: string, year: number): ReadonlySet<string> {
  const key = `${country} ${year}`;
  const found = known.get(key) ?? new Set(daysOf(country, year));
  known.set(key, found);
  return found;
}

function daysOf(country: string, year: number): readonly string[] {
  const Holidays = loaded();
  const calendar = new Holidays(country, { types: ['public', 'bank'] });
  return calendar.getHolidays(year).flatMap(({ date, start, end }) => {
    const first = Temporal.PlainDate.from(date.slice(0, 10));
    // Begun in the afternoon it is a holiday too: half a day at a desk is not worth a reminder.
    const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
    return Array.from({ length: days }, (_, later) => first.add({ days: later }).toString());
  });
}
