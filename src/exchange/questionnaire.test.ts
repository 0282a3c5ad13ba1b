// The standard questionnaire and the reading of its answers.
import { describe, expect, it } from 'vitest';
import {
  checkAnswers as check,
  currentVersions,
  type Item,
  questionSets,
  roundIdOf,
  standardQuestionnaires,
  tallyOf,
} from './questionnaire.ts';

const { items } = standardQuestionnaires['reaction/1'];
const checkAnswers = (raw: Readonly<Record<string, unknown>>, page?: number) => check(items, raw, page);

const full = {
  apply: 5,
  confidence: 4,
  relevance: 3,
  instructors: 2,
  'human-rights': 1,
  level: 5,
  knowledge: 4,
  recommend: 10,
  obstacles: 'Time.',
  'anything-else': 'Thank you.',
};

describe('the standard questionnaires', () => {
  it.each(Object.entries(standardQuestionnaires))(
    'ask in %s every item once, five to a page at most',
    (_, { items }) => {
      const ids = items.map(({ id }) => id);
      const pages = Map.groupBy(items, ({ page }) => page);

      expect(new Set(ids).size).toBe(ids.length);
      expect([...pages.keys()]).toEqual(Array.from({ length: pages.size }, (_, at) => at + 1));
      expect([...pages.values()].every((page) => page.length <= 5)).toBe(true);
    },
  );

  it('make nobody write', () => {
    const written = Object.values(standardQuestionnaires).flatMap(({ items }): readonly Item[] =>
      items.filter(({ kind }) => kind === 'text'),
    );

    expect(written.every(({ optional }) => optional)).toBe(true);
  });

  it('ask at the end of each course whether human rights and dignity were part of it', () => {
    const { items } = standardQuestionnaires[currentVersions.reaction];

    expect(items.map(({ id }): string => id)).toContain('human-rights');
  });

  it('are each asked once of a course', () => {
    const ids = questionSets.map((set) => roundIdOf('crs-1', set));

    expect(new Set(ids).size).toBe(questionSets.length);
  });
});

describe('tallyOf', () => {
  it('counts every answer in its place, and those that are none nowhere', () => {
    const rows = [
      { apply: 5, recommend: 0, obstacles: 'Time.' },
      { apply: 5, recommend: 10 },
      { apply: 1, recommend: 11, level: 'high', unasked: 3 },
    ];

    const tallies = tallyOf(items, rows);

    expect(tallies).toMatchObject({
      apply: [1, 0, 0, 0, 2],
      level: [0, 0, 0, 0, 0],
      recommend: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
      obstacles: [1],
    });
    expect(tallies).not.toHaveProperty('unasked');
  });

  it('counts a choice and a test by their options', () => {
    const asked: readonly Item[] = [
      {
        id: 'seal',
        kind: 'test',
        page: 1,
        optional: false,
        sensitive: false,
        options: ['a', 'b'],
        right: 'b',
      },
    ];

    expect(tallyOf(asked, [{ seal: 'b' }, { seal: 'b' }, { seal: 'c' }, {}])).toEqual({ seal: [0, 2] });
    expect(check(asked, { seal: 'c' })).toEqual({
      problems: [{ id: 'not-an-option', item: 'seal', given: 'c' }],
    });
  });
});

describe('checkAnswers', () => {
  it('reads a whole questionnaire', () => {
    expect(checkAnswers(full)).toEqual({ answers: full });
  });

  it('reads numbers typed as text, in any digits', () => {
    expect(checkAnswers({ ...full, apply: '٥', confidence: ' 4 ', recommend: '۱۰' })).toEqual({
      answers: full,
    });
  });

  it('leaves out what was left empty', () => {
    const { obstacles: _, ...others } = full;

    expect(checkAnswers({ ...others, 'anything-else': '  ' })).toEqual({
      answers: { ...others, 'anything-else': undefined },
    });
  });

  it('reads one page without missing the other', () => {
    const { apply, confidence, relevance, instructors } = full;

    expect(checkAnswers({ apply, confidence, relevance, instructors }, 1)).toEqual({
      problems: [{ id: 'missing', item: 'human-rights' }],
    });
    expect(checkAnswers({ ...full }, 1)).toHaveProperty('answers.human-rights', 1);
    expect(checkAnswers({ ...full }, 1)).not.toHaveProperty('answers.level');
  });

  it.each([
    [0, '0'],
    [6, '6'],
    [4.5, '4.5'],
    [-1, '-1'],
    ['five', 'five'],
    ['1e0', '1e0'],
    [Number.NaN, 'NaN'],
  ])('refuses a rating of %j', (given, text) => {
    expect(checkAnswers({ ...full, apply: given })).toEqual({
      problems: [{ id: 'out-of-range', item: 'apply', min: 1, max: 5, given: text }],
    });
  });

  it('counts recommendation from nought to ten', () => {
    expect(checkAnswers({ ...full, recommend: 0 })).toHaveProperty('answers.recommend', 0);
    expect(checkAnswers({ ...full, recommend: 11 })).toHaveProperty('problems.0.max', 10);
  });

  it('refuses a text that is too long, with its length', () => {
    expect(checkAnswers({ ...full, obstacles: 'x'.repeat(1001) })).toEqual({
      problems: [{ id: 'too-long', item: 'obstacles', max: 1000, length: 1001 }],
    });
  });

  it('ignores what it did not ask, and takes objects for no answer', () => {
    expect(checkAnswers({ ...full, apply: { valueOf: () => 5 }, person: 'p1' })).toEqual({
      problems: [{ id: 'missing', item: 'apply' }],
    });
    expect(checkAnswers({ ...full, person: 'p1' })).toEqual({ answers: full });
  });
});
