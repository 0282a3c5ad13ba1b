// When somebody is reminded of what has to be done before a course, and a coordinator of a vetting that runs out.
import { instantAt } from './local-time.ts';
import { dueNow, type Offset, type Reminder, remindersBefore } from './reminders.ts';

/** Product §8a: two weeks, one week and three days before the first day, in the morning of the course. */
const prerequisiteOffsets: readonly Offset[] = [{ days: 14 }, { days: 7 }, { days: 3 }];

/** Before a vetting ends on which somebody depends. */
const vettingOffsets: readonly Offset[] = [{ days: 30 }, { days: 7 }];

/** The first of them, in days: nothing is due earlier. */
export const firstVettingReminder = 30;

const morning = '09:00';

/** What falls due now of a course's prerequisites. */
export function prerequisiteReminder(
  { startsOn, zone }: { readonly startsOn: string; readonly zone: string },
  now: number,
): Reminder | undefined {
  return dueNow(remindersBefore(instantAt(startsOn, morning, zone), prerequisiteOffsets, zone), now);
}

/** What falls due now of a vetting that ends on a day, for a hub in this zone. */
export function vettingReminder(validUntil: string, zone: string, now: number): Reminder | undefined {
  return dueNow(remindersBefore(instantAt(validUntil, morning, zone), vettingOffsets, zone), now);
}
