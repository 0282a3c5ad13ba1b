// Reviewers: never with a conflict, shared out by load, the same whatever the order in which things are given.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignReviewers, courseConflict, reviewConflict, type ToAssign } from './reviewing.ts';
import type { GivenReview, Ratings, Weights } from './scoring.ts';

const weights: Weights = { need: 30, role: 25, cascade: 20, experience: 15, language: 10 };
const none: ReadonlySet<string> = new Set();

function all(given: number): Ratings {
  return { need: given, role: given, cascade: given, experience: given, language: given };
}

const nominated = { id: 'nom-1', nominee: 'esi', nominatedBy: 'kofi', organisation: 'ghana' };
const reviewers = [
  { person: 'rita', organisation: 'peru' },
  { person: 'sami', organisation: 'egypt' },
  { person: 'tom', organisation: undefined },
];

function assign(changes: Partial<ToAssign> = {}) {
  const nominations = [{ ...nominated, reviews: [] }];
  return assignReviewers({ nominations, reviewers, declared: new Map(), weights, spread: 2, ...changes });
}

describe('a reviewer', () => {
  it('reviews neither themselves, nor whom they nominated, nor their own organisation, nor whom they are near to', () => {
    const of = (person: string, organisation?: string, declared = none) =>
      reviewConflict({ person, organisation }, nominated, declared);

    expect(of('esi')).toBe('oneself');
    expect(of('kofi', 'ghana')).toBe('nominated');
    expect(of('ama', 'ghana')).toBe('organisation');
    expect(of('rita', 'peru', new Set(['esi']))).toBe('declared');
    expect(of('rita', 'peru', new Set(['kofi']))).toBe('declared');
    expect(of('rita', 'peru', new Set(['somebody else']))).toBeUndefined();
  });

  it('of a course is nobody who competes in it, has named somebody, or whose organisation pays for it', () => {
    expect(courseConflict('esi', [nominated], false)).toBe('nominee');
    expect(courseConflict('kofi', [nominated], true)).toBe('nominator');
    expect(courseConflict('rita', [nominated], true)).toBe('pays');
    expect(courseConflict('rita', [nominated], false)).toBeUndefined();
  });
});

describe('reviewers', () => {
  it('are two to a nomination, whoever has least to do first', () => {
    const second = { ...nominated, id: 'nom-2', nominee: 'ben' };
    const done: GivenReview = { reviewer: 'rita', state: 'open', ratings: undefined };

    const { assigned, lacking } = assign({
      nominations: [
        { ...nominated, reviews: [done] },
        { ...second, reviews: [] },
      ],
    });

    expect(assigned.map(({ nomination, reviewer }) => `${nomination} ${reviewer}`)).toEqual([
      'nom-1 sami',
      'nom-2 tom',
      'nom-2 rita',
    ]);
    expect(lacking).toEqual([]);
  });

  it('become three on a wide spread, and the third is marked as one', () => {
    const reviews: GivenReview[] = [
      { reviewer: 'rita', state: 'rated', ratings: all(0) },
      { reviewer: 'sami', state: 'rated', ratings: all(5) },
    ];

    expect(assign({ nominations: [{ ...nominated, reviews }] }).assigned).toEqual([
      { nomination: 'nom-1', reviewer: 'tom', isThird: true },
    ]);
  });

  it('are said to be lacking where nobody is left without a conflict', () => {
    const declared = new Map([
      ['rita', new Set(['esi'])],
      ['sami', new Set(['kofi'])],
    ]);

    expect(assign({ declared })).toEqual({
      assigned: [{ nomination: 'nom-1', reviewer: 'tom', isThird: false }],
      lacking: ['nom-1'],
    });
  });

  const anyCase = fc.record({
    nominations: fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 30 }).map((number) => `nom-${number}`),
        nominee: fc.integer({ min: 1, max: 9 }).map((number) => `p${number}`),
        nominatedBy: fc.integer({ min: 1, max: 9 }).map((number) => `p${number}`),
        organisation: fc.constantFrom('a', 'b', 'c'),
        reviews: fc.constant([]),
      }),
      { selector: ({ id }) => id, maxLength: 12 },
    ),
    reviewers: fc.uniqueArray(
      fc.record({
        person: fc.integer({ min: 1, max: 9 }).map((number) => `p${number}`),
        organisation: fc.constantFrom('a', 'b', 'c', 'd', undefined),
      }),
      { selector: ({ person }) => person, maxLength: 6 },
    ),
  });

  it('are the same whatever the order in which people and nominations are given', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const turned = {
          nominations: given.nominations.toReversed(),
          reviewers: given.reviewers.toReversed(),
        };

        expect(assign(turned)).toEqual(assign(given));
      }),
    );
  });

  it('never have a conflict, are never twice the same, and are two unless it is said that somebody is lacking', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { assigned, lacking } = assign(given);

        for (const { nomination, reviewer } of assigned) {
          const one = given.nominations.find(({ id }) => id === nomination);
          const by = given.reviewers.find(({ person }) => person === reviewer);
          expect(one && by && reviewConflict(by, one, none)).toBeUndefined();
        }
        const pairs = assigned.map(({ nomination, reviewer }) => `${nomination} ${reviewer}`);
        expect(new Set(pairs).size).toBe(pairs.length);
        for (const { id } of given.nominations) {
          const number = assigned.filter(({ nomination }) => nomination === id).length;
          expect(number === 2 || lacking.includes(id)).toBe(true);
        }
      }),
    );
  });
});
