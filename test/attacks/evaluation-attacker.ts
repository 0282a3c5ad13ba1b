// Somebody who computes with summaries: what is told of sets of people, subtracted from each other, and every possibility tried.

/** How often each answer was given by some people; a bit of `of` stands for each of them. */
export interface Observation {
  readonly of: bigint;
  readonly counts: readonly number[];
}

interface Known extends Observation {
  readonly size: number;
}

/** What somebody knows before asking: their own answers, by the place in `of`. */
export type Own = ReadonlyMap<number, number>;

/** What follows by taking smaller sets out of larger ones, of the smallest sets as many as somebody has patience for. */
export function allThatFollows(told: readonly Observation[], most = 400): readonly Known[] {
  const known = new Map<bigint, Known>();
  const toLookAt: Known[][] = [];
  const note = ({ of, counts }: Observation) => {
    if (of === 0n || known.has(of)) return;
    const one = { of, counts, size: counts.reduce((sum, number) => sum + number, 0) };
    known.set(of, one);
    const alike = toLookAt[one.size] ?? [];
    toLookAt[one.size] = alike;
    alike.push(one);
  };
  const next = () => toLookAt.find((some) => some && some.length > 0)?.pop();
  for (const one of told) note(one);
  const looked: Known[] = [];
  for (let one = next(); one && looked.length < most; one = next()) {
    looked.push(one);
    for (const other of looked) {
      const [small, large] = one.size < other.size ? [one, other] : [other, one];
      if (small === large || (small.of & large.of) !== small.of) continue;
      const counts = large.counts.map((number, at) => number - (small.counts[at] ?? 0));
      note({ of: large.of ^ small.of, counts });
    }
  }
  return [...known.values()];
}

/** Whose answers come out exactly, for somebody with answers of their own among them. */
export function recovered(follows: readonly Known[], own: Own): ReadonlyMap<number, number> {
  const out = new Map<number, number>();
  for (const { of, counts, size } of follows) {
    const mine = [...own].filter(([place]) => of & (1n << BigInt(place)));
    const others = size - mine.length;
    if (others === 0) continue;
    const left = [...counts];
    for (const [, answer] of mine) left[answer] = (left[answer] ?? 0) - 1;
    const only = left.indexOf(others);
    if (only >= 0) for (const place of placesIn(of)) if (!own.has(place)) out.set(place, only);
  }
  return out;
}

function placesIn(of: bigint): readonly number[] {
  const places: number[] = [];
  for (let left = of, place = 0; left > 0n; left >>= 1n, place += 1) if (left & 1n) places.push(place);
  return places;
}

/** How often each of some answers was given, in every way in which `people` may have given them. */
export function everyWay(people: number, answers: number): readonly (readonly number[])[] {
  if (answers === 1) return [[people]];
  return Array.from({ length: people + 1 }, (_, first) =>
    everyWay(people - first, answers - 1).map((rest) => [first, ...rest]),
  ).flat();
}

/**
 * In how many situations somebody is certain of the answer of another, who knows the rules and lays beside each other
 * all that people in parts of these sizes may have answered and that looks the same: from outside, or as one of them.
 * `about` says what of an answer is wanted, where an answer is several.
 */
export function certainties(
  sizes: readonly number[],
  answers: number,
  see: (parts: readonly (readonly number[])[]) => unknown,
  about: (answer: number) => number = (answer) => answer,
): number {
  const possible = new Map<string, Set<number>[]>();
  const ways = sizes.map((size) => everyWay(size, answers));
  const note = (key: string, others: readonly (readonly number[])[]) => {
    const sets = possible.get(key) ?? sizes.map(() => new Set<number>());
    possible.set(key, sets);
    for (const [part, counts] of others.entries())
      for (const [answer, number] of counts.entries()) if (number > 0) sets[part]?.add(about(answer));
  };
  for (const parts of product(ways)) {
    const seen = JSON.stringify(see(parts));
    note(seen, parts);
    for (const [part, counts] of parts.entries())
      for (const [own, number] of counts.entries()) {
        if (number === 0) continue;
        const others = parts.with(part, counts.with(own, number - 1));
        note(`${part} ${own} ${seen}`, others);
      }
  }
  return [...possible.values()].flat().filter(({ size }) => size === 1).length;
}

function product<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (some, list) => some.flatMap((before) => list.map((one) => [...before, one])),
    [[]],
  );
}
