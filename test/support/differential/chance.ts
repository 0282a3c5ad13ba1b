// Chance that can be repeated: the same seed gives the same choices, on every machine.

export interface Chance {
  /** A whole number from `from` to `to`, both included. */
  number(from: number, to: number): number;
  /** True so often: 0.2 is one in five. */
  often(share: number): boolean;
  pick<T>(among: readonly [T, ...T[]]): T;
  /** Undefined when there is nothing to pick. */
  some<T>(among: readonly T[]): T | undefined;
  /** Some of them, in their order; possibly none or all. */
  subset<T>(among: readonly T[]): T[];
}

/** Mulberry32: 32 bits of state are enough to choose among operations. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  const number = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    number,
    often: (share) => next() < share,
    pick: (among) => among[number(0, among.length - 1)] ?? among[0],
    some: (among) => (among.length === 0 ? undefined : among[number(0, among.length - 1)]),
    subset: (among) => {
      const share = next();
      return among.filter(() => next() < share);
    },
  };
}
