// What is known of a person that eligibility and soft reserves look at: only what somebody has said.
import type { Language } from './languages.ts';

/** Item 44: who is trained beside the police; item 76 reserves seats by it. */
export const sectors = [
  'police',
  'prosecution',
  'judiciary',
  'customs',
  'immigration',
  'international-body',
  'other-agency',
] as const;

export type Sector = (typeof sectors)[number];

/** Counted only together: the share of women, and a reserve for them. */
export const genders = ['woman', 'man'] as const;

export type Gender = (typeof genders)[number];

/** Undefined where nobody has said it, which stands against nobody but where a course demands it. */
export interface Profile {
  readonly person: string;
  readonly sector: Sector | undefined;
  readonly gender: Gender | undefined;
  /** In which they can follow a course. */
  readonly languages: readonly Language[];
}
