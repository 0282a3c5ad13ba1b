// When somebody who was offered a seat and has not answered is reminded: at half time and before the end, not at night.
import { addDays, instantAt, localDate, localTime } from './local-time.ts';
import type { Reminder } from './reminders.ts';

const hour = 3_600_000;

/** No reminder leaves in these hours of its reader, unless morning would be too late. */
const night = { from: '22:00', to: '07:00' } as const;

/** A second reminder only where the offer stands for longer than this, and so long before its end; milliseconds. */
const longWindow = 12 * hour;
const beforeEnd = 3 * hour;
/** In the morning so much time must be left for an answer. */
const stillHelps = 2 * hour;

/** The reminders of an offer that stands from `from` until `until` (epoch ms), for a reader in `zone`; earliest first. */
export function offerReminders(from: number, until: number, zone: string): readonly Reminder[] {
  const half = { slot: 'half', due: byDay(Math.floor((from + until) / 2), until, zone) };
  const last = { slot: 'last', due: byDay(until - beforeEnd, until, zone) };
  if (until - from <= longWindow) return [{ ...half, tooLateAt: until }];
  // Both would be read in the same morning.
  if (last.due - half.due < hour) return [{ ...last, tooLateAt: until }];
  return [
    { ...half, tooLateAt: last.due },
    { ...last, tooLateAt: until },
  ];
}

/** The instant itself by day; by night the next morning, while there is time left then. */
function byDay(due: number, until: number, zone: string): number {
  const time = localTime(due, zone);
  if (time >= night.to && time < night.from) return due;
  const today = localDate(due, zone);
  const morning = instantAt(time < night.to ? today : addDays(today, 1), night.to, zone);
  return morning + stillHelps <= until ? morning : due;
}

/** The next instant after `now` at which something is to be done about an open offer: a reminder, or its end. */
export function nextLook(reminders: readonly Reminder[], until: number, now: number): number {
  const ahead = reminders.map(({ due }) => due).filter((due) => due > now);
  return Math.min(until, ...ahead);
}
