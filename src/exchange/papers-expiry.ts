// When somebody is told that a paper will have ended before its course begins, or that a mitigation is due or overdue.
import type { Validity } from './approved-content.ts';
import { addDays, instantAt, localDate } from './local-time.ts';
import { dueNow, type Offset, type Reminder, remindersBefore } from './reminders.ts';

const beforeTheEnd: readonly Offset[] = [{ days: 30 }, { days: 7 }];
const beforeDue: readonly Offset[] = [{ days: 3 }];

/** A week's list no longer helps from the morning of its Thursday. */
const weeklyHelps = 3;

/** At nine by the clock of the course. */
export function endReminders(validUntil: string, zone: string): Reminder[] {
  return remindersBefore(instantAt(validUntil, '09:00', zone), beforeTheEnd, zone);
}

/**
 * The reminder to leave now about a paper that its course will still need: it ends before the first day. What fell due before
 * the paper was written (epoch ms) never leaves.
 */
export function endReminder(
  { validUntil, writtenAt }: Pick<Validity, 'validUntil'> & { readonly writtenAt: number },
  { startsOn, zone }: { readonly startsOn: string; readonly zone: string },
  now: number,
): Reminder | undefined {
  return validUntil < startsOn ? dueNow(endReminders(validUntil, zone), now, writtenAt) : undefined;
}

/** Three days before a mitigation is due, at nine; `due` is an ISO date. */
export function mitigationReminder(due: string, zone: string, now: number): Reminder | undefined {
  return dueNow(remindersBefore(instantAt(due, '09:00', zone), beforeDue, zone), now);
}

/** Monday at nine by the clock of the zone; the slot is that Monday's ISO date. Undefined while none helps. */
export function mondayReminder(zone: string, now: number): Reminder | undefined {
  const today = localDate(now, zone);
  const monday = addDays(today, 1 - Temporal.PlainDate.from(today).dayOfWeek);
  const reminder = {
    slot: monday,
    due: instantAt(monday, '09:00', zone),
    tooLateAt: instantAt(addDays(monday, weeklyHelps), '09:00', zone),
  };
  return dueNow([reminder], now);
}

/** Overdue from the day after; both are ISO dates. */
export function isOverdue({ due }: { readonly due: string }, today: string): boolean {
  return due < today;
}
