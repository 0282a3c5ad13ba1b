import { describe, expect, test } from 'vitest';
import { courseEvaluation, oneQuestion } from '../../test/fixtures/charts/course-evaluation.ts';
import { chartFacts, type DistributionChart } from './chart.ts';

function withRow(row: DistributionChart['rows'][number]): DistributionChart {
  return { ...oneQuestion('en', '', [0, 0, 0, 0, 0]), rows: [row] };
}

describe('the facts of a chart', () => {
  test('say of each question how many answered, how, and in which parts', () => {
    const chart = withRow({ label: 'Useful', counts: [1, 2, 3, 4, 10], n: 20 });

    const [row] = chartFacts(chart).rows;

    expect(row).toEqual({
      kind: 'rated',
      label: 'Useful',
      n: 20,
      counts: [1, 2, 3, 4, 10],
      parts: [0.05, 0.1, 0.15, 0.2, 0.5],
      favourable: 14,
      unfavourable: 3,
      neutral: 3,
    });
  });

  test('say nothing of a withheld question but its sentence', () => {
    const rows = chartFacts(courseEvaluation('en')).rows;

    expect(rows[3]).toEqual({
      kind: 'withheld',
      label: 'The instructors explained clearly and took time for questions',
      withheld: 'Mostly favourable. Few people answered about a person, so the exact numbers are not shown.',
    });
  });

  test('are all nought where nobody answered', () => {
    const [row] = chartFacts(withRow({ label: 'Useful', counts: [0, 0, 0, 0, 0], n: 0 })).rows;

    expect(row).toMatchObject({ n: 0, parts: [0, 0, 0, 0, 0], favourable: 0 });
  });

  test.each([
    ['a negative count', { counts: [0, 0, -1, 0, 1], n: 0 }, /"Useful" counts -1 answers/],
    ['half a person', { counts: [0, 0, 0.5, 0, 0], n: 0.5 }, /"Useful" counts 0.5 answers/],
    ['a wrong sum', { counts: [0, 0, 1, 0, 1], n: 3 }, /says n = 3, but its counts add up to 2/],
    [
      'a share outside its interval',
      { counts: [0, 0, 0, 0, 1], n: 1, share: { value: 1, low: 0.2, high: 0.9 } },
      /the share 1 in \[0.2, 0.9\]/,
    ],
    [
      'an interval beyond everybody',
      { counts: [0, 0, 0, 0, 1], n: 1, share: { value: 1, low: 0.2, high: 1.1 } },
      /the share 1 in \[0.2, 1.1\]/,
    ],
    [
      'a share that is no number',
      { counts: [0, 0, 0, 0, 1], n: 1, share: { value: Number.NaN, low: 0, high: 1 } },
      /the share NaN/,
    ],
  ] as const)('are refused for %s', (_what, row, sentence) => {
    expect(() => chartFacts(withRow({ label: 'Useful', ...row }))).toThrow(sentence);
  });
});
