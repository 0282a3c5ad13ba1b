// What of the answers that wait may be released, so that whatever is told of them afterwards, nobody’s answer comes out.
import { type Answers, type CountedItem, type Tallies, tallyOf } from './questionnaire.ts';

/**
 * Everything that is ever told of answers is a sum over parts that share nobody: each batch, and in a large batch each
 * cell of it. A part is told of an item only where it is safe by itself: five answers or more, of which no one who knows
 * their own can know the others'. So whoever subtracts one summary from another, a part from the whole, or a month from
 * a year, is left with whole safe parts. What is not safe in its part stays out of every sum, for ever.
 *
 * Which answers make a part depends on how many there are, never on what they say: otherwise the way in which they were
 * put together would tell what they say (decision 33).
 */

/** Five: below it no figure, comment or split, for nobody (product §4.5 R1). A hub may ask for more, never for fewer. */
export const smallestGroup = 5;

/** A hub's own minimum, where it is the greater one. */
export function atLeast(minimum: number | undefined): number {
  return Math.max(smallestGroup, minimum ?? smallestGroup);
}

/**
 * A cell is told apart from twice the minimum on: of few people who were asked the same, too many would answer alike, and
 * what is alike in a part is missing from the whole.
 */
const cellsToParts = 2;

const ways = ['favourable', 'not-favourable', 'one-answer'] as const;

/** How the answers of a part lie where they are too much alike to be counted out. */
export type Towards = (typeof ways)[number];

/** Of how many answers only this is told. */
export type Alike = Readonly<Partial<Record<Towards, number>>>;

/** What may be told of some answers; what an item lacks in both was answered by too few. */
export interface Told {
  /** How many answers these are, whatever of them is told. */
  readonly released: number;
  /** The counts by item, of safe parts alone. A test is counted by `rightAnswers`, never question by question. */
  readonly tallies: Tallies;
  readonly alike: Readonly<Record<string, Alike>>;
}

/** The item under which tests are counted: how many people had none right, one, two … all. */
export const rightAnswers = 'right-answers';

/** One answer that waits; `cell` is the part of the round that its writer belongs to. */
export interface Waiting {
  readonly key: string;
  readonly cell: string | null;
  readonly link: string | null;
  readonly answers: Answers;
}

/** Answers that are told together; `cell` names the cell where all of one are told apart. */
export interface Part<A extends Pick<Waiting, 'cell'> = Waiting> {
  readonly cell: string | null;
  readonly answers: readonly A[];
}

/**
 * The parts that answers are released in; none where they are fewer than the minimum, and then all of them go on
 * waiting. Cells that are too small, and those without one, are one part; it has the minimum or nobody in it.
 */
export function partsOf<A extends Pick<Waiting, 'cell'>>(
  waiting: readonly A[],
  minimum?: number,
): readonly Part<A>[] {
  const least = atLeast(minimum);
  if (waiting.length < least) return [];
  const large = [...Map.groupBy(waiting, ({ cell }) => cell)]
    .filter(([cell, answers]) => cell !== null && answers.length >= cellsToParts * least)
    .sort(
      ([one, many], [other, more]) => many.length - more.length || ((one ?? '') < (other ?? '') ? -1 : 1),
    );
  const apart = new Map(large);
  const left = () => waiting.filter(({ cell }) => !apart.has(cell));
  for (const [smallest] of large) {
    const rest = left().length;
    if (rest === 0 || rest >= least) break;
    apart.delete(smallest);
  }
  const rest = left();
  const parts = [...apart].map(([cell, answers]) => ({ cell, answers }));
  return rest.length > 0 ? [...parts, { cell: null, answers: rest }] : parts;
}

/** What may be told of one part by itself. */
export function toldOf(items: readonly CountedItem[], answers: readonly Answers[]): Told {
  const tests = testsIn(items);
  const counted = tallyOf(items, answers);
  const right = tests.length > 0 ? { [rightAnswers]: countsOfRight(tests, answers) } : {};
  return toldOfCounts(items, answers.length, { ...counted, ...right });
}

/** The same from its counts. */
export function toldOfCounts(items: readonly CountedItem[], released: number, counted: Tallies): Told {
  const tallies: Record<string, readonly number[]> = {};
  const alike: Record<string, Alike> = {};
  for (const { id, kind } of items) {
    const counts = counted[id] ?? [];
    if (kind === 'text') tallies[id] = counts;
    else if (kind !== 'test') tell(id, counts, directionsOf(kind));
  }
  tell(rightAnswers, counted[rightAnswers] ?? [], undefined);
  return { released, tallies, alike };

  function tell(id: string, counts: readonly number[], favourableFrom: number | undefined): void {
    const n = sumOf(counts);
    if (n < smallestGroup) return;
    if (isSafe(counts)) tallies[id] = counts;
    else alike[id] = { [towardsOf(counts, favourableFrom)]: n };
  }
}

/**
 * True where at least two answered otherwise than most: then one of all who know their own answer still does not know
 * how anybody else answered. Several who tell each other theirs know more; that is not guarded against.
 */
function isSafe(counts: readonly number[]): boolean {
  return sumOf(counts) - Math.max(...counts) >= 2;
}

