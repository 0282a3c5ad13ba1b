// The calendar file of a course: one event that every calendar updates, or takes out again, when it is opened anew.
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { plainText } from '#bot/plain-text.ts';
import type { FileContent } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import { courseEnd, courseStart } from '#exchange/course.ts';
import type { Language } from '#exchange/languages.ts';
import type { Course } from '#store/records/courses.ts';
import { placeOf } from './_card.ts';
import type { Key } from './words.ts';

/** RFC 5545 and 5546: the UID never changes, and the newest SEQUENCE holds. Times are in UTC. */
export function calendarFile(course: Course, say: Say<Key>, language: Language, now: number): FileContent {
  const cancelled = course.state === 'cancelled';
  const calendar = ical({
    prodId: { company: 'Attaché', product: 'Training exchange', language: language.toUpperCase() },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `${course.id}@attache`,
    sequence: course.sequence,
    stamp: new Date(now),
    start: new Date(courseStart(course)),
    end: new Date(courseEnd(course)),
    summary: course.title,
    description: course.aims,
    location: plainText(placeOf(course, say), { language, zone: course.zone }),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return {
    name: `${course.id}.ics`,
    mediaType: 'text/calendar',
    bytes: new TextEncoder().encode(calendar.toString()),
  };
}
