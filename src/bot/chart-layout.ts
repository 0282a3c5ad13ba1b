// Places everything on a chart's card, in pixels: here and not by the plotting library, which cannot measure
// joined letters. A chart is laid out as if read from left to right, and mirrored for Arabic.
import { directionOf } from '#exchange/languages.ts';
import { type Chart, type ChartRowFacts, chartFacts, type DistributionChart } from './chart.ts';
import { layBalance } from './chart-balance.ts';
import { layGain } from './chart-gain.ts';
import { layLegend } from './chart-legend.ts';
import { layRecommend } from './chart-recommend.ts';
import { labelWidthFor, type Panel, positionOf, type Sheet, sheetFor } from './chart-sheet.ts';
import { barHeight, card, columnGap, lettering, onAnswer, shareColumn, softInk } from './chart-style.ts';
import { type Measure, rightToLeft, wrap, wrapEvenly } from './chart-text.ts';

/** Everything that is drawn; `range` and positions are those of the mirrored chart where it is mirrored. */
export interface Layout
  extends Pick<Sheet, 'texts' | 'swatches' | 'hollow' | 'pieces' | 'marks' | 'separators' | 'grids'> {
  readonly width: number;
  readonly height: number;
  readonly bars: Panel;
  readonly shares: Panel;
}

type RatedFacts = ChartRowFacts & { kind: 'rated' };

interface Columns {
  readonly start: number;
  readonly end: number;
  readonly labelWidth: number;
  readonly valueEnd: number;
  readonly bars: Panel;
  readonly shares: Panel;
}

/** Lays a chart out; throws the RangeError of `chartFacts`. */
export function layoutOf(chart: Chart, measure: Measure): Layout {
  const sheet = sheetFor(chart.language, measure);
  const { bottom, bars, shares } = layKind(chart, sheet);

  const { texts, swatches, hollow, pieces, marks, separators, grids } = sheet;
  const height = Math.ceil(bottom + 24);
  const drawn = { texts, swatches, hollow, pieces, marks, separators, grids };
  const layout = { width: card.width, height, bars, shares, ...drawn };
  return directionOf(chart.language) === 'rtl' ? mirrored(layout) : layout;
}

function layKind(chart: Chart, sheet: Sheet) {
  if (chart.kind === 'balance') return layBalance(chart, sheet);
  return chart.kind === 'gain' ? layGain(chart, sheet) : layDistribution(chart, sheet);
}

function layDistribution(chart: DistributionChart, sheet: Sheet) {
  const { rows } = chartFacts(chart);
  const rated = rows.filter((row) => row.kind === 'rated');
  const columns = columnsOf(rows, rated, sheet);

  let y = layTitle(chart, columns, sheet);
  y = layHeader(chart, columns, y, sheet);
  rows.forEach((row, i) => {
    y = layRow(row, i, columns, y, sheet);
  });
  sheet.separators.push(y);
  if (rated.length > 0) y = layTicks(columns, y, sheet);
  if (chart.recommend) y = layRecommend(chart.recommend, columns, y + 10, sheet);
  y = layNote(chart, columns, y, sheet);
  return { bottom: y, bars: columns.bars, shares: columns.shares };
}

/** Shares out the width, from the end that is read last: answers, share as a figure, as a mark, bars, labels. */
function columnsOf(rows: readonly ChartRowFacts[], rated: readonly RatedFacts[], sheet: Sheet): Columns {
  const start = card.margin;
  const end = card.width - card.margin;
  const countWidth = Math.max(22, ...rated.map((row) => sheet.measure(sheet.count(row.n), lettering.label)));
  const valueEnd = end - countWidth - 22;
  const sharesEnd = valueEnd - sheet.measure(sheet.percent(1), lettering.value) - 18;
  const sharesStart = sharesEnd - shareColumn;
  const labelWidth = labelWidthFor(
    rows.map(({ label }) => label),
    sheet.measure,
  );

  // The bars reach as far to each side as the row that leans there most.
  const lean = (weights: readonly number[]) =>
    Math.max(
      0.1,
      ...rated.map((row) => row.parts.reduce((sum, part, i) => sum + part * (weights[i] ?? 0), 0)),
    );
  const domain = [-lean([1, 1, 0.5, 0, 0]), lean([0, 0, 0.5, 1, 1])] as const;
  const step = domain[1] - domain[0] > 0.7 ? 0.5 : 0.25;
  const ticks = [-4, -3, -2, -1, 0, 1, 2, 3, 4]
    .map((i) => i * step)
    .filter((tick) => tick >= domain[0] && tick <= domain[1]);

  return {
    start,
    end,
    labelWidth,
    valueEnd,
    bars: {
      domain,
      range: [start + labelWidth + columnGap.labels, sharesStart - columnGap.shares],
      ticks,
      axis: 0,
    },
    shares: { domain: [0, 1], range: [sharesStart, sharesEnd], ticks: [0, 0.5, 1] },
  };
}

function layTitle(chart: DistributionChart, { start, end }: Columns, sheet: Sheet): number {
  return (
    sheet.write(wrapEvenly(chart.title, end - start, lettering.title, sheet.measure), start, 24, 'title') + 14
  );
}

