// What a clock on the wall shows, told by Intl and not by Temporal, so that one can be held against the other.

const clocks = new Map<string, Intl.DateTimeFormat>();

/** `2027-03-01 08:00` */
export function wall(instant: number, zone: string): string {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  clocks.set(zone, clock);
  return clock.format(instant);
}
