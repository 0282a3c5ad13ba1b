// On which ground somebody has a seat, and why an organisation has as many as it has, in words.
import type { Text } from '#bot/text.ts';
import type { Say } from '#bot/words.ts';
import type { PlannedSeat } from '#exchange/seat-plan.ts';
import type { Key } from './words.ts';

/** "by the reserve for women". */
export function groundText(say: Say<Key>, by: NonNullable<PlannedSeat['by']>): Text {
  if (by === 'turn' || by === 'floor' || by === 'departure') return say(`ground.${by}`);
  return say('ground.reserve', { group: say(`group.${by}`) });
}

/**
 * Of an organisation's last seat, or of why it has none; `own` are its rows after departures, `proposed` all rows before
 * them.
 */
export function whyText(
  say: Say<Key>,
  own: readonly PlannedSeat[],
  proposed: readonly PlannedSeat[],
  cap: number | undefined,
): Text {
  const seated = own.filter(({ by }) => by !== null);
  const before = proposed.filter(
    ({ organisation, by }) => organisation === own[0]?.organisation && by !== null,
  ).length;
  if (before > seated.length) return say('why.away');
  const last = seated.at(-1);
  if (last === undefined || last.by === null)
    return say(cap !== undefined && seated.length >= cap ? 'why.cap' : 'why.others');
  if (last.by === 'departure') return say('why.departure');
  if (last.by === 'floor') return say('why.floor');
  if (last.by !== 'turn') return say('why.reserve', { group: say(`group.${last.by}`) });
  if (last.byLot) return say('why.lot');
  return say(cap !== undefined && seated.length >= cap ? 'why.cap' : 'why.turn');
}

/** Of a single seat. */
export function whyOf(say: Say<Key>, row: PlannedSeat): Text {
  return whyText(say, [row], [row], undefined);
}

/** A code for each outcome, the same in every language (product §5.12). */
export function codeOf(by: PlannedSeat['by']): string {
  switch (by) {
    case null:
      return 'reserve';
    case 'turn':
    case 'floor':
    case 'departure':
      return `seat-by-${by}`;
    default:
      return `seat-by-reserve-${by}`;
  }
}