/** From which place on a scale an answer is favourable; undefined: its places have no direction. */
function directionsOf(kind: CountedItem['kind']): number | undefined {
  if (kind === 'rating') return 3;
  return kind === 'recommend' ? 9 : undefined;
}

/** Each direction stands for several answers, so that it does not say which: with 3 by itself, it would. */
function towardsOf(counts: readonly number[], favourableFrom: number | undefined): Towards {
  if (favourableFrom === undefined) return 'one-answer';
  return counts.indexOf(Math.max(...counts)) >= favourableFrom ? 'favourable' : 'not-favourable';
}

function testsIn(items: readonly CountedItem[]): readonly CountedItem[] {
  return items.filter(({ kind }) => kind === 'test');
}

function rightIn(tests: readonly CountedItem[], answers: Answers): number {
  return tests.filter(({ id, right }) => right !== undefined && answers[id] === right).length;
}

function countsOfRight(tests: readonly CountedItem[], answers: readonly Answers[]): readonly number[] {
  const counts = Array.from({ length: tests.length + 1 }, () => 0);
  for (const one of answers) {
    const right = rightIn(tests, one);
    counts[right] = (counts[right] ?? 0) + 1;
  }
  return counts;
}

/** Sums over parts that share nobody; what an item has in one of them alone is kept. */
export function together(parts: readonly Told[]): Told {
  const tallies: Record<string, number[]> = {};
  const alike: Record<string, Partial<Record<Towards, number>>> = {};
  let released = 0;
  for (const part of parts) {
    released += part.released;
    for (const id in part.tallies) {
      const sums = tallies[id] ?? [];
      tallies[id] = sums;
      part.tallies[id]?.forEach((number, at) => {
        sums[at] = (sums[at] ?? 0) + number;
      });
    }
    for (const id in part.alike) {
      const sums = alike[id] ?? {};
      alike[id] = sums;
      for (const way of ways) {
        const number = part.alike[id]?.[way];
        if (number !== undefined) sums[way] = (sums[way] ?? 0) + number;
      }
    }
  }
  return { released, tallies, alike };
}

/** What those who took both tests had right, in per cent, the same person at the same place; sorted, so in no order. */
export interface Gain {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Two tests of one course: those whom a link pairs, and the others of either. */
export interface Paired<A extends Pick<Waiting, 'link'> = Waiting> {
  readonly both: readonly { readonly before: A; readonly after: A }[];
  readonly beforeAlone: readonly A[];
  readonly afterAlone: readonly A[];
}

/**
 * Pairs two tests by their links. Those who took both are one part of each, those who took one are others; fewer pairs
 * than the minimum are not paired at all, so that a test is told whole, and without its gain.
 */
export function pair<A extends Pick<Waiting, 'link'>>(
  before: readonly A[],
  after: readonly A[],
  minimum?: number,
): Paired<A> {
  const byLink = new Map(after.flatMap((one) => (one.link === null ? [] : [[one.link, one] as const])));
  const both = before.flatMap((one) => {
    const other = one.link === null ? undefined : byLink.get(one.link);
    return other ? [{ before: one, after: other }] : [];
  });
  if (both.length < atLeast(minimum)) return { both: [], beforeAlone: before, afterAlone: after };
  const paired = new Set(both.flatMap((one) => [one.before, one.after]));
  return {
    both,
    beforeAlone: before.filter((one) => !paired.has(one)),
    afterAlone: after.filter((one) => !paired.has(one)),
  };
}

/** The gain of a part of pairs; undefined where the results of either test are too much alike, or nothing was tested. */
export function gainOf(
  items: { readonly before: readonly CountedItem[]; readonly after: readonly CountedItem[] },
  pairs: readonly { readonly before: Pick<Waiting, 'answers'>; readonly after: Pick<Waiting, 'answers'> }[],
): Gain | undefined {
  const tests = { before: testsIn(items.before), after: testsIn(items.after) };
  if (tests.before.length === 0 || tests.after.length === 0 || pairs.length < smallestGroup) return undefined;
  const given = (side: 'before' | 'after') => pairs.map((one) => one[side].answers);
  if (!isSafe(countsOfRight(tests.before, given('before')))) return undefined;
  if (!isSafe(countsOfRight(tests.after, given('after')))) return undefined;
  const per = (side: 'before' | 'after', { answers }: Pick<Waiting, 'answers'>) =>
    (100 * rightIn(tests[side], answers)) / tests[side].length;
  return sorted(pairs.map((one) => [per('before', one.before), per('after', one.after)]));
}

/** Of pairs that were released one after another. */
export function gainsTogether(one: Gain, other: Gain): Gain {
  const pairsIn = ({ before, after }: Gain) => before.map((value, at) => [value, after[at] ?? 0] as const);
  return sorted([...pairsIn(one), ...pairsIn(other)]);
}

function sorted(pairs: readonly (readonly [number, number])[]): Gain {
  const inOrder = pairs.toSorted(([one, then], [other, later]) => one - other || then - later);
  return { before: inOrder.map(([before]) => before), after: inOrder.map(([, after]) => after) };
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, number) => sum + number, 0);
}
