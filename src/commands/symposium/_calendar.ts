// The calendar entry of an edition: the same identity over every change, so that calendars follow.
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { FileContent } from '#bot/view.ts';
import { instantAt } from '#exchange/local-time.ts';
import type { SymposiumEdition } from '#store/records/symposia.ts';

/** Undefined while it has no dates. Instants in UTC: a zone would need its VTIMEZONE (testing.md). */
export function calendarFile(edition: SymposiumEdition, now: number): FileContent | undefined {
  if (edition.startsOn === undefined || edition.endsOn === undefined) return undefined;
  const calendar = ical({ method: ICalCalendarMethod.PUBLISH, prodId: '//Attache//Training exchange//EN' });
  calendar.createEvent({
    id: `${edition.id}@attache`,
    stamp: new Date(now),
    start: new Date(instantAt(edition.startsOn, '09:00', edition.zone)),
    end: new Date(instantAt(edition.endsOn, '17:00', edition.zone)),
    summary: edition.title,
    sequence: edition.sequence,
    status: edition.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    ...(edition.place === undefined ? {} : { location: edition.place }),
  });
  return {
    name: 'symposium.ics',
    mediaType: 'text/calendar',
    bytes: new TextEncoder().encode(calendar.toString()),
  };
}
