// When somebody who was asked for feedback and has not answered is reminded: twice at most, in their office hours.
import { nextOfficeHour, type OfficeHours } from './local-time.ts';
import { feedbackReminders, type Reminder } from './reminders.ts';

/** A weekend may bring both reminders to the same morning; they keep at least a day between them. */
const apart = 24 * 3_600_000;

/**
 * The reminders for one person, earliest first. Counted from the office hour in which the questionnaire reached
 * them, each moved to their next office hour; what would come too shortly before the close is left out.
 * Instants in epoch ms.
 */
export function remindersToAnswer(
  opensAt: number,
  closesAt: number,
  zone: string,
  hours: OfficeHours,
): readonly Reminder[] {
  const promptedAt = nextOfficeHour(opensAt, zone, hours);
  let earliest = Number.NEGATIVE_INFINITY;
  const moved = feedbackReminders(promptedAt, closesAt, zone).map((reminder) => {
    const due = nextOfficeHour(Math.max(reminder.due, earliest), zone, hours);
    earliest = due + apart;
    return { ...reminder, due };
  });
  return moved
    .map((reminder, index) => ({ ...reminder, tooLateAt: moved[index + 1]?.due ?? reminder.tooLateAt }))
    .filter((reminder) => reminder.due < reminder.tooLateAt);
}
