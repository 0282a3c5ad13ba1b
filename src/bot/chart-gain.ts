// Places a test before and after a course on its card: two rows of columns, and by how much the same people changed.
import type { ChangeRow, GainChart, TestRow, WithheldRow } from './chart.ts';
import { columnsHeight, layColumns } from './chart-columns.ts';
import { labelWidthFor, type Panel, positionOf, type Sheet } from './chart-sheet.ts';
import { answerColours, barHeight, card, columnGap, lettering, softInk } from './chart-style.ts';
import { wrap, wrapEvenly } from './chart-text.ts';

interface Columns {
  readonly start: number;
  readonly end: number;
  readonly labelWidth: number;
  /** Where the figures end. */
  readonly middleEnd: number;
  readonly from: number;
  readonly to: number;
}

/** Before and after, as far apart in grey print as in colour. */
const colours = [answerColours[3], answerColours[4]] as const;

/** Throws a RangeError that names the row whose numbers cannot be true. */
export function layGain(
  chart: GainChart,
  sheet: Sheet,
): { readonly bottom: number; readonly bars: Panel; readonly shares: Panel } {
  const columns = columnsOf(chart, sheet);
  const { start, end } = columns;
  const scale = scaleOf(chart.change, columns);

  const title = wrapEvenly(chart.title, end - start, lettering.title, sheet.measure);
  let y = sheet.write(title, start, 24, 'title') + 14;
  y = layHeadings(chart, columns, y, sheet);
  chart.tests.forEach((row, at) => {
    y = 'withheld' in row ? laySentence(row, columns, y, sheet) : layTest(row, at, columns, y, sheet);
  });
  if (chart.change) {
    y =
      'withheld' in chart.change
        ? laySentence(chart.change, columns, y, sheet)
        : layChange(chart.change, scale, columns, y, sheet);
  }
  sheet.separators.push(y);
  const note = wrap(chart.note, end - start, lettering.note, sheet.measure);
  const bottom = note.length === 0 ? y : sheet.write(note, start, y + 12, 'note', { colour: softInk });
  return { bottom, bars: { domain: [0, 1], range: [0, 1], ticks: [] }, shares: scale };
}

function columnsOf({ tests, change, headings }: GainChart, sheet: Sheet): Columns {
  const rows = change ? [...tests, change] : tests;
  const start = card.margin;
  const end = card.width - card.margin;
  const labelWidth = labelWidthFor(
    rows.map(({ label }) => label),
    sheet.measure,
  );
  const counts = tests.flatMap((row) => ('counts' in row ? [sheet.count(sumOf(row.counts))] : []));
  const countWidth = Math.max(
    sheet.measure(headings.n, lettering.heading),
    ...counts.map((count) => sheet.measure(count, lettering.label)),
  );
  const values = rows.flatMap((row) => ('withheld' in row ? [] : ['middle' in row ? row.middle : row.value]));
  const middleWidth = Math.max(
    sheet.measure(headings.middle, lettering.heading),
    ...values.map((value) => sheet.measure(value, lettering.value)),
  );
  const middleEnd = end - countWidth - 22;
  const from = start + labelWidth + columnGap.labels;
  return { start, end, labelWidth, middleEnd, from, to: middleEnd - middleWidth - columnGap.labels };
}

/** Points, as far to each side of none as the interval reaches, in quarters of a hundred. */
function scaleOf(change: GainChart['change'], { from, to }: Columns): Panel {
  const range = [from + 16, to - 16] as const;
  if (change === undefined || 'withheld' in change) return { domain: [0, 1], range, ticks: [] };
  const { label, points } = change;
  const { value, low, high } = points;
  const possible = -100 <= low && low <= value && value <= high && high <= 100;
  if (!possible) throw new RangeError(`The row "${label}" has the change ${value} in [${low}, ${high}].`);
  const [least, most] = [Math.min(0, Math.floor(low / 25)), Math.max(2, Math.ceil(high / 25))];
  const ticks = Array.from({ length: most - least + 1 }, (_, at) => 25 * (least + at));
  return { domain: [25 * least, 25 * most], range, ticks, axis: 0 };
}

function layHeadings(
  { headings }: GainChart,
  { from, to, middleEnd, end }: Columns,
  top: number,
  sheet: Sheet,
): number {
  const scores = wrapEvenly(headings.scores, to - from, lettering.heading, sheet.measure);
  const ground = top + scores.length * sheet.lineHeight('heading');
  sheet.write(scores, from, top, 'heading', { colour: softInk });
  const last = ground - sheet.lineHeight('heading');
  const look = { align: 'right', colour: softInk } as const;
  sheet.write([headings.middle], middleEnd, last, 'heading', look);
  sheet.write([headings.n], end, last, 'heading', look);
  return ground + 10;
}

function layTest(
  { label, counts, middle }: TestRow,
  at: number,
  { start, end, labelWidth, middleEnd, from, to }: Columns,
  top: number,
  sheet: Sheet,
): number {
  const height = columnsHeight(sheet) + 6;
  const centre = top + height / 2;
  sheet.separators.push(top);
  layColumns({ label, counts, colourOf: () => colours[at] ?? colours[1] }, [from, to], top, sheet);
  sheet.writeAround(wrapEvenly(label, labelWidth, lettering.label, sheet.measure), start, centre, 'label');
  sheet.writeAround([middle], middleEnd, centre, 'value', { align: 'right' });
  const look = { align: 'right', colour: softInk } as const;
  sheet.writeAround([sheet.count(sumOf(counts))], end, centre, 'label', look);
  return top + height;
}

function layChange(
  { label, points, value }: ChangeRow,
  scale: Panel,
  { start, labelWidth, middleEnd }: Columns,
  top: number,
  sheet: Sheet,
): number {
  const lines = wrapEvenly(label, labelWidth, lettering.label, sheet.measure);
  const height = 14 + Math.max(barHeight, lines.length * sheet.lineHeight('label'));
  const middle = top + height / 2;
  sheet.separators.push(top);
  sheet.grids.push({ y: top, y2: top + height });
  sheet.writeAround(lines, start, middle, 'label');
  sheet.marks.push({ row: 0, when: 'now', ...points, y: middle });
  sheet.writeAround([value], middleEnd, middle, 'value', { align: 'right' });
  for (const tick of scale.ticks) {
    const look = { align: 'center', colour: softInk } as const;
    sheet.write([sheet.signed(tick)], positionOf(tick, scale), top + height + 2, 'tick', look);
  }
  return top + height + sheet.lineHeight('tick') + 6;
}

function laySentence(
  { label, withheld }: WithheldRow,
  { start, end, labelWidth, from }: Columns,
  top: number,
  sheet: Sheet,
): number {
  const lines = wrapEvenly(label, labelWidth, lettering.label, sheet.measure);
  const sentence = wrap(withheld, end - from, lettering.heading, sheet.measure);
  const taken = [lines.length * sheet.lineHeight('label'), sentence.length * sheet.lineHeight('heading')];
  const height = 14 + Math.max(barHeight, ...taken);
  sheet.separators.push(top);
  sheet.writeAround(lines, start, top + height / 2, 'label');
  sheet.writeAround(sentence, from, top + height / 2, 'heading', { colour: softInk });
  return top + height;
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