/** The headings of the columns, and on the same ground line the legend, or above them where it is long. */
function layHeader(
  chart: DistributionChart,
  { start, end, bars, shares }: Columns,
  top: number,
  sheet: Sheet,
): number {
  const [sharesStart] = shares.range;
  const n = wrapEvenly(chart.headings.n, 90, lettering.heading, sheet.measure);
  const nWidth = Math.max(0, ...n.map((line) => sheet.measure(line, lettering.heading)));
  const shareRoom = end - nWidth - 14 - sharesStart;
  const share = wrapEvenly(chart.headings.share, shareRoom, lettering.heading, sheet.measure);
  const headings = Math.max(share.length, n.length) * sheet.lineHeight('heading');

  const room = bars.range[1] - start;
  const whole = layLegend('whole', chart, start, room, sheet);
  const above = whole.lines > 1 ? layLegend('scale', chart, start, end - start, sheet) : undefined;
  const beside = above ? layLegend('previous', chart, start, room, sheet) : whole;
  const middle = above ? top + above.height + 6 : top;
  const ground = middle + Math.max(beside.height, headings);
  above?.place(top + above.height);
  beside.place(ground);
  for (const [lines, x, align] of [
    [share, sharesStart, 'left'],
    [n, end, 'right'],
  ] as const) {
    const first = ground - lines.length * sheet.lineHeight('heading');
    sheet.write(lines, x, first, 'heading', { align, colour: softInk });
  }
  return ground + 10;
}

function layRow(row: ChartRowFacts, i: number, columns: Columns, top: number, sheet: Sheet): number {
  const { start, end, labelWidth, valueEnd, bars } = columns;
  const label = wrapEvenly(row.label, labelWidth, lettering.label, sheet.measure);
  const sentence =
    row.kind === 'withheld' ? wrap(row.withheld, end - bars.range[0], lettering.heading, sheet.measure) : [];
  const height =
    14 +
    Math.max(
      barHeight + 5,
      label.length * sheet.lineHeight('label'),
      sentence.length * sheet.lineHeight('heading'),
    );
  const middle = top + height / 2;

  sheet.separators.push(top);
  if (row.kind === 'rated') sheet.grids.push({ y: top, y2: top + height });
  sheet.writeAround(label, start, middle, 'label');
  sheet.writeAround(sentence, bars.range[0], middle, 'heading', { colour: softInk });
  if (row.kind === 'rated') {
    layBar(row, i, bars, middle, sheet);
    sheet.writeAround([sheet.count(row.n)], end, middle, 'label', { align: 'right', colour: softInk });
    if (row.previous) sheet.marks.push({ row: i, when: 'before', ...row.previous, y: middle + 9 });
    if (row.share) {
      sheet.marks.push({ row: i, when: 'now', ...row.share, y: row.previous ? middle - 5 : middle });
      sheet.writeAround([sheet.percent(row.share.value)], valueEnd, middle, 'value', { align: 'right' });
    }
  }
  return top + height;
}

/** Lays the pieces of a bar end to end, so that the middle of the neutral one stands at 0. */
function layBar(row: RatedFacts, i: number, bars: Panel, middle: number, sheet: Sheet): void {
  const [lowest, low, neutral] = row.parts;
  let from = -(lowest + low + neutral / 2);
  for (const answer of [0, 1, 2, 3, 4] as const) {
    const count = row.counts[answer];
    const to = from + row.parts[answer];
    if (count > 0) {
      sheet.pieces.push({
        row: i,
        answer,
        count,
        from,
        to,
        y: middle - barHeight / 2,
        y2: middle + barHeight / 2,
      });
      const text = sheet.count(count);
      const [left, right] = [positionOf(from, bars), positionOf(to, bars)];
      // A number that has no room in its piece is left to the alternative text.
      if (sheet.measure(text, lettering.count) + 4 <= right - left) {
        const look = { align: 'center', colour: onAnswer[answer] } as const;
        sheet.writeAround([text], (left + right) / 2, middle, 'count', look);
      }
    }
    from = to;
  }
}

function layTicks({ bars, shares }: Columns, top: number, sheet: Sheet): number {
  let bottom = top;
  for (const panel of [bars, shares]) {
    for (const tick of panel.ticks) {
      const look = { align: 'center', colour: softInk } as const;
      bottom = sheet.write([sheet.percent(Math.abs(tick))], positionOf(tick, panel), top + 4, 'tick', look);
    }
  }
  return bottom;
}

function layNote(chart: DistributionChart, { start, end }: Columns, top: number, sheet: Sheet): number {
  const lines = wrap(chart.note, end - start, lettering.note, sheet.measure);
  return lines.length === 0 ? top : sheet.write(lines, start, top + 12, 'note', { colour: softInk });
}

function mirrored(layout: Layout): Layout {
  const across = (x: number) => layout.width - x;
  const turned = { left: 'right', center: 'center', right: 'left' } as const;
  const panel = (p: Panel): Panel => ({ ...p, range: [across(p.range[0]), across(p.range[1])] });
  return {
    ...layout,
    bars: panel(layout.bars),
    shares: panel(layout.shares),
    texts: layout.texts.map((text) => ({
      ...text,
      text: rightToLeft(text.text),
      x: across(text.x),
      align: turned[text.align],
    })),
    swatches: layout.swatches.map((box) => ({ ...box, x: across(box.x2), x2: across(box.x) })),
    hollow: layout.hollow.map((mark) => ({ ...mark, x: across(mark.x) })),
  };
}
