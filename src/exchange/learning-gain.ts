// What people learned between the test before a course and the same one after it: person by person, with its interval.
import { type Interval, momentsOf, totalOf, tQuantile95 } from './statistics.ts';

/** Both tests of those who took both, added up: nobody's own two scores are in it. */
export interface PairedScores {
  /** How many questions the test has. */
  readonly questions: number;
  /** Right answers of all of them together, before and after. */
  readonly before: number;
  readonly after: number;
  /** How many had so many right answers more than before: from −questions to +questions. */
  readonly differences: readonly number[];
}

/** How many were better, alike and worse the second time: all that is said of fewer than six. */
export interface Signs {
  readonly better: number;
  readonly alike: number;
  readonly worse: number;
}

/** Of all questions, from 0 to 100; the gain in points of that. */
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
  readonly questions: number;
  readonly signs: Signs;
  /** From six pairs on. */
  readonly figures: GainFigures | undefined;
}

const enoughPairs = 6;
const mostEnumerated = 20;

/** Adds up the numbers of right answers of those who took both tests; throws RangeError where one cannot be. */
export function pairedScores(
  questions: number,
  pairs: readonly (readonly [before: number, after: number])[],
): PairedScores {
  const differences = Array.from({ length: 2 * questions + 1 }, () => 0);
  let [before, after] = [0, 0];
  for (const [first, second] of pairs) {
    for (const score of [first, second]) {
      if (!Number.isInteger(score) || score < 0 || score > questions)
        throw new RangeError(`${score} right answers of ${questions} questions`);
    }
    before += first;
    after += second;
    const place = second - first + questions;
    differences[place] = (differences[place] ?? 0) + 1;
  }
  return { questions, before, after, differences };
}

export function learningGain({ questions, before, after, differences }: PairedScores): LearningGain {
  const pairs = totalOf(differences);
  const signs = {
    better: totalOf(differences.slice(questions + 1)),
    alike: differences[questions] ?? 0,
    worse: totalOf(differences.slice(0, questions)),
  };
  if (pairs < enoughPairs || questions === 0) return { pairs, questions, signs, figures: undefined };

  const points = 100 / questions;
  const { mean, deviation } = momentsOf(differences, -questions);
  const half = (tQuantile95(pairs - 1) * deviation) / Math.sqrt(pairs);
  const [first, second] = [(before / pairs) * points, (after / pairs) * points];
  const figures = {
    before: first,
    after: second,
    gain: mean * points,
    interval: {
      low: Math.max(-100, (mean - half) * points),
      high: Math.min(100, (mean + half) * points),
    },
    effect: deviation === 0 ? undefined : (mean / deviation) * hedges(pairs),
    wilcoxon: wilcoxonExact(differences),
    normalised: normalisedGain(first, second),
  };
  return { pairs, questions, signs, figures };
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
  if (before >= 100) return undefined;
  const value = (after - before) / (100 - before);
  if (value < 0.3) return { value, band: 'low' };
  return { value, band: value > 0.7 ? 'high' : 'medium' };
}

/**
 * Wilcoxon's signed ranks, two-sided and exact also where differences tie: of all ways to give each its sign, the share in
 * which the ranks lean at least as far as they do. Those who did not change are left out. `differences` has its zero in the
 * middle.
 */
export function wilcoxonExact(differences: readonly number[]): number | undefined {
  const zero = (differences.length - 1) / 2;
  const sizes = Array.from({ length: zero }, (_, at) => {
    const [up = 0, down = 0] = [differences[zero + at + 1], differences[zero - at - 1]];
    return { up, both: up + down };
  });
  const n = totalOf(sizes.map(({ both }) => both));
  if (n === 0 || n > mostEnumerated) return undefined;

  // Twice the mean rank of those who changed by as much, so that everything stays whole.
  let ways = [1];
  let [ranked, positive] = [0, 0];
  for (const { up, both } of sizes) {
    const rank = 2 * ranked + both + 1;
    for (let one = 0; one < both; one += 1) ways = withOneMore(ways, rank);
    positive += up * rank;
    ranked += both;
  }
  const middle = (n * (n + 1)) / 2;
  const lean = Math.abs(positive - middle);
  const asFar = ways.filter((_, sum) => Math.abs(sum - middle) >= lean);
  return totalOf(asFar) / 2 ** n;
}

/** How many ways lead to each sum when one more rank may count or not. */
function withOneMore(ways: readonly number[], rank: number): number[] {
  return Array.from(
    { length: ways.length + rank },
    (_, sum) => (ways[sum] ?? 0) + (sum >= rank ? (ways[sum - rank] ?? 0) : 0),
  );
}
