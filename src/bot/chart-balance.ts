// Places the rows of a balance on its card: a stick from the line of exactly one's part to what there is, and the numbers.
import type { BalanceChart } from './chart.ts';
import { labelWidthFor, type Panel, positionOf, type Sheet } from './chart-sheet.ts';
import { barHeight, card, columnGap, lettering, softInk } from './chart-style.ts';
import { wrap, wrapEvenly } from './chart-text.ts';

/** More lines than these would be nearer to one another than their numbers are wide. */
const mostTicks = 7;
/** The line at which everybody has exactly their part. */
const exactly = 1;

interface Columns {
  readonly start: number;
  readonly end: number;
  readonly labelWidth: number;
  readonly sticks: Panel;
}

/** Throws a RangeError that names the row whose ratio cannot be true. */
export function layBalance(
  chart: BalanceChart,
  sheet: Sheet,
): { readonly bottom: number; readonly bars: Panel; readonly shares: Panel } {
  const columns = columnsOf(chart, sheet);
  const { start, end, sticks } = columns;

  const title = wrapEvenly(chart.title, end - start, lettering.title, sheet.measure);
  let y = sheet.write(title, start, 24, 'title') + 14;
  y = layHeadings(chart, columns, y, sheet);
  chart.rows.forEach((row, at) => {
    y = 'sentence' in row ? laySentence(row.sentence, columns, y, sheet) : layRow(row, at, columns, y, sheet);
  });
  sheet.separators.push(y);
  for (const tick of sticks.ticks) {
    const look = { align: 'center', colour: softInk } as const;
    sheet.write([sheet.count(tick)], positionOf(tick, sticks), y + 4, 'tick', look);
  }
  y += 4 + sheet.lineHeight('tick');
  const note = wrap(chart.note, end - start, lettering.note, sheet.measure);
  const bottom = note.length === 0 ? y : sheet.write(note, start, y + 12, 'note', { colour: softInk });
  return { bottom, bars: { domain: [0, 1], range: [0, 1], ticks: [] }, shares: sticks };
}

function columnsOf({ rows, headings }: BalanceChart, sheet: Sheet): Columns {
  const named = rows.flatMap((row) => ('sentence' in row ? [] : [row]));
  for (const { label, ratio } of named) {
    if (!Number.isFinite(ratio) || ratio < 0)
      throw new RangeError(`The row "${label}" has the ratio ${ratio}.`);
  }
  const start = card.margin;
  const end = card.width - card.margin;
  const labelWidth = labelWidthFor(
    named.map(({ label }) => label),
    sheet.measure,
  );
  const numbers = Math.max(
    sheet.measure(headings.numbers, lettering.heading),
    ...named.map((row) => sheet.measure(row.numbers, lettering.value)),
  );
  const most = Math.max(2, Math.ceil(Math.max(0, ...named.map(({ ratio }) => ratio))));
  const every = Array.from({ length: most + 1 }, (_, tick) => tick);
  return {
    start,
    end,
    labelWidth,
    sticks: {
      domain: [0, most],
      range: [start + labelWidth + columnGap.labels, end - numbers - columnGap.labels],
      ticks: every.length <= mostTicks ? every : [0, exactly, most],
      axis: exactly,
    },
  };
}

function layHeadings(
  { headings }: BalanceChart,
  { end, sticks }: Columns,
  top: number,
  sheet: Sheet,
): number {
  const [from, to] = sticks.range;
  const ratio = wrapEvenly(headings.ratio, to - from, lettering.heading, sheet.measure);
  const ground = top + ratio.length * sheet.lineHeight('heading');
  sheet.write(ratio, from, top, 'heading', { colour: softInk });
  const numbers = ground - sheet.lineHeight('heading');
  sheet.write([headings.numbers], end, numbers, 'heading', { align: 'right', colour: softInk });
  return ground + 10;
}

function layRow(
  { label, ratio, numbers }: Exclude<BalanceChart['rows'][number], { sentence: string }>,
  row: number,
  { start, end, labelWidth }: Columns,
  top: number,
  sheet: Sheet,
): number {
  const lines = wrapEvenly(label, labelWidth, lettering.label, sheet.measure);
  const height = 6 + Math.max(barHeight, lines.length * sheet.lineHeight('label'));
  const middle = top + height / 2;
  sheet.separators.push(top);
  sheet.grids.push({ y: top, y2: top + height });
  sheet.writeAround(lines, start, middle, 'label');
  sheet.writeAround([numbers], end, middle, 'value', { align: 'right' });
  const [low, high] = [Math.min(ratio, exactly), Math.max(ratio, exactly)];
  sheet.marks.push({ row, when: 'now', value: ratio, low, high, y: middle });
  return top + height;
}

/** In the place of rows that are left out: the scale's lines do not run behind it. */
function laySentence(sentence: string, { start, end }: Columns, top: number, sheet: Sheet): number {
  const lines = wrap(sentence, end - start, lettering.heading, sheet.measure);
  const height = 14 + lines.length * sheet.lineHeight('heading');
  sheet.separators.push(top);
  sheet.writeAround(lines, start, top + height / 2, 'heading', { colour: softInk });
  return top + height;
}
