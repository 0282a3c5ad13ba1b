// Attendance by day: who was there on which day of a course, and what that makes of the whole course.
import { addDays, daysBetween, instantAt, type OfficeHours } from './local-time.ts';
import type { NominationState } from './nomination.ts';
import type { Reminder } from './reminders.ts';

export const presences = ['present', 'absent', 'excused'] as const;

/** How somebody is marked for one day. Whoever is excused was not there either: the record only says why. */
export type Presence = (typeof presences)[number];

/** On how many days somebody was marked as what. */
export type PresenceCount = Readonly<Record<Presence, number>>;

export const noPresence: PresenceCount = { present: 0, absent: 0, excused: 0 };

/**
 * What the days make of the whole course: undefined while somebody has a day that others were marked for, and they were
 * not. Days for which nobody was marked, such as those without teaching, do not count. `threshold` in per cent.
 */
export function markFromDays(
  count: PresenceCount,
  daysMarked: number,
  threshold: number,
): Extract<NominationState, 'attended' | 'partial' | 'no-show'> | undefined {
  const marked = count.present + count.absent + count.excused;
  if (daysMarked === 0 || marked < daysMarked) return undefined;
  if (count.present === 0) return 'no-show';
  return count.present * 100 >= threshold * daysMarked ? 'attended' : 'partial';
}

/** The days of a course that have come, in order: its whole calendar, up to `today` where it is (ISO). */
export function daysUntil(course: { startsOn: string; endsOn: string }, today: string): readonly string[] {
  const last = today < course.endsOn ? today : course.endsOn;
  const number = daysBetween(course.startsOn, last) + 1;
  return Array.from({ length: Math.max(0, number) }, (_, at) => addDays(course.startsOn, at));
}

/** Long enough for the morning after, and over before the next day ends. */
const reminderHelpsFor = 16 * 3_600_000;

/**
 * When each day of a course is to be marked: at 17:00 in its zone, the slot being the day. None for the last, after which
 * the whole course is asked for; of days on which nobody works only for the first, which has teaching.
 */
export function dayReminders(
  course: { startsOn: string; endsOn: string; zone: string },
  { isWorkingDay }: Pick<OfficeHours, 'isWorkingDay'>,
): readonly Reminder[] {
  return daysUntil(course, course.endsOn)
    .filter((day) => day !== course.endsOn && (day === course.startsOn || isWorkingDay(day)))
    .map((day) => {
      const due = instantAt(day, '17:00', course.zone);
      return { slot: day, due, tooLateAt: due + reminderHelpsFor };
    });
}
