// A test's questions before and after: marks where the shares lie, on a card that says both numbers, in four languages.
import { describe, expect, test } from 'vitest';
import { learningGainChart } from '../../test/fixtures/charts/learning-gain.ts';
import { layoutOf } from './chart-layout.ts';
import { positionOf } from './chart-sheet.ts';
import { card } from './chart-style.ts';
import type { Measure } from './chart-text.ts';
import { drawChart, drawChartAsSvg } from './draw-chart.ts';

/** About what Noto Sans measures. */
const measure: Measure = (text, { size }) => [...text].length * size * 0.5;

describe('a gain', () => {
  test('has a hollow mark before, a full one after, and a line between them', () => {
    const { marks } = layoutOf(learningGainChart('en'), measure);

    const lines = marks
      .filter(({ when }) => when === 'now')
      .map(({ low, high, value }) => [low, high, value]);
    expect(lines).toEqual([
      [0.52, 0.78, 0.78],
      [0.31, 0.86, 0.86],
      [0.86, 0.93, 0.86],
      [0.5, 0.5, 0.5],
    ]);
    expect(marks.filter(({ when }) => when === 'before').map(({ value }) => value)).toEqual([
      0.52, 0.31, 0.93,
    ]);
  });

  test('says what the marks are, both numbers of each question, and what is not shown', () => {
    const chart = learningGainChart('en');

    const { texts, hollow, full, height } = layoutOf(chart, measure);

    expect([hollow.length, full.length]).toEqual([1, 1]);
    expect(texts.map(({ text }) => text)).toEqual(
      expect.arrayContaining([chart.before, chart.after, '52% to 78%', 'Not shown: too few answered.']),
    );
    for (const { y } of texts) expect(y).toBeLessThan(height);
  });

  test('runs from right to left in Arabic, legend and all', () => {
    const { shares, hollow, full } = layoutOf(learningGainChart('ar'), measure);

    expect(positionOf(1, shares)).toBeLessThan(positionOf(0, shares));
    expect(full[0]?.x).toBeLessThan(hollow[0]?.x ?? 0);
  });

  test('is refused where a share cannot be true', () => {
    const chart = learningGainChart('en');
    for (const after of [-0.1, 1.1, Number.NaN]) {
      const rows = [{ label: 'Which law?', before: 0.5, after, numbers: '' }];
      expect(() => layoutOf({ ...chart, rows }, measure)).toThrow('Which law?');
    }
  });

  test.each(['en', 'fr', 'es', 'ar'] as const)(
    'becomes a picture like every other, in %s',
    async (language) => {
      const picture = await drawChart(learningGainChart(language));

      expect(picture.width).toBe(card.width * 2);
      expect(picture.png.length).toBeLessThan(1_000_000);
    },
  );

  test('treats a hostile question as text', async () => {
    const chart = learningGainChart('en');
    const label = '</text><script>alert(1)</script>';

    const svg = await drawChartAsSvg({ ...chart, rows: [{ label, before: 0, after: 1, numbers: label }] });

    expect(svg).not.toContain('<script');
  });
});
