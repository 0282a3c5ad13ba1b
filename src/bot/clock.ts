// What time it is, handed in: the machine's own clock, or the practice room's, which can be moved.

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

export const machineClock: Clock = { now: () => Date.now() };
