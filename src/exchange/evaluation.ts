// What a summary says of the answers to a round, or to a test and the one before it: figures of what may be shown, no more.
import { type Difference, differencesOf } from './cohort-comparison.ts';
import { type LearningGain, learningGain } from './learning-gain.ts';
import {
  isReportable,
  type Published,
  published,
  publishedGain,
  publishedScores,
  type Tally,
} from './publication.ts';
import type { Item } from './questionnaire.ts';
import { isSelfRated } from './questionnaire-design.ts';
import {
  type Adequacy,
  adequacy,
  type Counts,
  favourable,
  type Interval,
  meanInterval,
  medianOf,
  nps,
  type PromoterScore,
  type RecommendGroups,
  recommendGroups,
  responseRate,
  wilson,
} from './statistics.ts';

/** A closed round: what was asked, what its released answers come to, and how many of those who attended answered. */
export interface Evaluated {
  readonly items: readonly Item[];
  readonly tally: Tally;
  readonly answered: number;
  readonly attended: number;
}

type Mostly = Extract<Published, { kind: 'mostly' }>;

/** Of how many answers the figures are, and how many more are too much alike to be in them. */
interface Base {
  readonly item: Item;
  readonly n: number;
  readonly aside: number;
}

export type RatingSummary =
  | (Base & {
      readonly kind: 'figures';
      readonly counts: Counts;
      /** The interval is left out where answers are: the others do not speak for them. */
      readonly favourable: {
        readonly count: number;
        readonly share: number;
        readonly interval: Interval | undefined;
      };
      readonly median: number | undefined;
      /** From ten answers on. */
      readonly mean: ({ readonly mean: number } & Interval) | undefined;
    })
  | { readonly kind: 'mostly'; readonly item: Item; readonly towards: Mostly['towards'] }
  | { readonly kind: 'too-few'; readonly item: Item };

export type RatingFigures = Extract<RatingSummary, { kind: 'figures' }>;

export type RecommendSummary =
  | (Base & {
      readonly kind: 'figures';
      /** How many chose each of 0 to 10. */
      readonly counts: readonly number[];
      readonly groups: RecommendGroups;
      /** From ten answers on, where all are in them. */
      readonly nps: PromoterScore | undefined;
    })
  | Exclude<RatingSummary, { kind: 'figures' }>;

/** How many chose each option of an item. */
export type ChoiceSummary =
  | (Base & { readonly kind: 'figures'; readonly counts: readonly number[] })
  | Exclude<RatingSummary, { kind: 'figures' }>;

export interface ResponseSummary {
  readonly answered: number;
  readonly attended: number;
  readonly rate: number | undefined;
}

export interface FullSummary extends ResponseSummary {
  readonly kind: 'full';
  readonly adequacy: Adequacy;
  /** In the order of the questionnaire. */
  readonly ratings: readonly RatingSummary[];
  readonly choices: readonly ChoiceSummary[];
  readonly recommend: RecommendSummary | undefined;
}

/** Under the minimum nothing but the response rate is said, to nobody. */
export type EvaluationSummary = (ResponseSummary & { readonly kind: 'too-few' }) | FullSummary;

/** The item by which somebody lets their words be quoted: a leave, no answer to count. */
const leaveToQuote = 'quote';

/** The summary of the answers released so far; `minimum` is the hub's. */
export function summarise(evaluated: Evaluated, minimum?: number): EvaluationSummary {
  const { items, tally, answered, attended } = evaluated;
  const response = { answered, attended, rate: responseRate(answered, attended) };
  if (!isReportable(tally, minimum)) return { kind: 'too-few', ...response };
  const of = (kind: Item['kind']) => items.filter((item) => item.kind === kind && item.id !== leaveToQuote);
  const [recommend] = of('recommend');
  return {
    kind: 'full',
    ...response,
    adequacy: adequacy(tally.released, attended),
    ratings: of('rating').map((item) => summariseRating(item, published(item, tally, minimum), attended)),
    choices: of('choice').map((item) => ({ item, ...published(item, tally, minimum) })),
    recommend: recommend && summariseRecommend(recommend, published(recommend, tally, minimum), attended),
  };
}

function summariseRating(item: Item, shown: Published, attended: number): RatingSummary {
  if (shown.kind !== 'figures') return { item, ...shown };
  const [one = 0, two = 0, three = 0, four = 0, five = 0] = shown.counts;
  const counts: Counts = [one, two, three, four, five];
  const { n, aside } = shown;
  const count = favourable(counts);
  const interval = aside === 0 ? wilson(count, n, attended) : undefined;
  return {
    kind: 'figures',
    item,
    n,
    aside,
    counts,
    favourable: { count, share: count / n, interval },
    median: medianOf(counts),
    mean: aside === 0 ? meanInterval(counts) : undefined,
  };
}

function summariseRecommend(item: Item, shown: Published, attended: number): RecommendSummary {
  if (shown.kind !== 'figures') return { item, ...shown };
  const { counts, n, aside } = shown;
  const groups = recommendGroups(counts);
  return {
    kind: 'figures',
    item,
    n,
    aside,
    counts,
    groups,
    nps: aside === 0 ? nps(groups, attended) : undefined,
  };
}

