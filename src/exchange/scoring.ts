// Scoring: five published criteria with weights, what reviewers give of each, and the one score that comes of it.

/** Product §5.3, in the order of the form and of the published list. */
export const criteria = ['need', 'role', 'cascade', 'experience', 'language'] as const;

export type Criterion = (typeof criteria)[number];

/**
 * What a reviewer gives for each criterion, a whole number from 0 to 5: 0 where nothing in the nomination speaks for it,
 * 5 where it is met in full. Six steps, because an even number has no comfortable middle to rest on, and because the
 * spread of §5.3 (“more than 2”) then is two fifths of the scale, a difference of opinion and not of temper.
 */
export type Ratings = Readonly<Record<Criterion, number>>;

export const ratingScale = { min: 0, max: 5 } as const;

/** Hundredths, which add up to 100 (`checkWeights`). */
export type Weights = Readonly<Record<Criterion, number>>;

/** What a reviewer may add for the coordinator; it never alters a score or a rank. */
export const flags = ['outstanding', 'elsewhere', 'doubtful'] as const;

export type Flag = (typeof flags)[number];

/** `recused`: a declared or discovered interest ended it, whatever had been given. */
export type ReviewState = 'open' | 'rated' | 'abstained' | 'recused';

export interface GivenReview {
  readonly reviewer: string;
  readonly state: ReviewState;
  /** Of one that is rated; an abstention counts nothing. */
  readonly ratings: Ratings | undefined;
}

export const reviewLimits = { remark: 600, reason: 300 } as const;

export function areRatings(given: Readonly<Record<Criterion, number>>): boolean {
  return criteria.every((one) => isWholeWithin(given[one], ratingScale.min, ratingScale.max));
}

/** The sum of the weights when it is not 100, or the first weight that is none; undefined when they can be used. */
export function checkWeights(weights: Weights): { sum: number } | { wrong: Criterion } | undefined {
  const wrong = criteria.find((one) => !isWholeWithin(weights[one], 0, 100));
  if (wrong !== undefined) return { wrong };
  const sum = criteria.reduce((all, one) => all + weights[one], 0);
  return sum === 100 ? undefined : { sum };
}

/**
 * Weights of any sum in proportion, as whole hundredths that add up to 100 by largest remainders; all alike where nothing
 * weighs anything. A hub changes one default at a time, so its defaults do not always add up.
 */
export function toHundred(weights: Weights): Weights {
  const parts = criteria.map((one) => Math.max(0, weights[one]));
  const sum = parts.reduce((all, part) => all + part, 0);
  const quotas = parts.map((part) => (sum === 0 ? 100 / parts.length : (part * 100) / sum));
  const whole = quotas.map(Math.floor);
  const left = 100 - whole.reduce((all, part) => all + part, 0);
  const byRemainder = quotas
    .map((quota, at) => ({ at, remainder: quota - Math.floor(quota) }))
    .toSorted((one, other) => other.remainder - one.remainder || one.at - other.at)
    .slice(0, left)
    .map(({ at }) => at);
  const entries = criteria.map((one, at) => [one, (whole[at] ?? 0) + (byRemainder.includes(at) ? 1 : 0)]);
  return Object.fromEntries(entries) as Weights;
}

/** What one reviewer gives in all, from 0 to 100, in fifths. */
export function weightedScore(ratings: Ratings, weights: Weights): number {
  return weighted(ratings, weights) / 5;
}

/**
 * The median over those who rated, from 0 to 100, in tenths; undefined where nobody has. Reckoned in whole numbers, so
 * that equal scores are equal whatever the order of reviewers.
 */
export function medianScore(all: readonly Ratings[], weights: Weights): number | undefined {
  const doubled = doubledMedian(all.map((ratings) => weighted(ratings, weights)));
  return doubled === undefined ? undefined : doubled / 10;
}

/** Per criterion the median of what was given, from 0 to 5 in halves: what is told of a score, without who gave what. */
export function componentsOf(all: readonly Ratings[]): Ratings | undefined {
  if (all.length === 0) return undefined;
  const entries = criteria.map((one) => [one, (doubledMedian(all.map((ratings) => ratings[one])) ?? 0) / 2]);
  return Object.fromEntries(entries) as Ratings;
}

/** How far the reviewers are apart, on the scale of 0 to 5; 0 of fewer than two. */
export function spreadOf(all: readonly Ratings[], weights: Weights): number {
  const sums = all.map((ratings) => weighted(ratings, weights));
  return sums.length < 2 ? 0 : (Math.max(...sums) - Math.min(...sums)) / 100;
}

/** Of these reviews of one nomination, what those who rated gave. */
export function ratingsOf(reviews: readonly Pick<GivenReview, 'state' | 'ratings'>[]): readonly Ratings[] {
  return reviews.flatMap(({ state, ratings }) => (state === 'rated' && ratings ? [ratings] : []));
}

/** Two have rated and agree within the spread, or three have. `spread` is the hub's `review.spread`. */
export function isComplete(
  reviews: readonly Pick<GivenReview, 'state' | 'ratings'>[],
  weights: Weights,
  spread: number,
): boolean {
  const given = ratingsOf(reviews);
  return given.length > 2 || (given.length === 2 && spreadOf(given, weights) <= spread);
}

/** How many reviewers more a nomination needs; abstentions and recusals count nothing. */
export function wantedReviewers(
  reviews: readonly GivenReview[],
  weights: Weights,
  spread: number,
): { readonly number: number; readonly isThird: boolean } {
  if (isComplete(reviews, weights, spread)) return { number: 0, isThird: false };
  const given = ratingsOf(reviews).length;
  const open = reviews.filter(({ state }) => state === 'open').length;
  const isThird = given === 2;
  return { number: Math.max(0, (isThird ? 3 : 2) - given - open), isThird };
}

/** The score of a nomination; undefined until its reviews are complete. */
export function scoreOf(
  reviews: readonly Pick<GivenReview, 'state' | 'ratings'>[],
  weights: Weights,
  spread: number,
): number | undefined {
  return isComplete(reviews, weights, spread) ? medianScore(ratingsOf(reviews), weights) : undefined;
}

/** From 0 to 500. */
function weighted(ratings: Ratings, weights: Weights): number {
  return criteria.reduce((sum, one) => sum + ratings[one] * weights[one], 0);
}

/** Twice the median, so that it stays a whole number. */
function doubledMedian(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : low + high;
}

function isWholeWithin(number: number, min: number, max: number): boolean {
  return Number.isInteger(number) && number >= min && number <= max;
}
