// The calendar entry of an edition, from its first morning to its last afternoon.
import { calendarFile } from '#bot/calendar-file.ts';
import type { FileContent } from '#bot/view.ts';
import type { Language } from '#exchange/languages.ts';
import { instantAt } from '#exchange/local-time.ts';
import type { SymposiumEdition } from '#store/records/symposia.ts';

/** Undefined while it has no dates. `now` in epoch milliseconds. */
export function editionCalendar(
  edition: SymposiumEdition,
  language: Language,
  now: number,
): FileContent | undefined {
  const { startsOn, endsOn, zone } = edition;
  if (startsOn === undefined || endsOn === undefined) return undefined;
  const entry = {
    id: edition.id,
    sequence: edition.sequence,
    starts: instantAt(startsOn, '09:00', zone),
    ends: instantAt(endsOn, '17:00', zone),
    title: edition.title,
    place: edition.place,
    description: undefined,
    cancelled: edition.state === 'cancelled',
    language,
  };
  return calendarFile(entry, now);
}
