// The rules of a course's seats, a line each.
import type { Text } from '#bot/text.ts';
import type { Say } from '#bot/words.ts';
import type { SeatRules } from '#exchange/seat-rules.ts';
import type { Key } from './words.ts';

export function rulesInWords({ cap, floor, reserves }: SeatRules, say: Say<Key>): readonly Text[] {
  const lines = [
    ...(cap === undefined ? [] : [say('rule.cap', { cap })]),
    ...(floor ? [say('rule.floor')] : []),
    ...reserves.map(({ group, seats }) => say('rule.reserve', { group: say(`group.${group}`), seats })),
  ];
  return lines.length === 0 ? [say('rule.none')] : lines;
}
