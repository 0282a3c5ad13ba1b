// Courses that are evaluated over a year, and everything that anybody may ask of them at any moment, by two sets of rules.
import fc from 'fast-check';
import { nothingReleased, published, publishedCells, rolledUp } from '#exchange/publication.ts';
import type { CountedItem } from '#exchange/questionnaire.ts';
import { partsOf, type Told, together, toldOf } from '#exchange/release.ts';
import type { Observation } from './evaluation-attacker.ts';

export const items = [
  { id: 'apply', kind: 'rating' },
  { id: 'instructors', kind: 'rating' },
  { id: 'level', kind: 'rating' },
  { id: 'recommend', kind: 'recommend' },
  { id: 'track', kind: 'choice', options: ['a', 'b', 'c'] },
] as const satisfies readonly CountedItem[];

const places = { rating: 5, recommend: 11, choice: 3 } as const;

/** What people who are content, of two minds, or not content answer, in per cent: as real evaluations are skewed. */
const moods = {
  rating: [
    [2, 5, 14, 39, 40],
    [10, 15, 25, 30, 20],
    [25, 30, 25, 15, 5],
  ],
  recommend: [
    [1, 1, 1, 2, 2, 4, 6, 12, 24, 25, 22],
    [5, 5, 5, 5, 8, 12, 15, 20, 10, 10, 5],
    [15, 10, 10, 10, 10, 15, 10, 8, 5, 4, 3],
  ],
  choice: [
    [50, 30, 20],
    [34, 33, 33],
    [20, 20, 60],
  ],
} as const;

export interface Writer {
  /** Who it is, over all courses. */
  readonly person: number;
  readonly cell: string | null;
  /** By item: the place of the answer among all that may be given; undefined where it was left out. */
  readonly answers: readonly (number | undefined)[];
  readonly late: boolean;
}

export interface EvaluatedCourse {
  readonly organisation: string;
  readonly subject: string;
  readonly month: number;
  readonly writers: readonly Writer[];
}

const chance = fc.integer({ min: 0, max: 99 });

const writer = fc.record({
  cell: fc.constantFrom('police', 'police', 'police', 'judiciary', 'judiciary', null),
  chances: fc.tuple(chance, chance, chance, chance, chance),
  skips: chance,
  late: chance.map((one) => one < 5),
});

function placeOf(shares: readonly number[], at: number): number {
  let left = at;
  return Math.max(
    0,
    shares.findIndex((share) => {
      left -= share;
      return left < 0;
    }),
  );
}

const course = fc
  .record({
    organisation: fc.constantFrom('accra', 'lima', 'cairo'),
    subject: fc.constantFrom('forensics', 'cyber'),
    month: fc.integer({ min: 1, max: 3 }),
    mood: fc.constantFrom(0, 0, 0, 1, 2),
    first: fc.integer({ min: 0, max: 20 }),
    // Cohorts are 10 to 30 (product §4.6), of whom nine in ten answer; some are smaller.
    writers: fc.oneof(
      { weight: 5, arbitrary: fc.array(writer, { minLength: 9, maxLength: 34, size: 'max' }) },
      { weight: 1, arbitrary: fc.array(writer, { minLength: 2, maxLength: 9, size: 'max' }) },
    ),
  })
  .map(
    ({ mood, first, writers, ...rest }): EvaluatedCourse => ({
      ...rest,
      writers: writers.map(({ cell, chances, skips, late }, at) => ({
        person: first + at,
        cell,
        late,
        answers: items.map(({ kind }, item) =>
          item === 2 && skips < 8 ? undefined : placeOf(moods[kind][mood] ?? [], chances[item] ?? 0),
        ),
      })),
    }),
  );

export const courses = fc.array(course, { minLength: 3, maxLength: 6 });

/** One answer of somebody to a course, with its bit among all. */
export interface Given extends Writer {
  readonly bit: number;
}

export interface ToldItem {
  readonly item: number;
  readonly observation: Observation;
}

/** Rules by which answers come in and are told. */
export interface Rules {
  answer(course: number, given: Given): void;
  close(course: number): void;
  /** Everything that any role may ask at this moment. */
  ask(): readonly ToldItem[];
}

const raw = (given: Given) => ({
  cell: given.cell,
  given,
  answers: Object.fromEntries(
    items.flatMap((item, at) => {
      const place = given.answers[at];
      if (place === undefined) return [];
      const options: readonly string[] = 'options' in item ? item.options : [];
      return [[item.id, options[place] ?? (item.kind === 'rating' ? place + 1 : place)] as const];
    }),
  ),
});

/** What is kept of a course: parts, each with those who wrote its answers. */
interface KeptPart {
  readonly cell: string | null;
  readonly told: Told;
  readonly writers: readonly Given[];
}

