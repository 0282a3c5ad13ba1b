// The standard questionnaire and the reading of its answers.
import { describe, expect, it } from 'vitest';
import {
  checkAnswers,
  ratingQuestions,
  recommendQuestions,
  standardQuestionnaire,
  textQuestions,
} from './questionnaire.ts';

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

describe('the standard questionnaire', () => {
  it('has two pages of five, as many as a Discord form takes', () => {
    const pages = [1, 2].map(
      (page) => standardQuestionnaire.questions.filter((one) => one.page === page).length,
    );

    expect(pages).toEqual([5, 5]);
  });

  it('asks every question once, and whether human rights and dignity were part of the course', () => {
    const ids = standardQuestionnaire.questions.map((question) => question.id);

    expect(ids.toSorted()).toEqual([...ratingQuestions, ...recommendQuestions, ...textQuestions].toSorted());
    expect(ids).toContain('human-rights');
  });

  it('makes nobody write', () => {
    const written = standardQuestionnaire.questions.filter((question) => question.kind === 'text');

    expect(written.every((question) => question.optional)).toBe(true);
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
      problems: [{ id: 'missing', question: 'human-rights' }],
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
      problems: [{ id: 'out-of-range', question: 'apply', min: 1, max: 5, given: text }],
    });
  });

  it('counts recommendation from nought to ten', () => {
    expect(checkAnswers({ ...full, recommend: 0 })).toHaveProperty('answers.recommend', 0);
    expect(checkAnswers({ ...full, recommend: 11 })).toHaveProperty('problems.0.max', 10);
  });

  it('refuses a text that is too long, with its length', () => {
    expect(checkAnswers({ ...full, obstacles: 'x'.repeat(1001) })).toEqual({
      problems: [{ id: 'too-long', question: 'obstacles', max: 1000, length: 1001 }],
    });
  });

  it('ignores what it did not ask, and takes objects for no answer', () => {
    expect(checkAnswers({ ...full, apply: { valueOf: () => 5 }, person: 'p1' })).toEqual({
      problems: [{ id: 'missing', question: 'apply' }],
    });
    expect(checkAnswers({ ...full, person: 'p1' })).toEqual({ answers: full });
  });
});
