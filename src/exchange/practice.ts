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
import { isReportable, published } from './publication.ts';
import { toldOfCounts } from './release.ts';

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
  /** The manager who said it, and so knows it. */
  readonly by: string;
  readonly seen: Sighting;
  readonly barrier: Barrier;
  readonly use: ObservedUse;
}

type Counts<Value extends string> = Readonly<Record<Value, number>>;

interface Figures {
  readonly answered: number;
  /** Under the minimum nothing but how many answered is told to anybody; what is undefined is not told either. */
  readonly enough: boolean;
}

export interface OwnFigures extends Figures {
  readonly applied:
    | {
        readonly readings: Counts<CommitmentReading>;
        readonly commitments: number;
        /** Done, and half of what was partly done, of all commitments of those who answered (product §4.3). */
        readonly rate: number;
      }
    | undefined;
  readonly barriers: Counts<Barrier> | undefined;
  readonly tools: Counts<ToolUse> | undefined;
}

export interface ObservedFigures extends Figures {
  readonly seen: Counts<Sighting> | undefined;
  readonly barriers: Counts<Barrier> | undefined;
  /** How many gave four or five of five points. */
  readonly use: Readonly<Record<UseItem, number | undefined>>;
}

/** Of those about whom both have spoken. */
export interface Agreement {
  readonly answered: number;
  readonly alike: number;
  readonly kappa: number;
}

/** `minimum` is the hub's; what of each question may be told is decided where it is for anonymous answers. */
export function ownFigures(answers: readonly OwnAnswer[], minimum: number): OwnFigures {
  const answered = answers.length;
  const all = answers.flatMap(({ readings }) => readings);
  // By what each has done as a whole: one person may have made three commitments.
  const isTold = mayBeTold(outcomesOfCommitment, answers.map(overallReading), minimum);
  const applied = {
    readings: counted(outcomesOfCommitment, all),
    commitments: all.length,
    rate: applicationRate(all),
  };
  return {
    answered,
    enough: isReportable({ released: answered }, minimum),
    applied: isTold ? applied : undefined,
    barriers: told(
      barriers,
      answers.map(({ barrier }) => barrier),
      minimum,
    ),
    tools: told(
      toolUses,
      answers.map(({ tools }) => tools),
      minimum,
    ),
  };
}

export function observedFigures(observations: readonly Observation[], minimum: number): ObservedFigures {
  const answered = observations.length;
  const points = (item: UseItem) => (one: Observation) => `${one.use[item]}` as Point;
  const use = useItems.map((item) => {
    const given = toldToManagers(fivePoints, observations, points(item), minimum);
    return [item, given && given[4] + given[5]] as const;
  });
  return {
    answered,
    enough: isReportable({ released: answered }, minimum),
    seen: toldToManagers(sightings, observations, ({ seen }) => seen, minimum),
    barriers: toldToManagers(barriers, observations, ({ barrier }) => barrier, minimum),
    use: Object.fromEntries(use) as ObservedFigures['use'],
  };
}

const fivePoints = ['1', '2', '3', '4', '5'] as const;
type Point = (typeof fivePoints)[number];

/**
 * How far those who made commitments and their managers say the same. A manager knows what they said themselves, so it is
 * told only where no one of them has spoken about all, or all but a few; otherwise it would tell them the other half.
 */
export function agreement(
  answers: readonly OwnAnswer[],
  observations: readonly Observation[],
  minimum: number,
): Agreement | undefined {
  const ofPerson = new Map(observations.map((one) => [one.person, one]));
  const pairs = answers.flatMap((answer) => {
    const observed = ofPerson.get(answer.person);
    if (observed === undefined) return [];
    const own = sightedAs[overallReading(answer)];
    const isAlike: 'alike' | 'unlike' = own === observed.seen ? 'alike' : 'unlike';
    return [{ by: observed.by, own, seen: observed.seen, isAlike }];
  });
  const hasOneForAll = new Set(pairs.map(({ by }) => by)).size < 2;
  const counts = toldToManagers(['alike', 'unlike'], pairs, ({ isAlike }) => isAlike, minimum);
  if (counts === undefined || hasOneForAll) return undefined;
  const kappa = cohensKappa(pairs.map(({ own, seen }) => [own, seen]));
  return { answered: pairs.length, alike: counts.alike, kappa: kappa ?? 0 };
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

/** Through the one door: enough of them, and so many otherwise than most that whoever knows one knows no other. */
function mayBeTold<Value extends string>(
  values: readonly Value[],
  said: readonly Value[],
  minimum: number,
): boolean {
  const item = { id: 'said', kind: 'choice' } as const;
  const counts = values.map((value) => said.filter((one) => one === value).length);
  return published(item, toldOfCounts([item], said.length, { said: counts }), minimum).kind === 'figures';
}

function told<Value extends string>(
  values: readonly Value[],
  said: readonly Value[],
  minimum: number,
): Counts<Value> | undefined {
  return mayBeTold(values, said, minimum) ? counted(values, said) : undefined;
}

/** A manager knows what they said of several: what is left without that must be tellable, too, or nothing at all (R2). */
function toldToManagers<Value extends string, One extends { readonly by: string }>(
  values: readonly Value[],
  all: readonly One[],
  saying: (one: One) => Value,
  minimum: number,
): Counts<Value> | undefined {
  const managers = new Set(all.map(({ by }) => by));
  const isLeft = [...managers].every((manager) => {
    const others = all.filter(({ by }) => by !== manager).map(saying);
    return others.length === 0 || mayBeTold(values, others, minimum);
  });
  return isLeft ? told(values, all.map(saying), minimum) : undefined;
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
