// What whoever oversees the exchange looks at each week: what waits, what was decided, and what went another way.
import { instant } from '#bot/text.ts';
import type { View } from '#bot/view.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import { type DigestDesk, digestView, type Fact } from './_digests.ts';

export async function oversightDigest(desk: DigestDesk): Promise<View | undefined> {
  const { records, say, time, days, zone, now } = desk;
  const overseen = await records.digests.overseen(time, days);
  if (!overseen) return undefined;
  const { waiting, waitingSince, decided, waived, departures, ungated, withheld } = overseen;
  const overdue = (await records.actions.open({ until: addDays(localDate(now, zone), -1) })).length;
  const { proceed = 0, decline = 0, return: returned = 0 } = decided;
  if (waiting + proceed + decline + returned + waived + departures + ungated + overdue === 0)
    return undefined;
  const number = (count: number) => [String(count)];
  const facts: Fact[] = [
    [
      say('oversight.waiting'),
      waitingSince === undefined
        ? number(waiting)
        : say('oversight.waiting.since', { count: waiting, since: instant(waitingSince, zone, 'day') }),
    ],
    [say('oversight.decided'), say('oversight.decided.value', { proceed, decline, returned })],
    [say('oversight.waived'), number(waived)],
    [say('oversight.departures'), number(departures)],
    [say('oversight.ungated'), ungated === 0 ? number(0) : say('oversight.ungated.some', { count: ungated })],
    [say('oversight.withheld'), number(withheld)],
    [say('oversight.overdue'), number(overdue)],
  ];
  return digestView('oversight.heading', [{ facts }], desk);
}
