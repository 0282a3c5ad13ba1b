// The rule of allocation said as plainly as it can be, slow and without any of what the real one does to be quick.
import type { Contender, SeatsToGive } from '#exchange/allocation.ts';

/** Whether `chosen` may all have a reserved seat, and as many reserved seats as possible be filled with them among those. */
export type FillsReserves = (question: SeatsToGive, chosen: readonly Contender[]) => boolean;

/** Ids in the order in which they get a seat. */
export function plainAllocation(question: SeatsToGive, fills: FillsReserves): string[] {
  const chosen: Contender[] = [];
  for (const isForReserves of [true, false]) {
    while (chosen.length < question.seats) {
      const may = question.contenders.filter(
        (one) =>
          !chosen.includes(one) &&
          hereOf(question, chosen, one.organisation) < (question.rules.cap ?? Number.POSITIVE_INFINITY) &&
          (!isForReserves || fills(question, [...chosen, one])),
      );
      const firstOfEach = may.filter(
        (one) =>
          !may.some((other) => other.organisation === one.organisation && isBefore(ownKeys, other, one)),
      );
      const keys = (one: Contender) => claimKeys(question, chosen, one);
      const winner = firstOfEach.find((one) => firstOfEach.every((other) => !isBefore(keys, other, one)));
      if (winner === undefined) break;
      chosen.push(winner);
    }
  }
  return chosen.map(({ id }) => id);
}

/** A fraction, so that nothing is rounded. */
type Key = string | readonly [bigint, bigint];

function isBefore(keys: (one: Contender) => readonly Key[], one: Contender, other: Contender): boolean {
  const others = keys(other);
  for (const [at, key] of keys(one).entries()) {
    const order = compare(key, others[at] ?? '');
    if (order !== 0) return order < 0;
  }
  return false;
}

function compare(one: Key, other: Key): number {
  if (typeof one === 'string' || typeof other === 'string') return one < other ? -1 : one > other ? 1 : 0;
  const difference = one[0] * other[1] - other[0] * one[1];
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function whole(number: number): readonly [bigint, bigint] {
  return [BigInt(number), 1n];
}

const last = 10 ** 15;

function ownKeys({ score, asReserve, priority, sentAt, lot }: Contender): readonly Key[] {
  return [
    whole(score === undefined ? last : -score),
    whole(Number(asReserve)),
    whole(priority ?? last),
    whole(sentAt ?? last),
    lot,
  ];
}

function claimKeys(question: SeatsToGive, chosen: readonly Contender[], one: Contender): readonly Key[] {
  const claimant = question.claimants.find(({ organisation }) => organisation === one.organisation);
  if (claimant === undefined) throw new Error(`Nobody knows ${one.organisation}.`);
  const given = chosen.filter(({ organisation }) => organisation === one.organisation).length;
  const received = BigInt(claimant.received + given);
  const weight = BigInt(claimant.weight);
  return [
    whole(question.rules.floor && received > 0n ? 1 : 0),
    // The larger quotient first: weight / (2 received + 1), turned round.
    [2n * received + 1n, weight],
    [received, weight],
    given > 0 ? 'just now' : (claimant.lastOn ?? ''),
    one.sentOn ?? 'never',
    one.lot,
  ];
}

function hereOf({ claimants }: SeatsToGive, chosen: readonly Contender[], organisation: string): number {
  const before = claimants.find((one) => one.organisation === organisation)?.here ?? 0;
  return before + chosen.filter((one) => one.organisation === organisation).length;
}

/** By trying: every set of nominees, every way to seat them. For a handful of them. */
export const fillsByTrying: FillsReserves = (question, chosen) => {
  const { seats, contenders, rules } = question;
  const cap = rules.cap ?? Number.POSITIVE_INFINITY;
  const counts = (set: readonly Contender[]) =>
    set.every(({ organisation }) => hereOf(question, set, organisation) <= cap) && canAllSit(question, set);
  const members = contenders.filter(({ groups }) =>
    rules.reserves.some(({ group }) => groups.includes(group)),
  );
  const sets: Contender[][] = [[]];
  for (const one of members) sets.push(...sets.map((set) => [...set, one]));
  const possible = sets.filter((set) => set.length <= seats && counts(set));
  const most = Math.max(...possible.map((set) => set.length));
  return possible.some((set) => set.length === most && chosen.every((one) => set.includes(one)));
};

/** Whether all of them find a reserved seat beside as many of those who are seated already as would without them. */
function canAllSit({ seated, rules }: SeatsToGive, set: readonly Contender[]): boolean {
  const own = set.map(({ groups }) => groups);
  return mostSeated(rules.reserves, [...seated, ...own]) - mostSeated(rules.reserves, seated) === own.length;
}

function mostSeated(
  reserves: SeatsToGive['rules']['reserves'],
  [first, ...others]: readonly (readonly string[])[],
): number {
  if (first === undefined) return 0;
  const without = mostSeated(reserves, others);
  const withFirst = reserves
    .filter(({ group, seats }) => seats > 0 && first.includes(group))
    .map(({ group }) => {
      const left = reserves.map((one) => (one.group === group ? { ...one, seats: one.seats - 1 } : one));
      return 1 + mostSeated(left, others);
    });
  return Math.max(without, ...withFirst);
}
