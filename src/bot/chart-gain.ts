// Places the questions of a test on their card: a hollow mark before the course, a full one after it, a line between them.
import type { GainChart, GainRow } from './chart.ts';
import { labelWidthFor, type Panel, positionOf, type Sheet } from './chart-sheet.ts';
import { barHeight, card, columnGap, lettering, softInk, swatchSize } from './chart-style.ts';
import { wrap, wrapEvenly } from './chart-text.ts';

interface Columns {
  readonly start: number;
  readonly end: number;
  readonly labelWidth: number;
  readonly marks: Panel;
}

const gap = 6;
const entryGap = 22;

/** Throws a RangeError that names the row whose shares cannot be true. */
export function layGain(
  chart: GainChart,
  sheet: Sheet,
): { readonly bottom: number; readonly bars: Panel; readonly shares: Panel } {
  const columns = columnsOf(chart, sheet);
  const { start, end, marks } = columns;

  const title = wrapEvenly(chart.title, end - start, lettering.title, sheet.measure);
  let y = sheet.write(title, start, 24, 'title') + 14;
  y = layHeadings(chart, columns, layLegend(chart, start, y, sheet), sheet);
  chart.rows.forEach((row, at) => {
    y = 'withheld' in row ? layWithheld(row, columns, y, sheet) : layRow(row, at, columns, y, sheet);
  });
  sheet.separators.push(y);
  for (const tick of marks.ticks) {
    const look = { align: 'center', colour: softInk } as const;
    sheet.write([sheet.percent(tick)], positionOf(tick, marks), y + 4, 'tick', look);
  }
  y += 4 + sheet.lineHeight('tick');
  const note = wrap(chart.note, end - start, lettering.note, sheet.measure);
  const bottom = note.length === 0 ? y : sheet.write(note, start, y + 12, 'note', { colour: softInk });
  return { bottom, bars: { domain: [0, 1], range: [0, 1], ticks: [] }, shares: marks };
}

function columnsOf({ rows, headings }: GainChart, sheet: Sheet): Columns {
  const asked = rows.flatMap((row) => ('withheld' in row ? [] : [row]));
  for (const { label, before, after } of asked) {
    for (const share of [before, after]) {
      if (!(share >= 0 && share <= 1)) throw new RangeError(`The row "${label}" has the share ${share}.`);
    }
  }
  const start = card.margin;
  const end = card.width - card.margin;
  const labelWidth = labelWidthFor(
    rows.map(({ label }) => label),
    sheet.measure,
  );
  const numbers = Math.max(
    sheet.measure(headings.numbers, lettering.heading),
    ...asked.map((row) => sheet.measure(row.numbers, lettering.value)),
  );
  const from = start + labelWidth + columnGap.labels;
  return {
    start,
    end,
    labelWidth,
    marks: {
      domain: [0, 1],
      range: [from, end - numbers - columnGap.labels],
      ticks: [0, 0.25, 0.5, 0.75, 1],
    },
  };
}

/** What the two marks are, beside each other. */
function layLegend({ before, after }: GainChart, start: number, top: number, sheet: Sheet): number {
  const middle = top + sheet.lineHeight('legend') / 2;
  let x = start;
  for (const [words, spots] of [
    [before, sheet.hollow],
    [after, sheet.full],
  ] as const) {
    spots.push({ x: x + swatchSize / 2, y: middle });
    sheet.writeAround([words], x + swatchSize + gap, middle, 'legend');
    x += swatchSize + gap + sheet.measure(words, lettering.legend) + entryGap;
  }
  return top + sheet.lineHeight('legend') + gap;
}

function layHeadings({ headings }: GainChart, { end, marks }: Columns, top: number, sheet: Sheet): number {
  const [from, to] = marks.range;
  const right = wrapEvenly(headings.right, to - from, lettering.heading, sheet.measure);
  const ground = top + right.length * sheet.lineHeight('heading');
  sheet.write(right, from, top, 'heading', { colour: softInk });
  const numbers = ground - sheet.lineHeight('heading');
  sheet.write([headings.numbers], end, numbers, 'heading', { align: 'right', colour: softInk });
  return ground + 10;
}

function layRow(
  { label, before, after, numbers }: GainRow,
  row: number,
  { start, end, labelWidth }: Columns,
  top: number,
  sheet: Sheet,
): number {
  const lines = wrapEvenly(label, labelWidth, lettering.label, sheet.measure);
  const height = 10 + Math.max(barHeight, lines.length * sheet.lineHeight('label'));
  const middle = top + height / 2;
  sheet.separators.push(top);
  sheet.grids.push({ y: top, y2: top + height });
  sheet.writeAround(lines, start, middle, 'label');
  sheet.writeAround([numbers], end, middle, 'value', { align: 'right' });
  const [low, high] = [Math.min(before, after), Math.max(before, after)];
  sheet.marks.push({ row, when: 'now', value: after, low, high, y: middle });
  // Where nothing changed, one mark says so.
  if (before !== after)
    sheet.marks.push({ row, when: 'before', value: before, low: before, high: before, y: middle });
  return top + height;
}

function layWithheld(
  { label, withheld }: { readonly label: string; readonly withheld: string },
  { start, end, labelWidth, marks }: Columns,
  top: number,
  sheet: Sheet,
): number {
  const lines = wrapEvenly(label, labelWidth, lettering.label, sheet.measure);
  const sentence = wrap(withheld, end - marks.range[0], lettering.heading, sheet.measure);
  const height =
    10 +
    Math.max(
      barHeight,
      lines.length * sheet.lineHeight('label'),
      sentence.length * sheet.lineHeight('heading'),
    );
  sheet.separators.push(top);
  sheet.writeAround(lines, start, top + height / 2, 'label');
  sheet.writeAround(sentence, marks.range[0], top + height / 2, 'heading', { colour: softInk });
  return top + height;
}
