// When the coordinator is told that a mission has not answered: before its day, on its eve, and the morning after.
import type { Consultation } from './consultation.ts';
import { instantAt } from './local-time.ts';
import { dueNow, type Offset, type Reminder, remindersAfter, remindersBefore } from './reminders.ts';

/** The day after its own, a decision no longer waits for it. */
export const afterItsDay = '+1d';

const before: readonly Offset[] = [{ days: 5 }, { days: 1 }];
const after: readonly Offset[] = [{ days: 1 }];

/** At nine by the clock of the course, whose calendar the gate goes by. */
export function consultationReminders(due: string, zone: string): Reminder[] {
  const morning = instantAt(due, '09:00', zone);
  return [...remindersBefore(morning, before, zone), ...remindersAfter(morning, after, zone)];
}

/** The reminder to leave now about a mission without a view; what fell due before it was asked never leaves. */
export function consultationReminder(
  { due, view, askedAt }: Pick<Consultation, 'due' | 'view' | 'askedAt'>,
  zone: string,
  now: number,
): Reminder | undefined {
  return view === undefined ? dueNow(consultationReminders(due, zone), now, askedAt) : undefined;
}
