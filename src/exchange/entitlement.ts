// What an organisation is entitled to over the window, exactly, and which of two organisations is to have the next seat.

/** A whole number from 1: how large an organisation is beside the others. */
export const weightLimits = { min: 1, max: 1_000_000, fallback: 1 } as const;

/** An organisation with what it has received in the window. */
export interface Share {
  readonly organisation: string;
  readonly weight: number;
  /** Seats of the window that it holds, those of the course that is being allocated included. */
  readonly received: number;
}

/** The part of `seats` that falls to one of the weights, not rounded: 2.6 of 8. */
export function quota(weight: number, weights: number, seats: number): number {
  return weights === 0 ? 0 : (weight * seats) / weights;
}

/**
 * Hamilton's method, or largest remainders (product §5.4): everybody the whole part of their quota, what is left to the
 * largest remainders. A yardstick in whole seats, and no rule to give them by: a seat more may cost an organisation one.
 * Of equal remainders the lower `lots` comes first.
 */
export function hamilton(weights: readonly number[], seats: number, lots: readonly string[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return weights.map(() => 0);
  const whole = weights.map((weight) => Math.floor((weight * seats) / total));
  const left = seats - whole.reduce((sum, number) => sum + number, 0);
  const order = weights
    .map((weight, at) => ({ at, remainder: (weight * seats) % total, lot: lots[at] ?? '' }))
    .toSorted((one, other) => other.remainder - one.remainder || (one.lot < other.lot ? -1 : 1));
  for (const { at } of order.slice(0, left)) whole[at] = (whole[at] ?? 0) + 1;
  return whole;
}

/**
 * Whether an organisation has had less than half of what it would be entitled to, were the `seats` of the window shared
 * by weight alone.
 */
export function isUnderServed(share: Share, weights: number, seats: number): boolean {
  return 2 * share.received * weights < share.weight * seats;
}

/**
 * Sainte-Laguë: negative when the first has the better claim to one more seat, that is the larger weight / (2 × received + 1).
 * By whole numbers, exact while weights and seats stay below a million each: a tie is a tie.
 */
export function byClaim(
  one: { readonly weight: number; readonly received: number },
  other: { readonly weight: number; readonly received: number },
): number {
  return other.weight * (2 * one.received + 1) - one.weight * (2 * other.received + 1);
}

/** Negative when the first has received less for its weight. */
export function byReceived(
  one: { readonly weight: number; readonly received: number },
  other: { readonly weight: number; readonly received: number },
): number {
  return one.received * other.weight - other.received * one.weight;
}
