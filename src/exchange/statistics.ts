// What one group's answers say, and how sure that is: shares, medians, means and scores with their intervals (product §4.3).
import jStat from 'jstat';

/** How many chose 1, 2, 3, 4 and 5. */
export type Counts = readonly [number, number, number, number, number];

/** Shares between 0 and 1, or means on the scale of the question. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** So many of so many. */
export interface Part {
  readonly k: number;
  readonly n: number;
}

export type Adequacy = 'indicative' | 'usable' | 'solid';

/** What a normal distribution leaves 2.5 % above, and 10 % above. */
export const z95 = 1.959963984540054;
const z80 = 1.2815515655446004;

/** Under ten answers neither a mean nor a promoter score says anything (§4.3). */
export const enoughForMeans = 10;

/** Completed ÷ attended (no-shows are not attended); undefined when nobody attended. */
export function responseRate(completed: number, attended: number): number | undefined {
  return attended > 0 ? completed / attended : undefined;
}

export function totalOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** How many chose 4 or 5. */
export function favourable(counts: Counts): number {
  return counts[3] + counts[4];
}

/** The middle answer where `counts[0]` is how many chose `lowest`; undefined without answers. */
export function medianOf(counts: readonly number[], lowest = 1): number | undefined {
  const n = totalOf(counts);
  if (n === 0) return undefined;
  const at = (rank: number) => {
    let seen = 0;
    const place = counts.findIndex((count) => {
      seen += count;
      return seen > rank;
    });
    return lowest + place;
  };
  return (at(Math.floor((n - 1) / 2)) + at(Math.floor(n / 2))) / 2;
}

/** Mean and its 95 % t interval, kept on the scale that begins at `lowest`; undefined under ten answers. */
export function meanInterval(
  counts: readonly number[],
  lowest = 1,
): ({ readonly mean: number } & Interval) | undefined {
  const n = totalOf(counts);
  if (n < enoughForMeans) return undefined;
  const mean = counts.reduce((sum, count, place) => sum + count * (lowest + place), 0) / n;
  const squares = counts.reduce((sum, count, place) => sum + count * (lowest + place - mean) ** 2, 0);
  const half = tQuantile95(n - 1) * Math.sqrt(squares / (n - 1) / n);
  const highest = lowest + counts.length - 1;
  return { mean, low: Math.max(lowest, mean - half), high: Math.min(highest, mean + half) };
}

/** The t that leaves 2.5 % above it. */
export function tQuantile95(degrees: number): number {
  return jStat.studentt.inv(0.975, degrees);
}

/**
 * The 95 % Wilson interval of k out of n. With `cohort`, the number of people who could have answered, the variance is
 * that of a finite population (product §4.3), and everybody's answer leaves no doubt. Without answers anything is
 * possible: 0 to 1.
 */
export function wilson(k: number, n: number, cohort?: number, z: number = z95): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const z2 = z ** 2 * finiteShare(n, cohort);
  const centre = (k + z2 / 2) / (n + z2);
  const half = (Math.sqrt(z2) / (n + z2)) * Math.sqrt((k * (n - k)) / n + z2 / 4);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** (N−n)/(N−1): 1 for an endless cohort, 0 when everybody (or more than were thought) answered. */
function finiteShare(n: number, cohort: number | undefined): number {
  if (cohort === undefined) return 1;
  return cohort <= n ? 0 : (cohort - n) / (cohort - 1);
}

/** How many would recommend (9, 10), are undecided (7, 8) and would not (0 to 6). */
export interface RecommendGroups {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

/** Of how many chose each of 0 to 10. */
export function recommendGroups(counts: readonly number[]): RecommendGroups {
  return {
    promoters: totalOf(counts.slice(9)),
    passives: totalOf(counts.slice(7, 9)),
    detractors: totalOf(counts.slice(0, 7)),
  };
}

/** Net promoter score and the half-width of its 95 % interval, both in points. */
export interface PromoterScore {
  readonly score: number;
  readonly error: number;
}

/** Never printed without its error nor without the groups; undefined under ten answers (§4.3). */
export function nps(
  { promoters, passives, detractors }: RecommendGroups,
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
