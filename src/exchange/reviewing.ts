// Who reviews whom: conflicts of interest (product §5.11), and reviewers shared out by load.
import type { NominationState } from './nomination.ts';
import { type GivenReview, type Weights, wantedReviewers } from './scoring.ts';

/** What somebody declares of somebody else; whoever has declared it does not review them. */
export const interests = ['relative', 'friend', 'subordinate', 'superior', 'business'] as const;

export type Interest = (typeof interests)[number];

/** In these states a nomination is reviewed; one that is scored may still need a third reviewer. */
export const reviewableStates = [
  'submitted',
  'eligible',
  'vetted',
  'scored',
] as const satisfies readonly NominationState[];

/** Reviews begin when everybody has handed in: what may still be corrected is not judged. */
export const reviewingStates = ['call-closed', 'selecting'] as const;

export interface Reviewer {
  readonly person: string;
  readonly organisation: string | undefined;
}

/** Persons and organisations by their ids. */
export interface Reviewed {
  readonly id: string;
  readonly nominee: string;
  readonly nominatedBy: string;
  readonly organisation: string;
}

export type CourseConflict = 'nominee' | 'nominator' | 'pays';

/**
 * Why somebody reviews nobody of a course: they compete in it, have named somebody who does, or are the liaison officer
 * of an organisation that bears its cost.
 */
export function courseConflict(
  person: string,
  nominations: readonly Pick<Reviewed, 'nominee' | 'nominatedBy'>[],
  isOfPayer: boolean,
): CourseConflict | undefined {
  if (nominations.some((one) => one.nominee === person)) return 'nominee';
  if (nominations.some((one) => one.nominatedBy === person)) return 'nominator';
  return isOfPayer ? 'pays' : undefined;
}

export type ReviewConflict = 'oneself' | 'nominated' | 'organisation' | 'declared';

/** Why a reviewer of the course is not given this nomination; `declared` are those they have declared an interest in. */
export function reviewConflict(
  reviewer: Reviewer,
  { nominee, nominatedBy, organisation }: Reviewed,
  declared: ReadonlySet<string>,
): ReviewConflict | undefined {
  if (reviewer.person === nominee) return 'oneself';
  if (reviewer.person === nominatedBy) return 'nominated';
  if (reviewer.organisation === organisation) return 'organisation';
  return declared.has(nominee) || declared.has(nominatedBy) ? 'declared' : undefined;
}

export interface Assignment {
  readonly nomination: string;
  readonly reviewer: string;
  /** Because the first two are too far apart. */
  readonly isThird: boolean;
}

export interface ToAssign {
  readonly nominations: readonly (Reviewed & { readonly reviews: readonly GivenReview[] })[];
  readonly reviewers: readonly Reviewer[];
  /** By declarant, whom they have declared an interest in. */
  readonly declared: ReadonlyMap<string, ReadonlySet<string>>;
  readonly weights: Weights;
  readonly spread: number;
}

/**
 * Gives every nomination the reviewers that it lacks, always whoever has least to do; those that fewest may review come
 * first, so that the others' choice does not use them up. Depends on nothing but what is given, in whatever order.
 * `lacking` are nominations that still want a reviewer and find none without a conflict.
 */
export function assignReviewers({ nominations, reviewers, declared, weights, spread }: ToAssign): {
  readonly assigned: readonly Assignment[];
  readonly lacking: readonly string[];
} {
  const load = new Map(reviewers.map(({ person }) => [person, 0]));
  for (const { reviews } of nominations)
    for (const { reviewer, state } of reviews)
      if (state !== 'recused') load.set(reviewer, (load.get(reviewer) ?? 0) + 1);

  const waiting = nominations
    .map((one) => ({
      one,
      wanted: wantedReviewers(one.reviews, weights, spread),
      fit: reviewers.filter(
        (reviewer) =>
          !one.reviews.some((review) => review.reviewer === reviewer.person) &&
          reviewConflict(reviewer, one, declared.get(reviewer.person) ?? nobody) === undefined,
      ),
    }))
    .filter(({ wanted }) => wanted.number > 0)
    .toSorted((a, b) => a.fit.length - b.fit.length || compare(a.one.id, b.one.id));

  const assigned: Assignment[] = [];
  const lacking: string[] = [];
  for (const { one, wanted, fit } of waiting) {
    const chosen = fit
      .toSorted(
        (a, b) => (load.get(a.person) ?? 0) - (load.get(b.person) ?? 0) || compare(a.person, b.person),
      )
      .slice(0, wanted.number);
    for (const { person } of chosen) {
      load.set(person, (load.get(person) ?? 0) + 1);
      assigned.push({ nomination: one.id, reviewer: person, isThird: wanted.isThird });
    }
    if (chosen.length < wanted.number) lacking.push(one.id);
  }
  return { assigned, lacking: lacking.toSorted(compare) };
}

const nobody: ReadonlySet<string> = new Set();

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
