// Local dates and times of people in their zones, turned to instants and back, and read as people type them.

/**
 * The instant (epoch ms) at which the clocks of a zone show a date and time: `2027-03-01`, `08:00`,
 * `Europe/Zurich`. A time that a clock change skips gives the first instant after the gap; of a time that comes
 * twice the first. Throws RangeError on anything that is not a real date, time or zone.
 */
export function instantAt(date: string, time: string, zone: string): number {
  const wanted = Temporal.PlainDateTime.from(`${date}T${time}`, { overflow: 'reject' });
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (found.toPlainDateTime().equals(wanted)) return found.epochMilliseconds;

  // Inside a gap "earlier" lands before the change, so the change itself is the next transition.
  const change = found.getTimeZoneTransition('next');
  if (change === null) throw new RangeError(`${zone} never shows ${date} ${time}`);
  return change.epochMilliseconds;
}

function zoned(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}

/** The ISO date that the calendar of the zone shows at an instant (epoch ms). */
export function localDate(instant: number, zone: string): string {
  return zoned(instant, zone).toPlainDate().toString();
}

/** The `HH:MM` that the clocks of the zone show at an instant (epoch ms). */
export function localTime(instant: number, zone: string): string {
  return zoned(instant, zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** The ISO date `days` later (earlier when negative). */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Days from one ISO date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days;
}

/** True for a zone of the IANA database by name; bare offsets such as `+01:00` are not zones that people live in. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z][\w+/-]*$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** True for a real ISO date such as `2027-03-01`. */
export function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts !== null && isRealDay(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

function isRealDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
}

function isoDate(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** `impossible` is well formed but does not exist; the example is one that would be understood. */
export type DateReading = { date: string } | { problem: 'impossible' | 'unreadable'; example: string };

/**
 * Reads `2027-03-01`, or day first `1/3/2027`, `1.3.27`, `1-3` (the next such day), in Western, Arabic-Indic or
 * Eastern Arabic digits. `today` is the reader's ISO date.
 */
export function parseDate(text: string, { today }: { today: string }): DateReading {
  const plain = plainNumerals(text).replace(/\s*[/.\-\u060d]\s*|\s+/g, '-');

  const yearFirst = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  if (yearFirst) return readDay(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));

  const dayFirst = /^(\d{1,2})-(\d{1,2})(?:-(\d{4}|\d{2}))?$/.exec(plain);
  if (!dayFirst) return { problem: 'unreadable', example: addDays(today, 30) };
  const day = Number(dayFirst[1]);
  const month = Number(dayFirst[2]);
  const year = dayFirst[3];
  if (year === undefined) return nextSuchDay(month, day, today);
  return readDay(year.length === 2 ? 2000 + Number(year) : Number(year), month, day);
}

function readDay(year: number, month: number, day: number): DateReading {
  if (isRealDay(year, month, day)) return { date: isoDate(year, month, day) };
  return { problem: 'impossible', example: nearestDay(year, month, day) };
}

/** The real day that was most likely meant: month and day swapped back, or the last day of the month. */
function nearestDay(year: number, month: number, day: number): string {
  if (isRealDay(year, day, month)) return isoDate(year, day, month);
  const nearMonth = Math.min(Math.max(month, 1), 12);
  const last = Temporal.PlainYearMonth.from({ year, month: nearMonth }).daysInMonth;
  return isoDate(year, nearMonth, Math.min(Math.max(day, 1), last));
}

function nextSuchDay(month: number, day: number, today: string): DateReading {
  const thisYear = Temporal.PlainDate.from(today).year;
  // Eight years, because 29 February may be missing for so long (1897–1903, 2097–2103).
  for (let year = thisYear; year <= thisYear + 8; year++) {
    if (isRealDay(year, month, day) && isoDate(year, month, day) >= today) {
      return { date: isoDate(year, month, day) };
    }
  }
  return { problem: 'impossible', example: nearestDay(thisYear + 1, month, day) };
}

/** Arabic-Indic (٠–٩) and Eastern Arabic (۰–۹) digits as Western ones; all else as it was. */
export function foldDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/** Western digits and plain hyphens, without the direction marks that keyboards put between Arabic digits. */
function plainNumerals(text: string): string {
  return foldDigits(text)
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Pd}|\u2212/gu, '-')
    .trim();
}

/** Full hours of the local clock, `to` excluded, on working days (ISO dates). */
export interface OfficeHours {
  from: number;
  to: number;
  isWorkingDay(date: string): boolean;
}

/**
 * The instant itself when it lies inside office hours of a working day, else the next opening. Epoch ms.
 * Throws RangeError when the office never opens.
 */
export function nextOfficeHour(instant: number, zone: string, hours: OfficeHours): number {
  if (isOfficeHour(instant, zone, hours)) return instant;

  const time = `${String(hours.from).padStart(2, '0')}:00`;
  const today = localDate(instant, zone);
  // The longest feasts last a week and more, and may touch weekends and a day that a clock change swallows.
  for (let days = 0; days <= 40; days++) {
    const opening = instantAt(addDays(today, days), time, zone);
    if (opening >= instant && isOfficeHour(opening, zone, hours)) return opening;
  }
  throw new RangeError(`Office hours ${hours.from}–${hours.to} never come within forty days of ${today}`);
}

function isOfficeHour(instant: number, zone: string, hours: OfficeHours): boolean {
  const here = zoned(instant, zone);
  const open = here.hour >= hours.from && here.hour < hours.to;
  return open && hours.isWorkingDay(here.toPlainDate().toString());
}
