import { describe, expect, test } from 'vitest';
import { courseEvaluation, oneQuestion } from '../../test/fixtures/charts/course-evaluation.ts';
import { layoutOf } from './chart-layout.ts';
import { type Panel, positionOf } from './chart-sheet.ts';
import { answerColours, axis, card, ink, lettering, onAnswer, paper, softInk } from './chart-style.ts';
import type { Measure } from './chart-text.ts';

/** About what Noto Sans measures. */
const measure: Measure = (text, { size }) => [...text].length * size * 0.5;
const languages = ['en', 'fr', 'es', 'ar'] as const;

function widthOf(piece: { from: number; to: number }, panel: Panel): number {
  return Math.abs(positionOf(piece.to, panel) - positionOf(piece.from, panel));
}

describe('the bars', () => {
  test('are as wide as their parts of the answers', () => {
    const layout = layoutOf(oneQuestion('en', 'Useful', [2, 4, 6, 8, 20]), measure);

    const widths = layout.pieces.map((piece) => widthOf(piece, layout.bars));

    const [first = 0] = widths;
    expect(widths.map((width) => Math.round((width / first) * 1000) / 1000)).toEqual([1, 2, 3, 4, 10]);
  });

  test('have the middle answer astride the axis, whatever stands beside it', () => {
    const layout = layoutOf(oneQuestion('en', 'Useful', [1, 0, 4, 0, 9]), measure);

    const neutral = layout.pieces.find((piece) => piece.answer === 2);

    expect(neutral?.from).toBeCloseTo(-2 / 14);
    expect(neutral?.to).toBeCloseTo(2 / 14);
  });

  test('have no piece for an answer that nobody gave', () => {
    const layout = layoutOf(oneQuestion('en', 'Useful', [0, 3, 0, 0, 5]), measure);

    expect(layout.pieces.map((piece) => [piece.answer, piece.count])).toEqual([
      [1, 3],
      [4, 5],
    ]);
  });

  test('are missing altogether, and the number of answers is 0, where nobody answered', () => {
    const layout = layoutOf(oneQuestion('en', 'Useful', [0, 0, 0, 0, 0]), measure);

    expect(layout.pieces).toEqual([]);
    expect(layout.texts).toContainEqual(expect.objectContaining({ text: '0', align: 'right' }));
  });

  test('never reach beyond their column', () => {
    for (const counts of [
      [9, 0, 0, 0, 0],
      [0, 0, 9, 0, 0],
      [0, 0, 0, 0, 9],
      [1, 1, 1, 1, 1],
    ] as const) {
      const layout = layoutOf(oneQuestion('en', 'Useful', counts), measure);

      for (const end of layout.pieces.flatMap(({ from, to }) => [from, to])) {
        expect(end).toBeGreaterThanOrEqual(layout.bars.domain[0] - 1e-9);
        expect(end).toBeLessThanOrEqual(layout.bars.domain[1] + 1e-9);
      }
    }
  });

  test('say how many people a piece is where the number has room', () => {
    const layout = layoutOf(oneQuestion('en', 'Useful', [1, 0, 0, 0, 99]), measure);

    const numbers = layout.texts.filter((text) => text.lettering === 'count' && text.text === '99');

    expect(numbers).toHaveLength(1);
    expect(layout.pieces).toHaveLength(2);
  });
});

describe('a chart in Arabic', () => {
  test('is the mirror image: questions at the right, favourable answers towards the left', () => {
    const layout = layoutOf(courseEvaluation('ar'), measure);

    const labels = layout.texts.filter((text) => text.lettering === 'label' && text.colour === ink);
    expect(new Set(labels.map(({ x, align }) => `${x} ${align}`))).toEqual(
      new Set([`${card.width - card.margin} right`]),
    );
    expect(positionOf(1, layout.bars)).toBeLessThan(positionOf(-1, layout.bars));
    expect(positionOf(1, layout.shares)).toBeLessThan(positionOf(0, layout.shares));
    expect(positionOf(0, layout.shares)).toBeLessThan(positionOf(0.5, layout.bars));
  });

  test('runs its legend from right to left too', () => {
    const { swatches } = layoutOf(courseEvaluation('ar'), measure);

    expect(swatches.map((box) => box.colour)).toEqual([...answerColours]);
    expect(swatches.map((box) => box.x)).toEqual(swatches.map((box) => box.x).toSorted((a, b) => b - a));
  });

  test('puts every line in an isolate, so that names and numbers keep their place in it', () => {
    for (const { text } of layoutOf(courseEvaluation('ar'), measure).texts) {
      expect(text).toMatch(/^\u2067.*\u2069$/su);
    }
  });
});

