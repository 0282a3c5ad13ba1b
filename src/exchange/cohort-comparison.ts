// Whether one course's answers differ from another's more than chance lets them: never between countries or languages.
import jStat from 'jstat';
import { type Interval, type Part, wilson, z95 } from './statistics.ts';

/** Shares from −1 to 1; `low` to `high` is Newcombe's 95 % interval, `p` what Holm has made of it. */
export interface Difference extends Interval {
  readonly difference: number;
  readonly p: number;
  readonly verdict: 'up' | 'down' | 'not-detectable';
}

const level = 0.05;

/**
 * The difference of two shares and its interval out of both Wilson intervals. The cohorts are taken as endless: what is asked
 * is whether the course has changed, not whether these very people differed from those, so that everybody's answer proves
 * nothing of itself.
 */
export function newcombe(now: Part, before: Part, z: number = z95): Interval & { difference: number } {
  const [p1, p2] = [now.k / now.n, before.k / before.n];
  const [one, two] = [wilson(now.k, now.n, undefined, z), wilson(before.k, before.n, undefined, z)];
  const difference = p1 - p2;
  return {
    difference,
    low: difference - Math.hypot(p1 - one.low, two.high - p2),
    high: difference + Math.hypot(one.high - p1, p2 - two.low),
  };
}

/** The level at which Newcombe's interval just touches 0: under 0.05 exactly where the 95 % interval leaves 0 out. */
export function newcombeP(now: Part, before: Part): number {
  const { difference } = newcombe(now, before);
  if (difference === 0) return 1;
  const leavesZeroOut = (z: number) => {
    const { low, high } = newcombe(now, before, z);
    return difference > 0 ? low > 0 : high < 0;
  };
  let [low, high] = [0, 40];
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (leavesZeroOut(middle)) low = middle;
    else high = middle;
  }
  return 2 * jStat.normal.cdf(-low, 0, 1);
}

/** Holm's correction of several tests made at once, in the order given. */
export function holm(ps: readonly number[]): readonly number[] {
  const rising = ps.map((p, at) => ({ p, at })).toSorted((one, other) => one.p - other.p);
  const adjusted = Array.from(ps);
  let least = 0;
  rising.forEach(({ p, at }, rank) => {
    least = Math.max(least, Math.min(1, p * (ps.length - rank)));
    adjusted[at] = least;
  });
  return adjusted;
}

/** What changed in several items at once; each has answers on both sides. */
export function differencesOf(
  items: readonly { readonly now: Part; readonly before: Part }[],
): readonly Difference[] {
  const ps = holm(items.map(({ now, before }) => newcombeP(now, before)));
  return items.map(({ now, before }, at) => {
    const found = newcombe(now, before);
    const p = ps[at] ?? 1;
    const direction = found.difference > 0 ? 'up' : 'down';
    return { ...found, p, verdict: p < level ? direction : 'not-detectable' };
  });
}

/** How many answers' worth of doubt a course's own mean is drawn to the mean of all with. */
const doubt = 10;

/** A mean of n answers, drawn to the mean of all by as much as few answers may mislead: the only one to put in an order. */
export function shrunkenMean(mean: number, n: number, overall: number, kappa: number = doubt): number {
  return (n * mean + kappa * overall) / (n + kappa);
}
