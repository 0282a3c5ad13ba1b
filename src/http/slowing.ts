// How often anybody may try a code: enough for people, too seldom for a machine that guesses.
import { boundedMap } from '#bot/bounded-map.ts';
import type { Clock } from '#bot/clock.ts';

const triesInAMinute = 30;
const minute = 60_000;
const mostRemembered = 10_000;

/** True while whoever asks from this address may try another. */
export function makeSlowing(clock: Clock): (address: string) => boolean {
  const tries = boundedMap<string, { since: number; count: number }>(mostRemembered);
  return (address) => {
    const now = clock.now();
    const before = tries.get(address);
    const current = before && now - before.since < minute ? before : { since: now, count: 0 };
    tries.set(address, { since: current.since, count: current.count + 1 });
    return current.count < triesInAMinute;
  };
}
