// Which reminder of reviews somebody gets now, if any.
import { instantAt } from './local-time.ts';
import { dueNow, type Offset, type Reminder, remindersBefore } from './reminders.ts';

const offsets: readonly Offset[] = [{ days: 3 }, { days: 1 }];

/**
 * In the morning of the reviewer's zone, three days and one day before the last day (ISO). `since`: when they were
 * asked, before which none falls due.
 */
export function reviewReminder(asked: {
  readonly due: string;
  readonly zone: string;
  readonly since: number;
  readonly now: number;
}): Reminder | undefined {
  const morning = instantAt(asked.due, '09:00', asked.zone);
  return dueNow(remindersBefore(morning, offsets, asked.zone), asked.now, asked.since);
}