/** The rules of the house, with a hub that raises its minimum for a while. */
export function houseRules(all: readonly EvaluatedCourse[]): Rules {
  const waiting = all.map((): Given[] => []);
  const closed = all.map(() => false);
  const kept = all.map((): KeptPart[] => []);
  let isNew = true;

  function release(at: number): void {
    const parts = partsOf((waiting[at] ?? []).map(raw));
    for (const { cell, answers } of parts) {
      const told = toldOf(
        items,
        answers.map((one) => one.answers),
      );
      kept[at]?.push({ cell, told, writers: answers.map((one) => one.given) });
    }
    if (parts.length === 0) return;
    waiting[at] = [];
    isNew = true;
  }

  const tallyOf = (parts: readonly KeptPart[]) => ({
    ...nothingReleased,
    ...together(parts.map(({ told }) => told)),
    cells: Object.fromEntries(
      [...Map.groupBy(parts, ({ cell }) => cell)].flatMap(([cell, some]) =>
        cell === null ? [] : [[cell, together(some.map(({ told }) => told))] as const],
      ),
    ),
  });

  /** The attacker is told besides which parts a figure is made of. */
  function observe(told: Told, parts: readonly KeptPart[], minimum: number | undefined): readonly ToldItem[] {
    return items.flatMap(({ id }, item) => {
      const shown = published({ id }, told, minimum);
      if (shown.kind !== 'figures') return [];
      const writers = parts.filter((part) => part.told.tallies[id]).flatMap((part) => part.writers);
      const of = setOf(writers.filter(({ answers }) => answers[item] !== undefined));
      return [{ item, observation: { of, counts: shown.counts } }];
    });
  }

  return {
    answer(at, given) {
      waiting[at]?.push(given);
      if (closed[at]) release(at);
    },
    close(at) {
      closed[at] = true;
      release(at);
    },
    ask() {
      // Nothing of what is told changes by itself.
      if (!isNew) return [];
      isNew = false;
      return [undefined, 8].flatMap((minimum) => [
        ...kept.flatMap((parts) => {
          const tally = tallyOf(parts);
          const cells = publishedCells(tally, minimum).flatMap(([cell, told]) =>
            observe(
              told,
              parts.filter((part) => part.cell === cell),
              minimum,
            ),
          );
          return [...observe(tally, parts, minimum), ...cells];
        }),
        ...groupsOf(all).flatMap((group) => {
          const tallies = group.map((at) => tallyOf(kept[at] ?? []));
          const shown = group.filter((_, place) => (tallies[place]?.released ?? 0) >= (minimum ?? 5));
          const parts = shown.flatMap((at) => kept[at] ?? []);
          return observe(rolledUp(tallies, minimum), parts, minimum);
        }),
      ]);
    },
  };
}

/** What is told in many places today: any total and any split of five or more, at any time. */
export function totalsOfFive(all: readonly EvaluatedCourse[]): Rules {
  const given = all.map((): Given[] => []);
  const observe = (writers: readonly Given[]): readonly ToldItem[] =>
    items.flatMap(({ kind }, item) => {
      const those = writers.filter(({ answers }) => answers[item] !== undefined);
      if (those.length < 5) return [];
      const counts = Array.from(
        { length: places[kind] },
        (_, place) => those.filter(({ answers }) => answers[item] === place).length,
      );
      return [{ item, observation: { of: setOf(those), counts } }];
    });
  return {
    answer: (at, one) => given[at]?.push(one),
    close: () => {},
    ask: () => [
      ...given.flatMap((writers) => [
        ...observe(writers),
        ...[...Map.groupBy(writers, ({ cell }) => cell).values()].flatMap(observe),
      ]),
      ...groupsOf(all).flatMap((group) => observe(group.flatMap((at) => given[at] ?? []))),
    ],
  };
}

/** Courses that are told together: of an organisation, a subject, a month, of both, of all. */
function groupsOf(all: readonly EvaluatedCourse[]): readonly (readonly number[])[] {
  const by = (key: (one: EvaluatedCourse) => string) => [
    ...Map.groupBy(all.keys(), (at) => {
      const one = all[at];
      return one ? key(one) : '';
    }).values(),
  ];
  return [
    ...by(({ organisation }) => organisation),
    ...by(({ subject }) => subject),
    ...by(({ month }) => String(month)),
    ...by(({ organisation, month }) => `${organisation} ${month}`),
    ...by(() => ''),
  ];
}

function setOf(writers: readonly Given[]): bigint {
  return writers.reduce((set, { bit }) => set | (1n << BigInt(bit)), 0n);
}
