// A balance: sticks from exactly one's part to what there is, in four languages, on a card that says both numbers.
import { describe, expect, test } from 'vitest';
import type { Language } from '#exchange/languages.ts';
import type { BalanceChart } from './chart.ts';
import { layoutOf } from './chart-layout.ts';
import { positionOf } from './chart-sheet.ts';
import { card } from './chart-style.ts';
import type { Measure } from './chart-text.ts';
import { drawChart } from './draw-chart.ts';

/** About what Noto Sans measures. */
const measure: Measure = (text, { size }) => [...text].length * size * 0.5;

function balance(ratios: readonly number[], language: Language = 'en'): BalanceChart {
  return {
    kind: 'balance',
    language,
    title: 'Seats against entitlement',
    headings: { ratio: 'Seats ÷ entitlement', numbers: 'Seats' },
    rows: [
      ...ratios.map((ratio, at) => ({ label: `Service ${at}`, ratio, numbers: `${ratio * 3} of 3` })),
      { sentence: '12 others in between' },
    ],
    note: 'At 1 an organisation has exactly its part.',
  };
}

describe('a balance', () => {
  test('has a stick from one’s part to what there is, and a dot at its end', () => {
    const { marks, shares } = layoutOf(balance([0, 0.5, 1, 2.5]), measure);

    expect(marks.map(({ low, high, value }) => [low, high, value])).toEqual([
      [0, 1, 0],
      [0.5, 1, 0.5],
      [1, 1, 1],
      [1, 2.5, 2.5],
    ]);
    expect(shares).toMatchObject({ domain: [0, 3], ticks: [0, 1, 2, 3], axis: 1 });
  });

  test('has few lines where somebody has very much', () => {
    expect(layoutOf(balance([0, 40]), measure).shares.ticks).toEqual([0, 1, 40]);
  });

  test('keeps everything on its card, and says both numbers and who is left out', () => {
    const { texts, marks, shares, width, height } = layoutOf(balance([0, 7.2]), measure);

    for (const { value } of marks) expect(positionOf(value, shares)).toBeLessThanOrEqual(width - card.margin);
    for (const { y } of texts) expect(y).toBeLessThan(height);
    expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['0 of 3', '12 others in between']));
  });

  test('runs from right to left in Arabic', () => {
    const { shares } = layoutOf(balance([0, 1], 'ar'), measure);

    expect(shares.range[0]).toBeGreaterThan(shares.range[1]);
  });

  test('is refused where a ratio cannot be true', () => {
    for (const ratio of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => layoutOf(balance([ratio]), measure)).toThrow('Service 0');
  });

  test('becomes a picture like every other', async () => {
    const picture = await drawChart(balance([0.2, 1, 1.6], 'ar'));

    expect(picture.width).toBe(card.width * 2);
    expect(picture.png.length).toBeLessThan(1_000_000);
  });
});
