// The calendar entry of a course, from its first morning to its last afternoon.
import { type CalendarEntry, calendarFile } from '#bot/calendar-file.ts';
import { plainText } from '#bot/plain-text.ts';
import type { FileContent } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import { courseEnd, courseStart } from '#exchange/course.ts';
import type { Language } from '#exchange/languages.ts';
import type { Course } from '#store/records/courses.ts';
import { placeOf } from './_card.ts';
import type { Key } from './words.ts';

/** `language` is the one in which the place is named where the course is on line. `now` in epoch milliseconds. */
export function courseCalendar(course: Course, say: Say<Key>, language: Language, now: number): FileContent {
  const entry: CalendarEntry = {
    id: course.id,
    sequence: course.sequence,
    starts: courseStart(course),
    ends: courseEnd(course),
    title: course.title,
    description: course.aims,
    place: plainText(placeOf(course, say), { language, zone: course.zone }),
    cancelled: course.state === 'cancelled',
    language,
  };
  return calendarFile(entry, now);
}
