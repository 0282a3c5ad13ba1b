// Outcomes of a selection (product §5.12): a code for each, and until when it can be appealed.
/**
 * Every one has a sentence in the nominee's language. `reserve` comes with the place in it, `ineligible` with the rule
 * that was not met.
 */
export const outcomeCodes = [
  'selected',
  'reserve',
  'not-selected-score',
  'not-selected-seats',
  'not-selected-other',
  'ineligible',
] as const;

export type OutcomeCode = (typeof outcomeCodes)[number];

/** Small facts that the sentence is made with. */
export interface OutcomeFacts {
  /** The place in the reserve, 1 first. */
  readonly place?: number | undefined;
  /** Of all who were nominated, and how many seats there were. */
  readonly nominated?: number | undefined;
  readonly seats?: number | undefined;
}

/** Whoever is selected has nothing to appeal. */
export function isAppealable(code: OutcomeCode): boolean {
  return code !== 'selected';
}

/** The instant (epoch milliseconds) until which an outcome of `at` can be appealed. */
export function appealableUntil(at: number, days: number): number {
  return at + days * 86_400_000;
}

export const appealVerdicts = ['upheld', 'rejected'] as const;

export type AppealVerdict = (typeof appealVerdicts)[number];

export const appealLimits = { grounds: 800, answer: 800 } as const;

/**
 * Whether somebody may answer an appeal: nobody who reviewed for the course, nominated or confirmed, nor whom it is
 * about, themselves or through a deputy. Ids of persons; `asker` are all for whom they act (`actsFor`).
 */
export function mayHear(
  asker: readonly string[],
  part: {
    readonly panel: readonly string[];
    readonly nominator: string;
    readonly nominee: string;
    readonly confirmer: string;
  },
): boolean {
  const involved = new Set([...part.panel, part.nominator, part.nominee, part.confirmer]);
  return !asker.some((person) => involved.has(person));
}
