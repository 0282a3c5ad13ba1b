// What a chart is: numbers and finished words as plain data, which `draw-chart.ts` turns into a picture.

import type { Language } from '#exchange/languages.ts';
import type { Counts } from '#exchange/statistics.ts';

/** A chart that a view can carry. All words are finished text in `language`; nothing is translated later. */
export type Chart = DistributionChart | BalanceChart | GainChart;

/**
 * How people answered questions on a scale of five, one question to a row, as diverging bars: the middle
 * answer straddles the axis, so that a bar leans to the side of its answers; at the end the share of the
 * two highest answers with its interval. In Arabic everything runs from right to left.
 */
export interface DistributionChart {
  readonly kind: 'distribution';
  readonly language: Language;
  readonly title: string;
  readonly scale: RatingScale;
  readonly headings: {
    /** Stands over the shares, e.g. "Favourable (4–5), 95 % interval". */
    readonly share: string;
    /** Stands over the numbers of answers, e.g. "n". */
    readonly n: string;
  };
  readonly rows: readonly ChartRow[];
  /** Small print under the rows: how many answered, how to read the interval. May be empty. */
  readonly note: string;
  /** What the hollow marks of `RatedRow.previous` are, e.g. "Previous course (May 2027)". */
  readonly previous?: string;
  /** Under the rows, on its own scale from 0 to 10. */
  readonly recommend?: RecommendSection;
}

/** How many would recommend, as a column for each of 0 to 10. */
export interface RecommendSection {
  readonly label: string;
  /** Eleven. */
  readonly counts: readonly number[];
  /** Under the columns, e.g. "12 would (9–10), 4 are undecided (7–8), 2 would not (0–6)". */
  readonly sentence: string;
  /** Finished text with its error, e.g. "56 ± 16"; left out where too few answered for one. */
  readonly score?: { readonly heading: string; readonly value: string };
}

/**
 * A test before and after a course: how many had how many answers right, a column for each number, and under both by how
 * much the same people changed, with its interval. In Arabic everything runs from right to left.
 */
export interface GainChart {
  readonly kind: 'gain';
  readonly language: Language;
  readonly title: string;
  readonly headings: {
    /** Stands over the columns, e.g. "How many had how many answers right". */
    readonly scores: string;
    /** Stands over the figures, e.g. "Median". */
    readonly middle: string;
    /** Stands over the numbers of tests. */
    readonly n: string;
  };
  /** Before and after; one that may not be shown is a sentence. */
  readonly tests: readonly (TestRow | WithheldRow)[];
  /** Left out where too few took both; a sentence where few did. */
  readonly change?: ChangeRow | WithheldRow;
  /** Small print under the rows. May be empty. */
  readonly note: string;
}

export interface TestRow {
  readonly label: string;
  /** How many had none right, one, two … all. */
  readonly counts: readonly number[];
  /** Finished text, e.g. "7 of 10". */
  readonly middle: string;
}

/** Points from −100 to 100; `value` is finished text, e.g. "+26". */
export interface ChangeRow {
  readonly label: string;
  readonly points: { readonly value: number; readonly low: number; readonly high: number };
  readonly value: string;
}

/**
 * How much each of several has of the part that falls to it, one to a row, as a stick from exactly its part (1) to what it
 * has; at the end the two numbers. In Arabic everything runs from right to left.
 */
export interface BalanceChart {
  readonly kind: 'balance';
  readonly language: Language;
  readonly title: string;
  readonly headings: {
    /** Stands over the sticks, e.g. "Seats ÷ entitlement". */
    readonly ratio: string;
    /** Stands over the numbers, e.g. "Seats of". */
    readonly numbers: string;
  };
  /** In the order in which they are drawn; a sentence alone stands for rows that are left out. */
  readonly rows: readonly (BalanceRow | { readonly sentence: string })[];
  /** Small print under the rows. May be empty. */
  readonly note: string;
}

interface BalanceRow {
  readonly label: string;
  /** 1 is exactly its part; from 0 on. */
  readonly ratio: number;
  /** Finished text, e.g. "5 of 3.2". */
  readonly numbers: string;
}

/** The five answers: words for both ends, or for each of the five. */
interface RatingScale {
  readonly low: string;
  readonly high: string;
  /** From the lowest to the highest; where given, these are drawn instead of `low` and `high`. */
  readonly answers?: readonly [string, string, string, string, string];
}

export type ChartRow = RatedRow | WithheldRow;

interface RatedRow {
  readonly label: string;
  /** How many chose each answer, from the lowest to the highest. */
  readonly counts: Counts;
  /** The sum of `counts`. */
  readonly n: number;
  /** The share of the two highest answers; left out where nobody answered. */
  readonly share?: ChartShare;
  /** The same share on an earlier occasion. */
  readonly previous?: ChartShare;
}

/** A question whose answers may not be shown; `withheld` is the sentence that stands in their place. */
export interface WithheldRow {
  readonly label: string;
  readonly withheld: string;
}

/** A share with the ends of its interval, all from 0 to 1. */
export interface ChartShare {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What a chart says in numbers, for the alternative text and for tests. */
export interface ChartFacts {
  readonly title: string;
  readonly rows: readonly ChartRowFacts[];
}

export type ChartRowFacts =
  | {
      readonly kind: 'rated';
      readonly label: string;
      readonly n: number;
      readonly counts: Counts;
      /** Each answer's part of the answers, from 0 to 1; all 0 where nobody answered. */
      readonly parts: Counts;
      /** How many chose one of the two highest answers, one of the two lowest, and the middle one. */
      readonly favourable: number;
      readonly unfavourable: number;
      readonly neutral: number;
      readonly share?: ChartShare;
      readonly previous?: ChartShare;
    }
  | { readonly kind: 'withheld'; readonly label: string; readonly withheld: string };

/**
 * The numbers of a chart, row by row.
 * Throws a RangeError that names the row where a count, a sum or a share cannot be true.
 */
export function chartFacts(chart: DistributionChart): ChartFacts {
  return { title: chart.title, rows: chart.rows.map(rowFacts) };
}

function rowFacts(row: ChartRow): ChartRowFacts {
  if ('withheld' in row) return { label: row.label, kind: 'withheld', withheld: row.withheld };

  const [lowest, low, neutral, high, highest] = row.counts;
  for (const count of row.counts) {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RangeError(`The chart row "${row.label}" counts ${count} answers.`);
    }
  }
  const sum = lowest + low + neutral + high + highest;
  if (sum !== row.n) {
    throw new RangeError(`The chart row "${row.label}" says n = ${row.n}, but its counts add up to ${sum}.`);
  }
  for (const share of [row.share, row.previous]) {
    if (share !== undefined && !isPossible(share)) {
      throw new RangeError(
        `The chart row "${row.label}" has the share ${share.value} in [${share.low}, ${share.high}].`,
      );
    }
  }

  const part = (count: number) => (sum === 0 ? 0 : count / sum);
  return {
    label: row.label,
    kind: 'rated',
    n: sum,
    counts: row.counts,
    parts: [part(lowest), part(low), part(neutral), part(high), part(highest)],
    favourable: high + highest,
    unfavourable: lowest + low,
    neutral,
    ...(row.share && { share: row.share }),
    ...(row.previous && { previous: row.previous }),
  };
}

/** Intervals come from formulas, so their ends may miss the share by a rounding error. */
function isPossible({ value, low, high }: ChartShare): boolean {
  const rounding = 1e-9;
  return low >= -rounding && low <= value + rounding && value <= high + rounding && high <= 1 + rounding;
}
