// Local dates and times of people in their zones, turned to instants and back, and read as people type them.

/** The instant (epoch ms) of a local time; in a gap the first instant after it, in an overlap the first of the two. */
export function instantAt(_date: string, _time: string, _zone: string): number {
  throw new Error('not yet written');
}

/** The ISO date that the calendar of the zone shows at an instant (epoch ms). */
export function localDate(_instant: number, _zone: string): string {
  throw new Error('not yet written');
}

/** The `HH:MM` that the clocks of the zone show at an instant (epoch ms). */
export function localTime(_instant: number, _zone: string): string {
  throw new Error('not yet written');
}

/** The ISO date `days` later (earlier when negative). */
export function addDays(_date: string, _days: number): string {
  throw new Error('not yet written');
}

/** Days from one ISO date to another; negative when `to` is earlier. */
export function daysBetween(_from: string, _to: string): number {
  throw new Error('not yet written');
}

/** True for a zone of the IANA database by name; bare offsets such as `+01:00` are not zones of people. */
export function isZone(_zone: string): boolean {
  throw new Error('not yet written');
}

/** True for a real ISO date such as `2027-03-01`. */
export function isDate(_text: string): boolean {
  throw new Error('not yet written');
}

/** `impossible` is well formed but does not exist; the example is one that would be understood. */
export type DateReading = { date: string } | { problem: 'impossible' | 'unreadable'; example: string };

/**
 * Reads `2027-03-01`, or day first `1/3/2027`, `1.3.27`, `1-3` (the next such day), in Western, Arabic-Indic or
 * Eastern Arabic digits. `today` is the reader's ISO date.
 */
export function parseDate(_text: string, _options: { today: string }): DateReading {
  throw new Error('not yet written');
}

export type TimeReading = { time: string } | { problem: 'impossible' | 'unreadable'; example: string };

/** Reads `9`, `09:30`, `9.30`, `9h30`, `9:30 pm`, in any of the digits. */
export function parseTime(_text: string): TimeReading {
  throw new Error('not yet written');
}

/** Arabic-Indic (٠–٩) and Eastern Arabic (۰–۹) digits as Western ones; all else as it was. */
export function foldDigits(_text: string): string {
  throw new Error('not yet written');
}

/** Full hours of the local clock, `to` excluded; weekend days in ISO numbers, Monday 1 to Sunday 7. */
export interface OfficeHours {
  from: number;
  to: number;
  weekend: readonly number[];
}

/** The instant itself when it lies inside office hours of a working day, else the next opening. Epoch ms. */
export function nextOfficeHour(_instant: number, _zone: string, _hours: OfficeHours): number {
  throw new Error('not yet written');
}
