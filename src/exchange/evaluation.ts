// What may be said of a course from its answers: shares, intervals, adequacy, and what small numbers forbid.
import type { Item, Tallies } from './questionnaire.ts';

/** How many chose 1, 2, 3, 4 and 5. */
export type Counts = readonly [number, number, number, number, number];

/** Shares between 0 and 1, or means on the scale of the question. */
export interface Interval {
  low: number;
  high: number;
}

export interface Distribution {
  counts: Counts;
  n: number;
  /** Undefined without answers. */
  median: number | undefined;
  /** Only from ten answers on (§4.3). */
  mean: number | undefined;
}

export type Adequacy = 'indicative' | 'usable' | 'solid';

/** Five: below it no figure, comment or split, for nobody (§4.5 R1). A hub may ask for more, never for fewer. */
export const minimumAnswers = 5;

/** Completed ÷ attended (no-shows are not attended); undefined when nobody attended. */
export function responseRate(completed: number, attended: number): number | undefined {
  return attended > 0 ? completed / attended : undefined;
}

/** How ratings from 1 to 5 lie; anything else throws RangeError. */
export function distribution(ratings: readonly number[]): Distribution {
  const counts: [number, number, number, number, number] = [0, 0, 0, 0, 0];
  for (const rating of ratings) {
    const place = rating - 1;
    if (place !== 0 && place !== 1 && place !== 2 && place !== 3 && place !== 4) {
      throw new RangeError(`${rating} is not a rating from 1 to 5`);
    }
    counts[place] += 1;
  }
  const n = ratings.length;
  return { counts, n, median: medianOf(ratings), mean: n < enoughForMeans ? undefined : meanOf(ratings) };
}

/** How many chose 4 or 5. */
export function favourable(counts: Counts): number {
  return counts[3] + counts[4];
}

/**
 * The 95 % Wilson interval of k out of n. With `cohort`, the number of people who could have answered, the variance is
 * that of a finite population (product §4.3), and everybody's answer leaves no doubt. Without answers anything is
 * possible: 0 to 1.
 */
export function wilson(k: number, n: number, cohort?: number): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const z2 = z95 ** 2 * finiteShare(n, cohort);
  const centre = (k + z2 / 2) / (n + z2);
  const half = (Math.sqrt(z2) / (n + z2)) * Math.sqrt((k * (n - k)) / n + z2 / 4);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** (N−n)/(N−1): 1 for an endless cohort, 0 when everybody (or more than were thought) answered. */
function finiteShare(n: number, cohort: number | undefined): number {
  if (cohort === undefined) return 1;
  return cohort <= n ? 0 : (cohort - n) / (cohort - 1);
}

/** Net promoter score and the half-width of its 95 % interval, both in points; undefined under ten answers. */
export interface PromoterScore {
  score: number;
  error: number;
}

/** Promoters answered 9 or 10, passives 7 or 8, detractors 0 to 6. Never printed alone (§4.3). */
export function nps(
  { promoters, passives, detractors }: { promoters: number; passives: number; detractors: number },
  cohort?: number,
): PromoterScore | undefined {
  const n = promoters + passives + detractors;
  if (n < enoughForMeans) return undefined;
  const p = promoters / n;
  const d = detractors / n;
  const standardError = Math.sqrt(((p + d - (p - d) ** 2) / n) * finiteShare(n, cohort));
  return { score: 100 * (p - d), error: 100 * z95 * standardError };
}

/** Whether n answers of a cohort of `cohort` are enough (§4.3, after Nulty 2008). */
export function adequacy(n: number, cohort: number): Adequacy {
  if (n >= answersNeeded(cohort, 'solid')) return 'solid';
  return n >= answersNeeded(cohort, 'usable') ? 'usable' : 'indicative';
}

/** `usable`: 10 points, 80 % sure, 70:30. `solid`: 10 points, 95 % sure, 50:50. Whole answers. */
export function answersNeeded(cohort: number, level: 'usable' | 'solid'): number {
  const a = level === 'usable' ? (z80 ** 2 * 0.7 * 0.3) / 0.1 ** 2 : (z95 ** 2 * 0.5 * 0.5) / 0.1 ** 2;
  return cohort <= 0 ? 1 : Math.max(1, Math.ceil((cohort * a) / (cohort - 1 + a)));
}

/** Mean and its 95 % t interval, kept within 1–5; undefined under ten answers. */
export function meanInterval(ratings: readonly number[]): ({ mean: number } & Interval) | undefined {
  const n = ratings.length;
  if (n < enoughForMeans) return undefined;
  const mean = meanOf(ratings);
  // Sorted, so that the last digit does not depend on the order in which people answered.
  const squares = ratings
    .toSorted((one, other) => one - other)
    .reduce((sum, rating) => sum + (rating - mean) ** 2, 0);
  const half = tQuantile95(n - 1) * Math.sqrt(squares / (n - 1) / n);
  return { mean, low: Math.max(1, mean - half), high: Math.min(5, mean + half) };
}

