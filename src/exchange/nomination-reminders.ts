// Which reminder of a nomination deadline an organisation's liaison officers get now, if any.
import { instantAt, localDate } from './local-time.ts';
import { dueNow, nominationDeadlineOffsets, type Reminder, remindersBefore } from './reminders.ts';

/** Instants in epoch ms; `zone` is the organisation's, by whose days is counted. */
export interface NominationCall {
  deadline: number;
  publishedAt: number;
  zone: string;
  /** Whether the organisation has somebody nominated already. */
  nominated: boolean;
  now: number;
}

/** One slot also reminds those who have nominated: there may be time for one more. */
export function remindsThoseWhoNominated(slot: string): boolean {
  return slot === '-2d';
}

/**
 * Organisations without a nomination are reminded at every slot, the others at one alone (§5.10). What fell due
 * before the call was published, and what no longer helps, never leaves.
 */
export function nominationReminder(call: NominationCall): Reminder | undefined {
  const all = deadlineReminders(call.deadline, call.zone);
  const theirs = call.nominated ? all.filter((reminder) => remindsThoseWhoNominated(reminder.slot)) : all;
  return dueNow(theirs, call.now, call.publishedAt);
}

/** Days are counted to the morning of the deadline's day: it closes at midnight, when nobody wants to be written to. */
function deadlineReminders(deadline: number, zone: string): readonly Reminder[] {
  const morning = Math.min(deadline, instantAt(localDate(deadline, zone), '09:00', zone));
  const inDays = nominationDeadlineOffsets.filter((offset) => offset.days !== undefined);
  const inHours = nominationDeadlineOffsets.filter((offset) => offset.hours !== undefined);
  return [...remindersBefore(morning, inDays, zone), ...remindersBefore(deadline, inHours, zone)];
}
