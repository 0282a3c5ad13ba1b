// What any reader may be shown of released answers: the one door for summaries, digests, comparisons, exports and roll-ups.
import type { Item } from './questionnaire.ts';
import { type Alike, atLeast, type Gain, rightAnswers, type Told, together } from './release.ts';

/**
 * Of one item. `figures`: its counts may be shown, and everything that is computed from them; `aside` more answers are
 * not in them, because they are too much alike in their part. `mostly`: nothing but where they lie ("mostly 4 and 5";
 * `not-favourable` stands for 1 to 3, or for 0 to 8 of a recommendation; `one-answer`: nearly all gave the same, and
 * which is not said; `divided`: some parts one way, some the other). `too-few`: nothing.
 */
export type Published =
  | {
      readonly kind: 'figures';
      /** By place: 1 to 5, 0 to 10, the item's options, or the number of right answers; of a text how many wrote one. */
      readonly counts: readonly number[];
      readonly n: number;
      readonly aside: number;
    }
  | {
      readonly kind: 'mostly';
      readonly towards: 'favourable' | 'not-favourable' | 'one-answer' | 'divided';
      readonly n: number;
    }
  | { readonly kind: 'too-few' };

/** What the record keeps of a round's released answers, by whatever more it is accompanied. */
export interface Tally extends Told {
  /** The parts that may be shown apart; their sums and the rest's are those of the whole. */
  readonly cells: Readonly<Record<string, Told>>;
  readonly gain: Gain | null;
}

/** What is kept of a round of which nothing has been released. */
export const nothingReleased: Tally = { released: 0, tallies: {}, alike: {}, cells: {}, gain: null };

/** `minimum` is the hub's (`feedback.minimum`); under five it is five. */
export function published(item: Pick<Item, 'id'>, told: Told, minimum?: number): Published {
  const least = atLeast(minimum);
  if (told.released < least) return { kind: 'too-few' };
  const counts = told.tallies[item.id];
  const alike = told.alike[item.id];
  const aside = alike ? sumOf(Object.values(alike)) : 0;
  if (counts) {
    const n = sumOf(counts);
    const isText = counts.length === 1;
    if (isText || n >= least) return { kind: 'figures', counts, n, aside };
  }
  return alike && aside >= least
    ? { kind: 'mostly', towards: towardsOf(alike), n: aside }
    : { kind: 'too-few' };
}

function towardsOf(alike: Alike): 'favourable' | 'not-favourable' | 'one-answer' | 'divided' {
  const ways = (['favourable', 'not-favourable', 'one-answer'] as const).filter((way) => alike[way]);
  const [way] = ways;
  return ways.length === 1 && way ? way : 'divided';
}

/** The items of which anything is kept, by their ids; what of each may be shown, `published` says. */
export function itemsTold({ tallies, alike }: Told): readonly string[] {
  return Object.keys({ ...tallies, ...alike });
}

/** How many had how many answers right, of a test. */
export function publishedScores(told: Told, minimum?: number): Published {
  return published({ id: rightAnswers }, told, minimum);
}

/** Enough to say anything but how many answered. */
export function isReportable(told: Pick<Told, 'released'>, minimum?: number): boolean {
  return told.released >= atLeast(minimum);
}

/** The parts that may be shown beside each other, by name; none where they would be a part alone. */
export function publishedCells(tally: Tally, minimum?: number): readonly (readonly [string, Told])[] {
  const cells = new Map(Object.entries(tally.cells));
  const besides = tally.released - sumOf([...cells.values()].map(({ released }) => released));
  const shown = apartFrom(cells, besides, ({ released }) => released, minimum);
  if (shown.length === 1 && shown[0]?.[1].released === tally.released) return [];
  return shown.toSorted(([one], [other]) => (one < other ? -1 : 1));
}

export function publishedGain({ gain }: Tally, minimum?: number): Gain | undefined {
  return gain !== null && gain.before.length >= atLeast(minimum) ? gain : undefined;
}

/** Over several rounds: of an organisation, a subject, a month. Each round counts with what may be shown of it alone. */
export function rolledUp(tallies: readonly Tally[], minimum?: number): Told {
  return together(tallies.filter((tally) => isReportable(tally, minimum)));
}

export interface Participation {
  readonly invited: number;
  readonly answered: number;
}

/**
 * How many answered by organisation, of a round: only of those with the minimum of people asked, and never so that what
 * is left over were fewer. Who answered is shown to nobody.
 */
export function participationApart(
  parts: ReadonlyMap<string, Participation>,
  minimum?: number,
): ReadonlyMap<string, Participation> {
  return new Map(apartFrom(parts, 0, ({ invited }) => invited, minimum));
}

/** Parts of the minimum or more, such that all the others, with those `besides`, are none or the minimum or more. */
function apartFrom<P>(
  parts: ReadonlyMap<string, P>,
  besides: number,
  sizeOf: (part: P) => number,
  minimum: number | undefined,
): readonly (readonly [string, P])[] {
  const least = atLeast(minimum);
  const bySize = [...parts].sort(
    ([one, few], [other, more]) => sizeOf(more) - sizeOf(few) || (one < other ? -1 : 1),
  );
  const shown = bySize.filter(([, part]) => sizeOf(part) >= least);
  const sizes = (some: readonly (readonly [string, P])[]) => sumOf(some.map(([, part]) => sizeOf(part)));
  const left = () => besides + sizes(bySize) - sizes(shown);
  while (shown.length > 0 && left() > 0 && left() < least) shown.pop();
  return shown;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
