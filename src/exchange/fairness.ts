// How evenly seats have gone to organisations and people: the figures of product §5.8, and what of them may be shown to whom.
import { smallestGroup } from './release.ts';
import { type Interval, wilson } from './statistics.ts';

/** What an organisation has had in the window. */
export interface Share {
  readonly organisation: string;
  /** How much it counts beside the others; what a seat is shared out by. */
  readonly weight: number;
  readonly seats: number;
  readonly nominations: number;
}

export interface Standing extends Share {
  /** Its part of all seats given in the window, by weight. */
  readonly entitlement: number;
  /** Seats ÷ entitlement: 1 is exactly its part. Undefined while it is entitled to nothing. */
  readonly ratio: number | undefined;
}

/** So many of so many. */
export interface Part {
  readonly number: number;
  readonly of: number;
}

/** Sums over everybody; nobody can be told from them. */
export interface SeatFigures {
  readonly organisations: readonly Share[];
  /** Seats of women, of those who have said what they are. */
  readonly women: Part;
  /** People with a seat who never had one before the window, of all with a seat. */
  readonly firstTimers: Part;
  /** People with two seats or more, of all with a seat. */
  readonly repeated: Part;
  /** Offers declined or run out, of those answered or run out. */
  readonly declined: Part;
  /** Those who did not come, of those whose attendance is noted. */
  readonly noShows: Part;
  /** Whole days from the call to a nomination, and after how many days how many came. */
  readonly days: readonly { readonly days: number; readonly nominations: number }[];
}

export interface Fairness {
  /** Those with the least of their part first. */
  readonly standings: readonly Standing[];
  readonly seats: number;
  readonly nominations: number;
  /** 1 when all have the same part, 1/n when one has everything; undefined before there is a seat. */
  readonly jain: number | undefined;
  /** 0 when all have the same part, towards 1 when one has everything; undefined before there is a seat. */
  readonly gini: number | undefined;
  readonly leastRatio: number | undefined;
  /** Organisations that are entitled to some part and have no seat. */
  readonly withoutSeat: readonly string[];
  readonly women: Part & { readonly interval: Interval };
  readonly firstTimers: Part;
  readonly repeated: Part;
  readonly declined: Part;
  readonly noShows: Part;
  readonly medianDays: number | undefined;
}

/** Where the others lie, without names. */
export interface Spread {
  readonly others: number;
  readonly least: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly most: number;
}

/**
 * The same minimum as for answers (§4.5), and for the others alone: with fewer, whoever knows their own row could work out
 * somebody else's.
 */
export const fewestOthers = smallestGroup;

/** By ratio, those with the least first; by id where it is the same, so that the order of the rows changes nothing. */
export function standingsOf(shares: readonly Share[]): readonly Standing[] {
  const seats = sum(shares.map((share) => share.seats));
  const weights = sum(shares.map((share) => share.weight));
  return shares
    .map((share) => {
      const entitlement = weights === 0 ? 0 : (share.weight * seats) / weights;
      return { ...share, entitlement, ratio: entitlement === 0 ? undefined : share.seats / entitlement };
    })
    .toSorted(
      (one, other) =>
        (one.ratio ?? Number.POSITIVE_INFINITY) - (other.ratio ?? Number.POSITIVE_INFINITY) ||
        (one.organisation < other.organisation ? -1 : 1),
    );
}

export function fairnessOf(figures: SeatFigures): Fairness {
  const standings = standingsOf(figures.organisations);
  const ratios = ratiosOf(standings);
  const { women, firstTimers, repeated, declined, noShows } = figures;
  return {
    standings,
    seats: sum(standings.map(({ seats }) => seats)),
    nominations: sum(standings.map(({ nominations }) => nominations)),
    jain: jain(ratios),
    gini: gini(ratios),
    leastRatio: ratios[0],
    withoutSeat: standings
      .filter(({ seats, weight }) => seats === 0 && weight > 0)
      .map(({ organisation }) => organisation),
    women: { ...women, interval: wilson(women.number, women.of) },
    firstTimers,
    repeated,
    declined,
    noShows,
    medianDays: medianOf(figures.days),
  };
}

/** Jain's index (Σx)² ÷ (n·Σx²): 1/n to 1. Undefined where nobody has anything. */
export function jain(values: readonly number[]): number | undefined {
  const squares = sum(values.map((value) => value ** 2));
  return squares === 0 ? undefined : sum(values) ** 2 / (values.length * squares);
}

/** The Gini coefficient Σ(2i−n−1)·x₍ᵢ₎ ÷ (n·Σx): 0 to 1−1/n. Undefined where nobody has anything. */
export function gini(values: readonly number[]): number | undefined {
  const total = sum(values);
  if (total === 0) return undefined;
  const n = values.length;
  const weighted = values
    .toSorted((one, other) => one - other)
    .map((value, at) => (2 * (at + 1) - n - 1) * value);
  return Math.max(0, sum(weighted) / (n * total));
}

/** What an organisation is told of itself. */
export interface OwnStanding {
  readonly seats: number;
  readonly nominations: number;
  /** Undefined while there are too few others: what it is entitled to tells how many seats they have together. */
  readonly beside:
    | { readonly entitlement: number; readonly ratio: number; readonly spread: Spread }
    | undefined;
}

/** Undefined for one that is not among them. */
export function ownStanding(shares: readonly Share[], organisation: string): OwnStanding | undefined {
  const standings = standingsOf(shares);
  const own = standings.find((one) => one.organisation === organisation);
  if (own === undefined) return undefined;
  const { seats, nominations, entitlement, ratio } = own;
  const spread = spreadBeside(standings, organisation);
  return {
    seats,
    nominations,
    beside: spread === undefined || ratio === undefined ? undefined : { entitlement, ratio, spread },
  };
}

/** Undefined while there are too few others for any of them to remain unknown. */
export function spreadBeside(standings: readonly Standing[], own: string): Spread | undefined {
  const ratios = ratiosOf(standings.filter(({ organisation }) => organisation !== own));
  if (ratios.length < fewestOthers) return undefined;
  return {
    others: ratios.length,
    least: quantile(ratios, 0),
    lowerQuartile: quantile(ratios, 0.25),
    median: quantile(ratios, 0.5),
    upperQuartile: quantile(ratios, 0.75),
    most: quantile(ratios, 1),
  };
}

/** Rising, of those that have one. */
function ratiosOf(standings: readonly Standing[]): number[] {
  return standings.flatMap(({ ratio }) => ratio ?? []).toSorted((one, other) => one - other);
}

/** Of values that rise; between two of them in proportion. */
function quantile(rising: readonly number[], share: number): number {
  const at = (rising.length - 1) * share;
  const [lower = 0, upper = 0] = [rising[Math.floor(at)], rising[Math.ceil(at)]];
  return lower + (upper - lower) * (at - Math.floor(at));
}

function medianOf(days: SeatFigures['days']): number | undefined {
  const each = days.flatMap((one) => Array<number>(one.nominations).fill(one.days));
  return each.length === 0
    ? undefined
    : quantile(
        each.toSorted((one, other) => one - other),
        0.5,
      );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
