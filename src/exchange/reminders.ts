// When reminders are due, how long each still helps, and which of them is to leave now.

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

/**
 * The reminders ahead of an event (epoch ms), earliest first. Days keep the wall clock of `zone` over clock changes.
 * Each helps until half-way to the next; the last before the event until the event; one on the event itself for
 * eight hours.
 */
export function remindersBefore(_event: number, _offsets: readonly Offset[], _zone: string): Reminder[] {
  throw new Error('not yet written');
}

/** The reminders that follow an event, earliest first. Each helps until the next; the last for seven days. */
export function remindersAfter(_event: number, _offsets: readonly Offset[], _zone: string): Reminder[] {
  throw new Error('not yet written');
}

/** The reminders of a symposium for a reader in `zone`: 09:00 of the reader's own day. */
export function symposiumReminders(_startsOn: string, _zone: string): Reminder[] {
  throw new Error('not yet written');
}

/** When the questionnaire that opened at `openedAt` closes: ten days later by the clock of `zone`. */
export function feedbackClosesAt(_openedAt: number, _zone: string): number {
  throw new Error('not yet written');
}

/** The two reminders for somebody prompted at `promptedAt`; none in the last twelve hours before `closesAt`. */
export function feedbackReminders(_promptedAt: number, _closesAt: number, _zone: string): Reminder[] {
  throw new Error('not yet written');
}

/**
 * The one reminder to leave now, or undefined. When several have fallen due only the latest counts, and only before
 * its `tooLateAt`: after an outage nothing old arrives. What fell due before `since` (the call was not open yet)
 * never leaves.
 */
export function dueNow(_reminders: readonly Reminder[], _now: number, _since?: number): Reminder | undefined {
  throw new Error('not yet written');
}
