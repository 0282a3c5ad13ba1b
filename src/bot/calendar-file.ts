// Calendar files: one event that calendars bring up to date, or strike out, when a newer file of it is opened.
import ical, { ICalEventStatus } from 'ical-generator';
import type { Language } from '#exchange/languages.ts';
import type { FileContent } from './view.ts';

export interface CalendarEntry {
  /** Of the record; with it the entry keeps its identity over every change. */
  readonly id: string;
  /** Raised by every change and by a cancellation, or calendars keep the dead event (RFC 5545, 3.8.7.4). */
  readonly sequence: number;
  /** Epoch milliseconds. */
  readonly starts: number;
  readonly ends: number;
  readonly title: string;
  readonly place: string | undefined;
  readonly description: string | undefined;
  readonly cancelled: boolean;
  readonly language: Language;
}

/**
 * A file to open in any calendar. Times are in UTC, as a zone would need its VTIMEZONE; it has no METHOD, which would
 * make an invitation of it and need an ORGANIZER with a mailbox (RFC 5546, 3.2.1). `now` in epoch milliseconds.
 */
export function calendarFile(entry: CalendarEntry, now: number): FileContent {
  const calendar = ical({
    prodId: { company: 'Attaché', product: 'Training exchange', language: entry.language.toUpperCase() },
  });
  calendar.createEvent({
    id: `${entry.id}@attache`,
    sequence: entry.sequence,
    stamp: new Date(now),
    start: new Date(entry.starts),
    end: new Date(entry.ends),
    summary: entry.title,
    status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    ...(entry.description === undefined ? {} : { description: entry.description }),
    ...(entry.place === undefined ? {} : { location: entry.place }),
  });
  return {
    name: `${entry.id}.ics`,
    mediaType: 'text/calendar',
    bytes: new TextEncoder().encode(calendar.toString()),
  };
}
