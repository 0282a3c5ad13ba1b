// A test before and after: columns for both, the change with its interval, and nothing shown that may not be.
import { describe, expect, test } from 'vitest';
import { learningGainChart } from '../../test/fixtures/charts/learning-gain.ts';
import { layoutOf } from './chart-layout.ts';
import { positionOf } from './chart-sheet.ts';
import { card } from './chart-style.ts';
import type { Measure } from './chart-text.ts';
import { drawChart, drawChartAsSvg } from './draw-chart.ts';

/** About what Noto Sans measures. */
const measure: Measure = (text, { size }) => [...text].length * size * 0.5;

function said(chart: Parameters<typeof layoutOf>[0]): readonly string[] {
  return layoutOf(chart, measure).texts.map(({ text }) => text);
}

describe('a gain', () => {
  test('has a column for each number of right answers that somebody had, before and after', () => {
    const { swatches } = layoutOf(learningGainChart('en'), measure);

    const [before, after] = [swatches.slice(0, 7), swatches.slice(7)];
    const units = (columns: typeof swatches, tallest: number) => {
      const most = Math.max(...columns.map(({ y, y2 }) => y2 - y));
      return columns.map(({ y, y2 }) => Math.round(((y2 - y) / most) * tallest));
    };
    expect(units(before, 4)).toEqual([1, 2, 3, 4, 3, 2, 1]);
    expect(units(after, 5)).toEqual([1, 1, 3, 5, 4, 2]);
    expect(new Set(swatches.map(({ colour }) => colour)).size).toBe(2);
  });

  test('has the change with its interval on a scale from none', () => {
    const { marks, shares } = layoutOf(learningGainChart('en'), measure);

    expect(marks).toMatchObject([{ value: 26, low: 18.6, high: 33.4 }]);
    expect(shares).toMatchObject({ domain: [0, 50], ticks: [0, 25, 50], axis: 0 });
  });

  test('reaches as far below none as the interval does', () => {
    const chart = learningGainChart('en');
    const change = { label: 'Change', points: { value: -10, low: -40, high: 20 }, value: '−10' };

    expect(layoutOf({ ...chart, change }, measure).shares.ticks).toEqual([-50, -25, 0, 25, 50]);
  });

  test('says in a sentence what may not be shown, and leaves out what nobody has', () => {
    const chart = learningGainChart('en');
    const withheld = 'Not shown: too few answered.';

    const tests = [{ label: 'Before the course', withheld }];
    const { change: _, ...without } = { ...chart, tests };

    expect(said({ ...chart, tests })).toContain(withheld);
    expect(layoutOf(without, measure).marks).toEqual([]);
    expect(said({ ...chart, change: { label: 'Change', withheld } })).toContain(withheld);
  });

  test('numbers only some of many narrow columns', () => {
    const chart = learningGainChart('en');
    const counts = Array.from({ length: 41 }, () => 1);

    const texts = said({ ...chart, tests: [{ label: 'Before', counts, middle: '20 of 40' }] });

    expect(texts).toEqual(expect.arrayContaining(['0', '40']));
    expect(texts).not.toContain('39');
  });

  test('runs from right to left in Arabic', () => {
    const { shares, swatches } = layoutOf(learningGainChart('ar'), measure);

    expect(positionOf(50, shares)).toBeLessThan(positionOf(0, shares));
    expect(swatches[1]?.x).toBeLessThan(swatches[0]?.x ?? 0);
  });

  test('is refused where a number cannot be true', () => {
    const chart = learningGainChart('en');
    const tests = [{ label: 'Before', counts: [1, -1], middle: '' }];
    const points = { value: 26, low: 30, high: 20 };

    expect(() => layoutOf({ ...chart, tests }, measure)).toThrow('Before');
    expect(() => layoutOf({ ...chart, change: { label: 'Change', points, value: '' } }, measure)).toThrow(
      'Change',
    );
  });

  test.each(['en', 'fr', 'es', 'ar'] as const)(
    'becomes a picture like every other, in %s',
    async (language) => {
      const picture = await drawChart(learningGainChart(language));

      expect(picture.width).toBe(card.width * 2);
      expect(picture.png.length).toBeLessThan(1_000_000);
    },
  );

  test('treats hostile words as text', async () => {
    const chart = learningGainChart('en');
    const label = '</text><script>alert(1)</script>';

    const svg = await drawChartAsSvg({ ...chart, tests: [{ label, counts: [1], middle: label }] });

    expect(svg).not.toContain('<script');
  });
});
