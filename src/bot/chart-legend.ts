// The legend of a chart: the five answers in their colours with their words, and the hollow mark of before.
import type { DistributionChart } from './chart.ts';
import type { Sheet } from './chart-sheet.ts';
import { answerColours, lettering, onAnswer, swatchSize } from './chart-style.ts';
import { wrap } from './chart-text.ts';

/** What must not be parted at the end of a line. */
type Entry = readonly Sign[];
type Sign =
  | { readonly answer: 0 | 1 | 2 | 3 | 4 }
  | { readonly words: readonly string[] }
  | { readonly hollow: true };

const gap = 6;
const entryGap = 16;
const answers = [0, 1, 2, 3, 4] as const;

/** Arranges a part of the legend in lines; `place` sets it down so that it ends at `ground`. */
export function layLegend(
  part: 'whole' | 'scale' | 'previous',
  chart: DistributionChart,
  start: number,
  width: number,
  sheet: Sheet,
): { lines: number; height: number; place: (ground: number) => void } {
  const lines: { entries: { entry: Entry; x: number }[]; height: number }[] = [];
  let used = 0;
  for (const entry of entriesOf(part, chart, width, sheet)) {
    const needed = widthOf(entry, sheet);
    const line = lines.at(-1);
    const height = heightOf(entry, sheet);
    if (line === undefined || used + entryGap + needed > width) {
      lines.push({ entries: [{ entry, x: start }], height });
      used = needed;
    } else {
      line.entries.push({ entry, x: start + used + entryGap });
      line.height = Math.max(line.height, height);
      used += entryGap + needed;
    }
  }

  const total = lines.reduce((sum, line) => sum + line.height, 0);
  return {
    lines: lines.length,
    height: total,
    place(ground) {
      let top = ground - total;
      for (const { entries, height } of lines) {
        for (const { entry, x } of entries) placeEntry(entry, x, top + height / 2, sheet);
        top += height;
      }
    },
  };
}

function entriesOf(
  part: 'whole' | 'scale' | 'previous',
  chart: DistributionChart,
  width: number,
  sheet: Sheet,
): Entry[] {
  const { low, high, answers: named } = chart.scale;
  const words = (text: string, room: number) => ({
    words: wrap(text, room, lettering.legend, sheet.measure),
  });
  const beside = (signs: number, names: number) => (width - signs * (swatchSize + gap)) / names - gap;

  const scale: Entry[] = named
    ? answers.map((answer) => [{ answer }, words(named[answer], beside(1, 1))])
    : [[words(low, beside(5, 2)), ...answers.map((answer) => ({ answer })), words(high, beside(5, 2))]];
  const previous: Entry[] =
    chart.previous === undefined ? [] : [[{ hollow: true }, words(chart.previous, beside(1, 1))]];
  return { whole: [...scale, ...previous], scale, previous }[part];
}

function signWidth(sign: Sign, sheet: Sheet): number {
  if (!('words' in sign)) return swatchSize;
  return Math.max(0, ...sign.words.map((line) => sheet.measure(line, lettering.legend)));
}

/** The five answers of a scale touch each other, as they do in a bar. */
function gapBetween(before: Sign | undefined, after: Sign): number {
  if (before === undefined) return 0;
  return 'answer' in before && 'answer' in after ? 1 : gap;
}

function widthOf(entry: Entry, sheet: Sheet): number {
  return entry.reduce((sum, sign, i) => sum + gapBetween(entry[i - 1], sign) + signWidth(sign, sheet), 0);
}

function heightOf(entry: Entry, sheet: Sheet): number {
  const lines = Math.max(...entry.map((sign) => ('words' in sign ? sign.words.length : 1)));
  return Math.max(lines * sheet.lineHeight('legend'), swatchSize + 6);
}

function placeEntry(entry: Entry, start: number, middle: number, sheet: Sheet): void {
  let x = start;
  entry.forEach((sign, i) => {
    x += gapBetween(entry[i - 1], sign);
    const width = signWidth(sign, sheet);
    if ('words' in sign) sheet.writeAround(sign.words, x, middle, 'legend');
    if ('hollow' in sign) sheet.hollow.push({ x: x + width / 2, y: middle });
    if ('answer' in sign) {
      const { answer } = sign;
      const half = swatchSize / 2;
      sheet.swatches.push({
        x,
        x2: x + width,
        y: middle - half,
        y2: middle + half,
        colour: answerColours[answer],
      });
      const look = { align: 'center', colour: onAnswer[answer] } as const;
      sheet.writeAround([sheet.count(answer + 1)], x + half, middle, 'count', look);
    }
    x += width;
  });
}
