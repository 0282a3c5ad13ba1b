// The sheet that a chart is laid out on: what has been placed so far, and how to write a line on it.
import type { Language } from '#exchange/languages.ts';
import { type Colour, ink, labelColumn, lettering } from './chart-style.ts';
import { type Measure, widestWord, wrap } from './chart-text.ts';
import { locales } from './words.ts';

type Align = 'left' | 'center' | 'right';
type Lettering = keyof typeof lettering;

/** One line; `y` is its middle. */
export interface PlacedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align: Align;
  readonly lettering: Lettering;
  readonly colour: Colour;
}

interface Box {
  readonly x: number;
  readonly x2: number;
  readonly y: number;
  readonly y2: number;
  readonly colour: Colour;
}

/** One answer's piece of a row's bar: `from` and `to` in parts of the row, 0 in the middle of the scale. */
interface BarPiece {
  readonly row: number;
  readonly answer: 0 | 1 | 2 | 3 | 4;
  readonly count: number;
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly y2: number;
}

interface ShareMark {
  readonly row: number;
  readonly when: 'now' | 'before';
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly y: number;
}

/** Where a scale's values lie; `range` runs backwards in a mirrored chart. */
export interface Panel {
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  readonly ticks: readonly number[];
  /** The tick that everything is measured from. */
  readonly axis?: number;
}

export interface Sheet {
  readonly texts: PlacedText[];
  readonly swatches: Box[];
  /** Middles of the legend's hollow marks. */
  readonly hollow: { readonly x: number; readonly y: number }[];
  readonly pieces: BarPiece[];
  readonly marks: ShareMark[];
  readonly separators: number[];
  /** Heights at which the scales' lines are drawn: not behind a sentence. */
  readonly grids: { readonly y: number; readonly y2: number }[];

  readonly measure: Measure;
  count(n: number): string;
  percent(share: number): string;
  /** With a sign, but for 0. */
  signed(points: number): string;
  lineHeight(lettering: Lettering): number;
  /** Writes lines under each other from `top`; answers where they end. */
  write(lines: readonly string[], x: number, top: number, lettering: Lettering, look?: Look): number;
  /** Writes lines so that their middle is at `middle`. */
  writeAround(lines: readonly string[], x: number, middle: number, lettering: Lettering, look?: Look): void;
}

interface Look {
  readonly align?: Align;
  readonly colour?: Colour;
}

export function sheetFor(language: Language, measure: Measure): Sheet {
  const numbers = new Intl.NumberFormat(locales[language]);
  const signs = new Intl.NumberFormat(locales[language], { signDisplay: 'exceptZero' });
  const percents = new Intl.NumberFormat(locales[language], { style: 'percent' });
  const sheet: Sheet = {
    texts: [],
    swatches: [],
    hollow: [],
    pieces: [],
    marks: [],
    separators: [],
    grids: [],
    measure,
    count: (n) => numbers.format(n),
    percent: (share) => percents.format(share),
    // The sign stays at its number in Arabic too.
    signed: (points) => `\u2066${signs.format(points)}\u2069`,
    // Arabic letters carry marks above and below that Latin letters have not.
    lineHeight: (kind) => Math.round(lettering[kind].size * (language === 'ar' ? 1.5 : 1.32)),
    write(lines, x, top, kind, { align = 'left', colour = ink } = {}) {
      const step = sheet.lineHeight(kind);
      lines.forEach((text, i) => {
        sheet.texts.push({ text, x, y: top + (i + 0.5) * step, align, lettering: kind, colour });
      });
      return top + lines.length * step;
    },
    writeAround(lines, x, middle, kind, look) {
      sheet.write(lines, x, middle - (lines.length * sheet.lineHeight(kind)) / 2, kind, look);
    },
  };
  return sheet;
}

/** The narrowest column in which every label has two lines at most and its words whole, within bounds. */
export function labelWidthFor(labels: readonly string[], measure: Measure): number {
  const longestWord = Math.max(0, ...labels.map((label) => widestWord(label, lettering.label, measure)));
  const least = Math.min(labelColumn.most, Math.max(labelColumn.least, Math.ceil(longestWord)));
  for (let width = least; width < labelColumn.most; width += 10) {
    if (labels.every((label) => wrap(label, width, lettering.label, measure).length <= 2)) return width;
  }
  return labelColumn.most;
}

/** The pixel at which a scale's value lies. */
export function positionOf(value: number, { domain, range }: Panel): number {
  return range[0] + ((value - domain[0]) / (domain[1] - domain[0])) * (range[1] - range[0]);
}