/** Five answers or more; a hub may raise the minimum, never lower it. */
export function reportable(n: number, minimum: number = minimumAnswers): boolean {
  return n >= Math.max(minimum, minimumAnswers);
}

/** `mostly` hides how unanimous few people were about somebody (R5); `too-few` were left by an optional item. */
export type RatingSummary =
  | {
      kind: 'figures';
      item: Item;
      distribution: Distribution;
      favourable: { count: number; share: number; interval: Interval };
      /** From ten answers on. */
      mean: ({ mean: number } & Interval) | undefined;
    }
  | { kind: 'mostly'; item: Item; towards: 'favourable' | 'unfavourable' }
  | { kind: 'too-few'; item: Item };

export interface RecommendSummary {
  promoters: number;
  passives: number;
  detractors: number;
  /** From ten answers on. */
  nps: PromoterScore | undefined;
}

export interface FullSummary {
  kind: 'full';
  completed: number;
  attended: number;
  rate: number | undefined;
  adequacy: Adequacy;
  /** In the order of the questionnaire. */
  ratings: readonly RatingSummary[];
  recommend: RecommendSummary | undefined;
}

/** Under the minimum nothing but the response rate is said, to nobody. */
export type EvaluationSummary =
  | { kind: 'too-few'; completed: number; attended: number; rate: number | undefined }
  | FullSummary;

/** What a round's released answers come to; `completed` are those that were given, released or not, `attended` the cohort. */
export interface Evaluated {
  readonly items: readonly Item[];
  readonly released: number;
  readonly tallies: Tallies;
  readonly completed: number;
  readonly attended: number;
}

/** The summary of the answers released so far. */
export function summarise(
  evaluated: Evaluated,
  { minimum = minimumAnswers }: { minimum?: number } = {},
): EvaluationSummary {
  const { items, released, tallies, completed, attended } = evaluated;
  const rate = responseRate(completed, attended);
  if (!reportable(released, minimum)) return { kind: 'too-few', completed, attended, rate };
  const recommend = items.find(({ kind }) => kind === 'recommend');
  return {
    kind: 'full',
    completed,
    attended,
    rate,
    adequacy: adequacy(released, attended),
    ratings: items
      .filter(({ kind }) => kind === 'rating')
      .map((item) => summariseRating(item, tallies[item.id] ?? [], attended, minimum)),
    recommend: recommend && summariseRecommend(tallies[recommend.id] ?? [], attended, minimum),
  };
}

function summariseRating(
  item: Item,
  tally: readonly number[],
  attended: number,
  minimum: number,
): RatingSummary {
  const ratings = tally.flatMap((number, at) => Array.from({ length: number }, () => at + 1));
  if (!reportable(ratings.length, minimum)) return { kind: 'too-few', item };

  const spread = distribution(ratings);
  const { counts, n } = spread;
  if (item.sensitive && n < unanimityShown && (counts[0] === n || counts[4] === n)) {
    return { kind: 'mostly', item, towards: counts[4] === n ? 'favourable' : 'unfavourable' };
  }
  const count = favourable(counts);
  return {
    kind: 'figures',
    item,
    distribution: spread,
    favourable: { count, share: count / n, interval: wilson(count, n, attended) },
    mean: meanInterval(ratings),
  };
}

function summariseRecommend(
  tally: readonly number[],
  attended: number,
  minimum: number,
): RecommendSummary | undefined {
  const among = (from: number, to: number) => tally.slice(from, to + 1).reduce((sum, one) => sum + one, 0);
  if (!reportable(among(0, 10), minimum)) return undefined;
  const groups = { promoters: among(9, 10), passives: among(7, 8), detractors: among(0, 6) };
  return { ...groups, nps: nps(groups, attended) };
}

const z95 = 1.959963984540054;
const z80 = 1.2815515655446004;

/** R5: fewer than ten people who all chose the same extreme about somebody would each be known by it. */
const unanimityShown = 10;

/** Under ten answers neither a mean nor a promoter score says anything (§4.3). */
const enoughForMeans = 10;

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.floor(sorted.length / 2)];
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}

/**
 * The t that leaves 2.5 % above it, for whole degrees of freedom: bisection of A(t|ν), the finite trigonometric sums of
 * Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 (odd) and 26.7.4 (even).
 */
export function tQuantile95(degrees: number): number {
  let low = 0;
  let high = 13;
  while (high - low > 1e-10) {
    const middle = (low + high) / 2;
    if (shareWithin(middle, degrees) < 0.95) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function shareWithin(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const odd = degrees % 2 === 1;
  let term = odd ? cos : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let power = odd ? 3 : 2; power <= degrees - 2; power += 2) {
    term *= ((power - 1) / power) * cos ** 2;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + sin * sum) : sin * sum;
}
