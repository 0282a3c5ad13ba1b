// When reminders are due, how long each still helps, and which of them is to leave now.
import { addDays, instantAt, nextOfficeHour, type OfficeHours } from './local-time.ts';

/** `slot` names the reminder within its series (`-7d`, `+1d`, `coordinator`); instants in epoch ms. */
export interface Reminder {
  slot: string;
  due: number;
  /** From here on it no longer helps and never leaves. */
  tooLateAt: number;
}

/** A distance from an event: days by the local calendar, hours by the stopwatch, both counted positive. */
export interface Offset {
  days?: number;
  hours?: number;
  /** The slot's name, where `-7d` or `+1d` would not say what it is for. */
  slot?: string;
}

/** To liaisons with no nomination first (§5.10); with `remindersBefore`. */
export const nominationDeadlineOffsets: readonly Offset[] = [
  { days: 21 },
  { days: 7 },
  { days: 2 },
  { hours: 6 },
];

/** At 09:00 of the reader (item 61); the last on the day itself; with `remindersBefore` or `symposiumReminders`. */
export const symposiumOffsets: readonly Offset[] = [
  { days: 90 },
  { days: 30 },
  { days: 7 },
  { days: 1 },
  { days: 0 },
];

/** From the course's end: ask the liaison, remind, then the coordinator; with `remindersAfter`. */
export const attendanceOffsets: readonly Offset[] = [
  { days: 0, slot: 'ask' },
  { days: 1, slot: 'remind' },
  { days: 3, slot: 'coordinator' },
];

/** From the prompt, to those who have not answered (§4.4); with `feedbackReminders`. */
export const feedbackOffsets: readonly Offset[] = [{ hours: 24 }, { hours: 72 }];

/** A questionnaire closes so long after it opened. */
export const feedbackOpenDays = 10;

/** No reminder leaves within so many hours of the close. */
export const feedbackQuietHours = 12;

const hour = 3_600_000;

/**
 * The reminders ahead of an event (epoch ms), earliest first. Days keep the wall clock of `zone` over clock changes.
 * Each helps until half-way to the next; the last before the event until the event; one on the event itself for
 * eight hours.
 */
export function remindersBefore(event: number, offsets: readonly Offset[], zone: string): Reminder[] {
  const planned = plan(event, offsets, -1, zone);
  return planned.map(({ slot, due }, index) => {
    const next = planned[index + 1]?.due;
    const last = due < event ? event : due + 8 * hour;
    return { slot, due, tooLateAt: next === undefined ? last : Math.floor((due + next) / 2) };
  });
}

/** The reminders that follow an event, earliest first. Each helps until the next; the last for seven days. */
export function remindersAfter(event: number, offsets: readonly Offset[], zone: string): Reminder[] {
  const planned = plan(event, offsets, 1, zone);
  return planned.map(({ slot, due }, index) => ({
    slot,
    due,
    tooLateAt: planned[index + 1]?.due ?? shift(due, { days: 7 }, 1, zone),
  }));
}

/** The reminders of a symposium for a reader in `zone`: 09:00 of the reader's own day. */
export function symposiumReminders(startsOn: string, zone: string): Reminder[] {
  return remindersBefore(instantAt(startsOn, '09:00', zone), symposiumOffsets, zone);
}

/** When the questionnaire that opened at `openedAt` closes: ten days later by the clock of `zone`. */
export function feedbackClosesAt(openedAt: number, zone: string): number {
  return shift(openedAt, { days: feedbackOpenDays }, 1, zone);
}

/** The two reminders for somebody prompted at `promptedAt`; none in the last twelve hours before `closesAt`. */
export function feedbackReminders(promptedAt: number, closesAt: number, zone: string): Reminder[] {
  const quietFrom = closesAt - feedbackQuietHours * hour;
  return remindersAfter(promptedAt, feedbackOffsets, zone)
    .filter((reminder) => reminder.due < quietFrom)
    .map((reminder) => ({ ...reminder, tooLateAt: Math.min(reminder.tooLateAt, quietFrom) }));
}

/**
 * The one reminder to leave now, or undefined. When several have fallen due only the latest counts, and only before
 * its `tooLateAt`: after an outage nothing old arrives. What fell due before `since` (the call was not open yet)
 * never leaves.
 */
export function dueNow(
  reminders: readonly Reminder[],
  now: number,
  since: number = Number.NEGATIVE_INFINITY,
): Reminder | undefined {
  const fallen = reminders.filter((reminder) => reminder.due <= now);
  const latest = fallen.reduce<Reminder | undefined>(
    (best, reminder) => (best === undefined || reminder.due > best.due ? reminder : best),
    undefined,
  );
  return latest !== undefined && latest.due >= since && now < latest.tooLateAt ? latest : undefined;
}

function plan(event: number, offsets: readonly Offset[], sign: 1 | -1, zone: string) {
  return offsets
    .map((offset) => ({ slot: slotOf(offset, sign), due: shift(event, offset, sign, zone) }))
    .sort((one, other) => one.due - other.due);
}

/** `-7d`, `-6h`, `0d`, `+1d`, `+1d12h`, or the offset's own name. */
function slotOf({ days = 0, hours = 0, slot }: Offset, sign: 1 | -1): string {
  if (slot !== undefined) return slot;
  if (days === 0 && hours === 0) return '0d';
  return `${sign < 0 ? '-' : '+'}${days === 0 ? '' : `${days}d`}${hours === 0 ? '' : `${hours}h`}`;
}

/** Whole days keep the local time of day and follow `instantAt` at clock changes; hours are exact. */
function shift(event: number, { days = 0, hours = 0 }: Offset, sign: 1 | -1, zone: string): number {
  const exact = sign * hours * hour;
  if (days === 0) return event + exact;
  const local = Temporal.Instant.fromEpochMilliseconds(event).toZonedDateTimeISO(zone);
  const date = addDays(local.toPlainDate().toString(), sign * days);
  return instantAt(date, local.toPlainTime().toString(), zone) + exact;
}

/** As `dueNow`, at the reader's desk: what an outage held back does not arrive at night or on a weekend either. */
export function dueInOffice(
  reminders: readonly Reminder[],
  now: number,
  { zone, hours }: { readonly zone: string; readonly hours: OfficeHours },
  since?: number,
): (Reminder & { readonly notBefore: number }) | undefined {
  const due = dueNow(reminders, now, since);
  const notBefore = nextOfficeHour(now, zone, hours);
  return due && notBefore < due.tooLateAt ? { ...due, notBefore } : undefined;
}
