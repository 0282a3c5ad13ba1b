// When a nominee is reminded that their consent is waited for, or a manager their release, and the liaison officer that it is.
import { instantAt, localDate } from './local-time.ts';
import { dueNow, type Offset, type Reminder, remindersAfter, remindersBefore } from './reminders.ts';

const after: readonly Offset[] = [{ days: 3 }];
const before: readonly Offset[] = [{ days: 1 }];

/** How far a sweep has to look: three days after it was handed in, and as long as that still helps. */
export const chasedWithin = {
  from: 12 * 86_400_000,
  until: 2 * 86_400_000,
  deadline: 3 * 86_400_000,
} as const;

/** Instants in epoch ms; `zone` is the organisation's. */
export interface Unanswered {
  readonly sentAt: number;
  readonly deadline: number;
  readonly zone: string;
}

/** On the morning of the third day, and on the one before nominations close; only the later of the two that are due. */
export function consentReminder({ sentAt, deadline, zone }: Unanswered, now: number): Reminder | undefined {
  const morningOf = (instant: number) => instantAt(localDate(instant, zone), '09:00', zone);
  const late = remindersAfter(morningOf(sentAt), after, zone);
  const last =
    sentAt < deadline ? remindersBefore(Math.min(deadline, morningOf(deadline)), before, zone) : [];
  return dueNow([...late, ...last], now, sentAt);
}
