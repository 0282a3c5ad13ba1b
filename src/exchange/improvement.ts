// Improvement actions: what is changed after a course, when whoever sees to it is reminded, and when one is asked for.
import { instantAt, localDate, nextOfficeHour, type OfficeHours } from './local-time.ts';
import { dueInOffice, type Reminder, remindersAfter, remindersBefore } from './reminders.ts';

const actionStates = ['open', 'done', 'dropped'] as const;

export type ActionState = (typeof actionStates)[number];

/** In characters; and how many a course may have, so that each is meant. */
export const actionLimits = { what: 300, effect: 500, ofCourse: 12 } as const;

/** Only after a course has been held is there something to learn from it. */
export const improvedStates = ['delivered', 'evaluating', 'closed'] as const;

/** How long after its close a summary without an action is asked for one: from the eighth day, for half a year. */
export const actionWanted = { afterDays: 7, forDays: 182 } as const;

/** A day before which nothing falls due that a sweep has to look at, and one after. */
export const chasedDays = { before: 8, after: 12 } as const;

/**
 * A week before its day and on the day after it, each in the office hours of whoever sees to it (product §8a). A new day
 * makes both anew: their slots carry it.
 */
export function actionReminders(dueOn: string, zone: string, hours: OfficeHours): readonly Reminder[] {
  const day = instantAt(dueOn, '09:00', zone);
  const planned = [...remindersBefore(day, [{ days: 7 }], zone), ...remindersAfter(day, [{ days: 1 }], zone)];
  return planned.map((reminder) => ({
    ...reminder,
    slot: `${dueOn} ${reminder.slot}`,
    due: nextOfficeHour(reminder.due, zone, hours),
  }));
}

/** What fell due before the action was given to them, or had this day (epoch ms), never leaves. */
export function actionReminder(
  { dueOn, changedAt }: { readonly dueOn: string; readonly changedAt: number },
  { zone, hours }: { readonly zone: string; readonly hours: OfficeHours },
  now: number,
): (Reminder & { readonly notBefore: number }) | undefined {
  return dueInOffice(actionReminders(dueOn, zone, hours), now, { zone, hours }, changedAt);
}

/** From the day after its day; ISO dates. */
export function isOverdueAction(
  { state, dueOn }: { readonly state: ActionState; readonly dueOn: string },
  now: number,
  zone: string,
): boolean {
  return state === 'open' && dueOn < localDate(now, zone);
}
