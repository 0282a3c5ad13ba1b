// What came of the commitments of a course, in figures that lead back to nobody: the application rate, barriers, agreement.

import {
  type Barrier,
  barriers,
  type CommitmentReading,
  type ObservedUse,
  outcomesOfCommitment,
  type Sighting,
  sightings,
  type ToolUse,
  toolUses,
  type UseItem,
  useItems,
} from './follow-up.ts';
import { isReportable } from './publication.ts';

export interface OwnAnswer {
  readonly person: string;
  /** One for each commitment. */
  readonly readings: readonly CommitmentReading[];
  readonly barrier: Barrier;
  readonly tools: ToolUse;
}

export interface Observation {
  /** Of whom. */
  readonly person: string;
  readonly seen: Sighting;
  readonly barrier: Barrier;
  readonly use: ObservedUse;
}

interface TooFew {
  readonly kind: 'too-few';
  readonly answered: number;
}

/** Almost everybody of a few said the same: a figure would say what each of them did (product §4.5 R5). */
interface Mostly<Said> {
  readonly kind: 'mostly';
  readonly answered: number;
  readonly said: Said;
}

export type OwnFigures =
  | TooFew
  | Mostly<CommitmentReading>
  | {
      readonly kind: 'figures';
      readonly answered: number;
      readonly readings: Readonly<Record<CommitmentReading, number>>;
      readonly commitments: number;
      /** Done, and half of what was partly done, of all commitments of those who answered (product §4.3). */
      readonly applied: number;
      readonly barriers: Readonly<Record<Barrier, number>>;
      readonly tools: Readonly<Record<ToolUse, number>>;
    };

export type ObservedFigures =
  | TooFew
  | Mostly<Sighting>
  | {
      readonly kind: 'figures';
      readonly answered: number;
      readonly seen: Readonly<Record<Sighting, number>>;
      readonly barriers: Readonly<Record<Barrier, number>>;
      /** How many gave four or five of five points. */
      readonly use: Readonly<Record<UseItem, number>>;
    };

export type Agreement =
  | TooFew
  | {
      readonly kind: 'figures';
      readonly answered: number;
      readonly alike: number;
      /** Undefined where chance alone would make all alike. */
      readonly kappa: number | undefined;
    };

/** From so many answers on, what all of them say is no statement about any one (R5). */
const manyAnswers = 10;

export function ownFigures(answers: readonly OwnAnswer[]): OwnFigures {
  const answered = answers.length;
  if (!isReportable({ released: answered })) return { kind: 'too-few', answered };
  const all = answers.flatMap(({ readings }) => readings);
  const same = saidByAlmostAll(answers.map(overallReading), answered);
  if (same !== undefined) return { kind: 'mostly', answered, said: same };
  const readings = counted(outcomesOfCommitment, all);
  return {
    kind: 'figures',
    answered,
    readings,
    commitments: all.length,
    applied: applicationRate(all),
    barriers: counted(
      barriers,
      answers.map(({ barrier }) => barrier),
    ),
    tools: counted(
      toolUses,
      answers.map(({ tools }) => tools),
    ),
  };
}

export function observedFigures(observations: readonly Observation[]): ObservedFigures {
  const answered = observations.length;
  if (!isReportable({ released: answered })) return { kind: 'too-few', answered };
  const sighted = observations.map(({ seen }) => seen);
  const same = saidByAlmostAll(sighted, answered);
  if (same !== undefined) return { kind: 'mostly', answered, said: same };
  const favourable = (item: UseItem) => observations.filter(({ use }) => use[item] >= 4).length;
  return {
    kind: 'figures',
    answered,
    seen: counted(sightings, sighted),
    barriers: counted(
      barriers,
      observations.map(({ barrier }) => barrier),
    ),
    use: Object.fromEntries(useItems.map((item) => [item, favourable(item)])) as Record<UseItem, number>,
  };
}

/** How far those who made commitments and their managers say the same, of those about whom both have spoken. */
export function agreement(answers: readonly OwnAnswer[], observations: readonly Observation[]): Agreement {
  const seenOf = new Map(observations.map(({ person, seen }) => [person, seen]));
  const pairs = answers.flatMap((answer): readonly [string, string][] => {
    const seen = seenOf.get(answer.person);
    return seen === undefined ? [] : [[sightedAs[overallReading(answer)], seen]];
  });
  const answered = pairs.length;
  // Whoever is known to have said the same as all others is known to have said it.
  const same = saidByAlmostAll(
    pairs.map(([own]) => own),
    answered,
  );
  if (!isReportable({ released: answered }) || same !== undefined) return { kind: 'too-few', answered };
  const alike = pairs.filter(([own, other]) => own === other).length;
  return { kind: 'figures', answered, alike, kappa: cohensKappa(pairs) };
}

const sightedAs = { done: 'yes', partly: 'partly', 'not-yet': 'no' } as const satisfies Record<
  CommitmentReading,
  Sighting
>;

/** A = (done + ½ partly) ÷ commitments. */
export function applicationRate(readings: readonly CommitmentReading[]): number {
  const worth = { done: 1, partly: 0.5, 'not-yet': 0 } as const;
  return readings.length === 0
    ? 0
    : readings.reduce((sum, reading) => sum + worth[reading], 0) / readings.length;
}

/** All done, nothing begun, or something between: what a manager is asked about the whole. */
function overallReading({ readings }: OwnAnswer): CommitmentReading {
  const rate = applicationRate(readings);
  return rate === 1 ? 'done' : rate === 0 ? 'not-yet' : 'partly';
}

/** Cohen (1960): agreement beyond what the two distributions alone would bring. */
export function cohensKappa(pairs: readonly (readonly [string, string])[]): number | undefined {
  const n = pairs.length;
  const share = (of: 0 | 1, value: string) => pairs.filter((pair) => pair[of] === value).length / n;
  const observed = pairs.filter(([one, other]) => one === other).length / n;
  const values = [...new Set(pairs.flat())];
  const expected = values.reduce((sum, value) => sum + share(0, value) * share(1, value), 0);
  return n === 0 || expected === 1 ? undefined : (observed - expected) / (1 - expected);
}

/** What all of a few, or all but one of them, said. */
function saidByAlmostAll<Said extends string>(said: readonly Said[], answered: number): Said | undefined {
  if (answered >= manyAnswers) return undefined;
  return said.find((one) => said.filter((other) => other === one).length >= answered - 1);
}

function counted<Value extends string>(
  values: readonly Value[],
  found: readonly Value[],
): Record<Value, number> {
  const counts = values.map((value) => [value, found.filter((one) => one === value).length]);
  return Object.fromEntries(counts) as Record<Value, number>;
}

export interface Volunteer {
  readonly person: string;
  readonly applied: number;
}

/** Whom to talk with for twenty minutes (Success Case Method): of the volunteers those who did most, and those who did least. */
export function successCases(
  volunteers: readonly Volunteer[],
  each = 2,
): { readonly most: readonly Volunteer[]; readonly least: readonly Volunteer[] } {
  const ranked = volunteers.toSorted(
    (one, other) => other.applied - one.applied || (one.person < other.person ? -1 : 1),
  );
  const half = Math.min(each, Math.ceil(ranked.length / 2));
  return { most: ranked.slice(0, half), least: ranked.slice(half).slice(-each).toReversed() };
}
