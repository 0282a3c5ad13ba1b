// What people learned between the test before a course and the same one after it: person by person, with its interval.
import { type Interval, tQuantile95 } from './statistics.ts';

/** What those who took both tests had right, from 0 to 100, the same person at the same place; in no order. */
export interface PairedScores {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** How many were better, alike and worse the second time: all that is said of fewer than six. */
export interface Signs {
  readonly better: number;
  readonly alike: number;
  readonly worse: number;
}

/** Means from 0 to 100, and the gain in points of that. */
export interface GainFigures {
  readonly before: number;
  readonly after: number;
  readonly gain: number;
  /** 95 %, by t with pairs − 1 degrees of freedom. */
  readonly interval: Interval;
  /** d_z with the correction of Hedges; undefined where all gained the same. */
  readonly effect: number | undefined;
  /** Two-sided, by counting all signs; undefined above twenty pairs that differ, and where none does. */
  readonly wilcoxon: number | undefined;
  /** Hake's ⟨g⟩: undefined where everything was right before. Biased by what was known before and by who left. */
  readonly normalised: { readonly value: number; readonly band: GainBand } | undefined;
}

export type GainBand = 'low' | 'medium' | 'high';

export interface LearningGain {
  readonly pairs: number;
  readonly signs: Signs;
  /** From six pairs on. */
  readonly figures: GainFigures | undefined;
}

const enoughPairs = 6;
const mostEnumerated = 20;

export function learningGain({ before, after }: PairedScores): LearningGain {
  const differences = before.map((score, person) => (after[person] ?? score) - score);
  const pairs = differences.length;
  const of = (direction: number) =>
    differences.filter((difference) => directionOf(difference) === direction).length;
  const signs = { better: of(1), alike: of(0), worse: of(-1) };
  if (pairs < enoughPairs) return { pairs, signs, figures: undefined };

  const gain = meanOf(differences);
  const squares = differences.map((difference) => (difference - gain) ** 2);
  const deviation = Math.sqrt(sumOf(squares) / (pairs - 1));
  const half = (tQuantile95(pairs - 1) * deviation) / Math.sqrt(pairs);
  const figures = {
    before: meanOf(before),
    after: meanOf(after),
    gain,
    interval: { low: Math.max(-100, gain - half), high: Math.min(100, gain + half) },
    effect: deviation < nothing ? undefined : (gain / deviation) * hedges(pairs),
    wilcoxon: wilcoxonExact(differences),
    normalised: normalisedGain(meanOf(before), meanOf(after)),
  };
  return { pairs, signs, figures };
}

/** Parts of a hundred are no whole numbers: what is nearer than this is the same. */
const nothing = 1e-9;

function directionOf(difference: number): -1 | 0 | 1 {
  if (Math.abs(difference) < nothing) return 0;
  return difference > 0 ? 1 : -1;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function meanOf(values: readonly number[]): number {
  return sumOf(values) / values.length;
}

/** Hedges' J, which takes out what few pairs exaggerate. */
function hedges(pairs: number): number {
  return 1 - 3 / (4 * (pairs - 1) - 1);
}

/** (after − before) ÷ (100 − before) of the class, and the band of Hake: 0.3 and 0.7 are medium. */
export function normalisedGain(
  before: number,
  after: number,
): { readonly value: number; readonly band: GainBand } | undefined {
  if (before > 100 - nothing) return undefined;
  const value = (after - before) / (100 - before);
  if (value < 0.3) return { value, band: 'low' };
  return { value, band: value > 0.7 ? 'high' : 'medium' };
}

/**
 * Wilcoxon's signed ranks, two-sided and exact also where differences tie: of all ways to give each its sign, the share in
 * which the ranks lean at least as far as they do. Those who did not change are left out.
 */
export function wilcoxonExact(differences: readonly number[]): number | undefined {
  const changed = differences
    .filter((difference) => directionOf(difference) !== 0)
    .toSorted((one, other) => Math.abs(one) - Math.abs(other));
  const n = changed.length;
  if (n === 0 || n > mostEnumerated) return undefined;

  let ways = [1];
  let positive = 0;
  for (const difference of changed) {
    const size = Math.abs(difference);
    const below = changed.filter((other) => Math.abs(other) < size - nothing).length;
    const upTo = changed.filter((other) => Math.abs(other) < size + nothing).length;
    // Twice the mean rank of those who changed by as much, so that everything stays whole.
    const rank = below + upTo + 1;
    ways = withOneMore(ways, rank);
    if (difference > 0) positive += rank;
  }
  const middle = (n * (n + 1)) / 2;
  const lean = Math.abs(positive - middle);
  return sumOf(ways.filter((_, sum) => Math.abs(sum - middle) >= lean)) / 2 ** n;
}

/** How many ways lead to each sum when one more rank may count or not. */
function withOneMore(ways: readonly number[], rank: number): number[] {
  return Array.from(
    { length: ways.length + rank },
    (_, sum) => (ways[sum] ?? 0) + (sum >= rank ? (ways[sum - rank] ?? 0) : 0),
  );
}
