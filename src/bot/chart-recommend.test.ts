// The eleven columns of a recommendation under the rows of a distribution, in four languages.
import { describe, expect, test } from 'vitest';
import { courseEvaluation } from '../../test/fixtures/charts/course-evaluation.ts';
import { recommendSection } from '../../test/fixtures/charts/learning-gain.ts';
import type { DistributionChart } from './chart.ts';
import { layoutOf } from './chart-layout.ts';
import { answerColours } from './chart-style.ts';
import type { Measure } from './chart-text.ts';
import { drawChart } from './draw-chart.ts';

/** About what Noto Sans measures. */
const measure: Measure = (text, { size }) => [...text].length * size * 0.5;

function chart(language: 'en' | 'ar', counts?: readonly number[]): DistributionChart {
  return { ...courseEvaluation(language), recommend: recommendSection(language, counts) };
}

/** What the section adds to the boxes of a chart: its columns, from 0 to 10. */
function columnsOf(with10: DistributionChart) {
  const { recommend: _, ...without } = with10;
  return layoutOf(with10, measure).swatches.slice(layoutOf(without, measure).swatches.length);
}

describe('a recommendation', () => {
  test('has columns as tall as their answers, in the colours of its three groups', () => {
    const columns = columnsOf(chart('en'));

    const last = columns.at(-1);
    const unit = ((last?.y2 ?? 0) - (last?.y ?? 0)) / 7;
    expect(columns.map(({ y, y2 }) => Math.round((y2 - y) / unit))).toEqual([1, 1, 1, 3, 5, 7]);
    expect(columns.map(({ colour }) => answerColours.indexOf(colour as (typeof answerColours)[0]))).toEqual([
      0, 0, 2, 2, 4, 4,
    ]);
    for (const [at, { x }] of columns.slice(1).entries()) expect(x).toBeGreaterThan(columns[at]?.x2 ?? 0);
  });

  test('shows one person among very many', () => {
    const [one] = columnsOf(chart('en', [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9_999]));

    expect((one?.y2 ?? 0) - (one?.y ?? 0)).toBe(2);
  });

  test('begins at the right in Arabic', () => {
    const columns = columnsOf(chart('ar'));

    expect(columns.map(({ x }) => x)).toEqual(
      columns.map(({ x }) => x).toSorted((one, other) => other - one),
    );
  });

  test('says every count, the groups and the score', () => {
    const texts = layoutOf(chart('en'), measure).texts.map(({ text }) => text);

    expect(texts).toEqual(
      expect.arrayContaining(['Net score', '12 would (9–10), 4 are undecided (7–8), 2 would not (0–6)']),
    );
  });

  test('is refused where its counts cannot be true', () => {
    for (const counts of [[1, 2, 3], Array(11).fill(-1), Array(11).fill(0.5)])
      expect(() => layoutOf(chart('en', counts), measure)).toThrow(RangeError);
  });

  test('becomes part of the picture', async () => {
    const picture = await drawChart(chart('ar', Array(11).fill(0)));

    expect(picture.png.length).toBeLessThan(1_000_000);
  });
});
