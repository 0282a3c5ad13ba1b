// What people think of Attaché itself: useful, or one of three reasons why not; counted by month, with nobody beside it.

/** Exactly these three (product §1a, 28). */
export const uselessReasons = ['not-found', 'not-relevant', 'too-complicated'] as const;

export const botVerdicts = ['useful', ...uselessReasons] as const;
export type BotVerdict = (typeof botVerdicts)[number];

/** `2027-03`. The month of UTC: an opinion leans on no time that would say more of where somebody is. */
export function monthOf(now: number): string {
  return new Date(now).toISOString().slice(0, 7);
}

export interface MonthOfOpinions {
  readonly month: string;
  readonly counts: Readonly<Record<BotVerdict, number>>;
  readonly total: number;
}

/** Whatever is kept for one month and one opinion. */
export interface CountedOpinion {
  readonly month: string;
  readonly verdict: BotVerdict;
  readonly number: number;
}

/** Fewer are never counted out (product §4.5 R1). */
const fewest = 5;

/**
 * The newest first. A month that is not over, or in which fewer than five said something, is not told: whoever asked
 * again after each answer would see who gave it.
 */
export function monthsToTell(counted: readonly CountedOpinion[], now: number): readonly MonthOfOpinions[] {
  const months = [...new Set(counted.map(({ month }) => month))].filter((month) => month < monthOf(now));
  return months
    .map((month) => {
      const number = (verdict: BotVerdict) =>
        counted.find((one) => one.month === month && one.verdict === verdict)?.number ?? 0;
      const counts = {
        useful: number('useful'),
        'not-found': number('not-found'),
        'not-relevant': number('not-relevant'),
        'too-complicated': number('too-complicated'),
      };
      return { month, counts, total: Object.values(counts).reduce((sum, one) => sum + one, 0) };
    })
    .filter(({ total }) => total >= fewest)
    .toSorted((one, other) => (one.month < other.month ? 1 : -1));
}