/** A rating that has its place among others, even where only its side of the scale is told. */
export type PlacedRating = Exclude<RatingSummary, { kind: 'too-few' }>;

/**
 * What stands out of the ratings: at most so many at either end, and at the lower none as well liked as at the other.
 * What people rate themselves is no rating of the course.
 */
export function standingOut(
  ratings: readonly RatingSummary[],
  most = 3,
): { readonly strongest: readonly PlacedRating[]; readonly weakest: readonly PlacedRating[] } {
  const placed = ratings.flatMap((rating) => {
    const share = shareOf(rating);
    if (rating.kind === 'too-few' || share === undefined || isSelfRated(rating.item)) return [];
    return [{ rating, share }];
  });
  const median = (rating: RatingSummary) => (rating.kind === 'figures' ? (rating.median ?? 0) : 0);
  const falling = placed.toSorted(
    (one, other) => other.share - one.share || median(other.rating) - median(one.rating),
  );
  const each = Math.min(most, Math.floor(falling.length / 2));
  const strongest = falling.slice(0, each);
  const least = strongest.at(-1)?.share ?? 0;
  const weakest = falling.slice(falling.length - each).filter(({ share }) => share < least);
  const ratingOf = ({ rating }: { readonly rating: PlacedRating }) => rating;
  return { strongest: strongest.map(ratingOf), weakest: weakest.toReversed().map(ratingOf) };
}

/** Where only the side is told, its end; undefined where not even that is. */
function shareOf(rating: RatingSummary): number | undefined {
  if (rating.kind === 'figures') return rating.favourable.share;
  if (rating.kind === 'too-few') return undefined;
  return { favourable: 1, 'not-favourable': 0, 'one-answer': undefined, divided: undefined }[rating.towards];
}

/** What changed since the previous run in an item that both were asked. */
export interface Change extends Difference {
  readonly item: Item;
  readonly before: { readonly share: number; readonly interval: Interval };
}

/** Of the ratings whose answers are all in the figures, of both; asked alike, word for word. */
export function changesSince(now: FullSummary, before: FullSummary): readonly Change[] {
  const comparable = now.ratings.flatMap((rating) => {
    const earlier = before.ratings.find((one) => one.item.id === rating.item.id);
    if (rating.kind !== 'figures' || earlier?.kind !== 'figures') return [];
    const { interval } = earlier.favourable;
    if (rating.aside > 0 || interval === undefined || !askedAlike(rating.item, earlier.item)) return [];
    return [{ rating, earlier, interval }];
  });
  const part = ({ favourable: { count }, n }: RatingFigures) => ({ k: count, n });
  const differences = differencesOf(
    comparable.map(({ rating, earlier }) => ({ now: part(rating), before: part(earlier) })),
  );
  return comparable.flatMap(({ rating, earlier, interval }, at) => {
    const difference = differences[at];
    if (difference === undefined) return [];
    return [{ ...difference, item: rating.item, before: { share: earlier.favourable.share, interval } }];
  });
}

function askedAlike(one: Item, other: Item): boolean {
  return JSON.stringify(one.texts ?? null) === JSON.stringify(other.texts ?? null);
}

/** How many had how many answers right. */
export type ScoresSummary =
  | {
      readonly kind: 'figures';
      readonly counts: readonly number[];
      readonly questions: number;
      readonly n: number;
      readonly aside: number;
      readonly median: number;
    }
  | { readonly kind: 'alike' }
  | { readonly kind: 'too-few' };

export interface TestSummary {
  /** Undefined where there was no such test. */
  readonly before: ScoresSummary | undefined;
  readonly after: ScoresSummary | undefined;
  /** Of those who took both; undefined where they were too few or too much alike. */
  readonly gain: LearningGain | undefined;
}

/** Of a test before and after a course; the gain is kept with the one after. Undefined where nothing was tested. */
export function summariseTests(
  before: Evaluated | undefined,
  after: Evaluated | undefined,
  minimum?: number,
): TestSummary | undefined {
  const scores = (test: Evaluated | undefined) => test && scoresOf(test, minimum);
  const gain = after && publishedGain(after.tally, minimum);
  const summary = { before: scores(before), after: scores(after), gain: gain && learningGain(gain) };
  return summary.before || summary.after ? summary : undefined;
}

function scoresOf({ items, tally }: Evaluated, minimum: number | undefined): ScoresSummary | undefined {
  const questions = items.filter(({ kind }) => kind === 'test').length;
  if (questions === 0) return undefined;
  const shown = publishedScores(tally, minimum);
  if (shown.kind === 'mostly') return { kind: 'alike' };
  const median = shown.kind === 'figures' ? medianOf(shown.counts, 0) : undefined;
  return shown.kind === 'figures' && median !== undefined
    ? { ...shown, questions, median }
    : { kind: 'too-few' };
}