describe('the words', () => {
  test.each(languages)('of a question of ninety letters stand in two lines in %s', (language) => {
    const chart = courseEvaluation(language);
    const longest = chart.rows[1]?.label ?? '';

    const layout = layoutOf(chart, measure);

    const words = longest.split(' ');
    const lines = layout.texts
      .map(({ text }) => text.replaceAll(/[\u2067\u2069]/gu, ''))
      .filter((text, i) => layout.texts[i]?.lettering === 'label' && longest.includes(text) && text !== '18');
    expect(longest.length).toBeGreaterThan(82);
    expect(lines).toHaveLength(2);
    expect(lines.join(' ').split(' ')).toEqual(words);
  });

  test.each(languages)('never leave the card in %s', (language) => {
    const layout = layoutOf(courseEvaluation(language), measure);

    for (const { text, x, y, align, lettering: kind } of layout.texts) {
      const width = measure(text, lettering[kind]);
      const left = { left: x, center: x - width / 2, right: x - width }[align];
      expect(left, text).toBeGreaterThan(0);
      expect(left + width, text).toBeLessThan(layout.width + 30);
      expect(y).toBeLessThan(layout.height - 10);
    }
  });

  test('for withheld answers stand where the bar would be, without a grid behind them', () => {
    const layout = layoutOf(courseEvaluation('en'), measure);

    const sentence = layout.texts.find(({ text }) => text.startsWith('Mostly favourable.'));
    expect(sentence?.x).toBe(layout.bars.range[0]);
    expect(layout.grids.some(({ y, y2 }) => y < (sentence?.y ?? 0) && y2 > (sentence?.y ?? 0))).toBe(false);
    expect(layout.pieces.some((piece) => piece.row === 3)).toBe(false);
    expect(layout.marks.some((mark) => mark.row === 3)).toBe(false);
  });

  test('for all five answers are drawn where the scale names them', () => {
    const chart = courseEvaluation('fr');

    const texts = layoutOf(chart, measure).texts.map(({ text }) => text);

    expect(texts).toEqual(expect.arrayContaining([...(chart.scale.answers ?? [])]));
    expect(texts).not.toContain(chart.scale.high);
  });
});

describe('the colours', () => {
  test('leave words and numbers legible', () => {
    for (const [i, colour] of answerColours.entries()) {
      expect(contrast(colour, onAnswer[i] ?? colour)).toBeGreaterThan(4.5);
    }
    expect(contrast(ink, paper)).toBeGreaterThan(7);
    expect(contrast(softInk, paper)).toBeGreaterThan(4.5);
    expect(contrast(axis, paper)).toBeGreaterThan(2);
  });

  test('of neighbouring answers differ in lightness, so that grey print tells them apart', () => {
    for (const [i, colour] of answerColours.slice(1).entries()) {
      expect(contrast(colour, answerColours[i] ?? colour)).toBeGreaterThan(1.2);
    }
  });

  test.each([
    [
      'no red cones',
      [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
    ],
    [
      'no green cones',
      [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
    ],
    [
      'no blue cones',
      [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
    ],
  ])('of the two sides stay apart for eyes with %s', (_eyes, matrix) => {
    // Machado, Oliveira and Fernandes 2009, severity 1.
    const seen = answerColours.map((colour) => {
      const rgb = linear(colour);
      return [0, 3, 6].map((row) => rgb.reduce((sum, part, i) => sum + part * (matrix[row + i] ?? 0), 0));
    });

    for (const [low, high] of [
      [0, 4],
      [1, 3],
      [1, 2],
      [2, 3],
    ] as const) {
      const distance = Math.hypot(...(seen[low] ?? []).map((part, i) => part - (seen[high]?.[i] ?? 0)));
      expect(distance).toBeGreaterThan(0.15);
    }
  });
});

function linear(colour: string): number[] {
  return [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
}

/** WCAG 2's contrast ratio. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [one, other]
    .map((colour) => {
      const [red = 0, green = 0, blue = 0] = linear(colour);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
