// Evaluation: somebody who asks everything that any role may ask, at every moment, learns nobody's answer.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { published, publishedScores } from '#exchange/publication.ts';
import type { CountedItem } from '#exchange/questionnaire.ts';
import { gainOf, together, toldOf } from '#exchange/release.ts';
import {
  courses,
  type EvaluatedCourse,
  type Given,
  houseRules,
  items,
  type Rules,
  totalsOfFive,
} from './evaluated-courses.ts';
import { allThatFollows, certainties, type Observation, recovered } from './evaluation-attacker.ts';

const runs = 60;
const seed = 20_270_104;

interface Attacked {
  /** Answers that somebody could compute, who knew at most their own. */
  readonly learned: number;
  readonly wrong: number;
  /** Answers that are counted in figures of their own course at the end. */
  readonly told: number;
  readonly given: number;
}

/** A year of courses: all answer in turn, each course closes, some answer late; everything is asked after each event. */
function attack(
  all: readonly EvaluatedCourse[],
  rulesOf: (all: readonly EvaluatedCourse[]) => Rules,
): Attacked {
  const rules = rulesOf(all);
  let bit = 0;
  const given = all.map(({ writers }) => writers.map((one): Given => ({ ...one, bit: bit++ })));
  const seen = items.map(() => new Map<string, Observation>());
  const look = () => {
    for (const { item, observation } of rules.ask())
      seen[item]?.set(`${observation.of}:${observation.counts}`, observation);
  };
  for (const late of [false, true])
    for (const [at, writers] of given.entries()) {
      for (const one of writers.filter((writer) => writer.late === late)) {
        rules.answer(at, one);
        look();
      }
      if (!late) rules.close(at);
      look();
    }

  const everybody = given.flat();
  const attackers = [undefined, ...new Set(everybody.map(({ person }) => person))];
  let [learned, wrong, told] = [0, 0, 0];
  for (const [item, observations] of seen.entries()) {
    const follows = allThatFollows([...observations.values()]);
    const known = new Set<number>();
    for (const attacker of attackers) {
      const own = new Map(
        everybody.flatMap(({ person, bit, answers }) => {
          const answer = answers[item];
          return person === attacker && answer !== undefined ? [[bit, answer] as const] : [];
        }),
      );
      for (const [place, answer] of recovered(follows, own)) {
        known.add(place);
        if (everybody[place]?.answers[item] !== answer) wrong += 1;
      }
    }
    learned += known.size;
    const covered = [...observations.values()].reduce((set, { of }) => set | of, 0n);
    told += everybody.filter((one) => covered & (1n << BigInt(one.bit))).length;
  }
  const answers = everybody.flatMap((one) => one.answers.filter((answer) => answer !== undefined));
  return { learned, wrong, told, given: answers.length };
}

function attackMany(rulesOf: (all: readonly EvaluatedCourse[]) => Rules, numRuns: number): Attacked {
  const sum = { learned: 0, wrong: 0, told: 0, given: 0 };
  fc.assert(
    fc.property(courses, (all) => {
      const one = attack(all, rulesOf);
      for (const key of ['learned', 'wrong', 'told', 'given'] as const) sum[key] += one[key];
    }),
    { numRuns, seed },
  );
  return sum;
}

describe('somebody who computes', () => {
  it('takes smaller sets out of larger ones, and their own answer out of both', () => {
    const told = [
      { of: 0b1111111n, counts: [3, 3, 1] },
      { of: 0b0011111n, counts: [2, 2, 1] },
    ];

    const follows = allThatFollows(told);

    expect(recovered(follows, new Map())).toEqual(new Map());
    expect(recovered(follows, new Map([[6, 0]]))).toEqual(new Map([[5, 1]]));
  });
});

describe('evaluation', () => {
  it(`tells at least 85 % of the answers, and nobody’s: ${runs} years of courses, seed ${seed}`, () => {
    const { learned, told, given } = attackMany(houseRules, runs);

    expect(learned).toBe(0);
    expect(told / given).toBeGreaterThanOrEqual(0.85);
  });

  it('would tell many by five or more on totals alone', () => {
    const { learned, wrong, given } = attackMany(totalsOfFive, runs / 15);

    expect(wrong).toBe(0);
    expect(learned / given).toBeGreaterThan(0.5);
  });
});

describe('whoever knows the rules and tries every possibility', () => {
  const rating: CountedItem = { id: 'apply', kind: 'rating' };
  const choice: CountedItem = { id: 'track', kind: 'choice', options: ['0', '1'] };
  const recommend: CountedItem = { id: 'recommend', kind: 'recommend' };

  const told = (item: CountedItem, counts: readonly number[]) =>
    toldOf(
      [item],
      counts.flatMap((number, at) =>
        Array.from({ length: number }, () => ({
          [item.id]: item.kind === 'rating' ? at + 1 : item.kind === 'choice' ? String(at) : at,
        })),
      ),
    );

  it.each([
    ['five who rate', [5], rating, 5],
    ['nine who rate', [9], rating, 5],
    ['nine between two options', [9], choice, 2],
    ['five who recommend', [5], recommend, 11],
    ['five, and five who were late', [5, 5], rating, 5],
    ['two cells of ten', [10, 10], choice, 2],
  ] as const)('is certain of nobody: %s', (_, sizes, item, answers) => {
    const see = (parts: readonly (readonly number[])[]) => {
      const all = parts.map((counts) => told(item, counts));
      // Each cell, and the whole before and after each batch.
      return all.map((one, at) => [published(item, one), published(item, together(all.slice(0, at + 1)))]);
    };

    expect(certainties(sizes, answers, see)).toBe(0);
  });

  it('is certain of no answer to a test of two questions, before or after, from results and gains', () => {
    const tests: readonly CountedItem[] = ['one', 'two'].map((id) => ({
      id,
      kind: 'test',
      options: ['x', 'y'],
      right: 'x',
    }));
    // One bit for each of the four answers that somebody gives.
    const answersOf = (bits: number) => ({ one: bits & 1 ? 'x' : 'y', two: bits & 2 ? 'x' : 'y' });
    const pairs = (counts: readonly number[]) =>
      counts.flatMap((number, bits) =>
        Array.from({ length: number }, () => ({
          before: { answers: answersOf(bits) },
          after: { answers: answersOf(bits >> 2) },
        })),
      );
    const see = ([counts = []]: readonly (readonly number[])[]) => {
      const both = pairs(counts);
      const results = (side: 'before' | 'after') =>
        publishedScores(
          toldOf(
            tests,
            both.map((one) => one[side].answers),
          ),
        );
      return [results('before'), results('after'), gainOf({ before: tests, after: tests }, both)];
    };

    for (const bit of [0, 1, 2, 3]) expect(certainties([5], 16, see, (bits) => (bits >> bit) & 1)).toBe(0);
  });

  it('would be certain of many if a part that is alike were added up with others', () => {
    const see = ([first = [], late = []]: readonly (readonly number[])[]) => [
      published(rating, told(rating, first)),
      published(
        rating,
        told(
          rating,
          first.map((number, at) => number + (late[at] ?? 0)),
        ),
      ),
    ];

    expect(certainties([5, 5], 5, see)).toBeGreaterThan(0);
  });

  it('would be certain of many if all were counted out but the unanimous', () => {
    const see = ([counts = []]: readonly (readonly number[])[]) => (counts.includes(5) ? 'mostly' : counts);

    expect(certainties([5], 5, see)).toBeGreaterThan(0);
  });
});
