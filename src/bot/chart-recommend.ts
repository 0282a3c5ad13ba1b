// Places the answers from 0 to 10 under the rows of a distribution: eleven columns, what they come to, and the score.
import type { RecommendSection } from './chart.ts';
import type { Panel, Sheet } from './chart-sheet.ts';
import { answerColours, lettering, softInk } from './chart-style.ts';
import { wrap, wrapEvenly } from './chart-text.ts';

interface Place {
  readonly start: number;
  readonly end: number;
  readonly labelWidth: number;
  readonly bars: Panel;
  readonly shares: Panel;
}

const tallest = 62;
/** A column that is one person among very many is still seen. */
const lowest = 2;
const between = 3;

/** 0 to 6 would not, 7 and 8 are undecided, 9 and 10 would. */
function colourOf(answer: number) {
  if (answer <= 6) return answerColours[0];
  return answer <= 8 ? answerColours[2] : answerColours[4];
}

/** Answers where it ends; throws a RangeError where its counts cannot be true. */
export function layRecommend(section: RecommendSection, place: Place, top: number, sheet: Sheet): number {
  const { label, counts, sentence, score } = section;
  if (counts.length !== 11 || counts.some((count) => !Number.isSafeInteger(count) || count < 0))
    throw new RangeError(`The chart row "${label}" counts ${counts.join(', ')} answers.`);

  const { start, end, labelWidth, bars, shares } = place;
  sheet.separators.push(top);
  const ground = top + 12 + sheet.lineHeight('count') + tallest;
  const middle = (top + 12 + ground) / 2;
  layColumns(counts, bars, ground, sheet);
  sheet.writeAround(wrapEvenly(label, labelWidth, lettering.label, sheet.measure), start, middle, 'label');
  if (score) layScore(score, shares.range[0], middle, sheet);
  sheet.writeAround([sheet.count(counts.reduce((sum, count) => sum + count, 0))], end, middle, 'label', {
    align: 'right',
    colour: softInk,
  });
  const below = ground + 2 + sheet.lineHeight('tick') + 4;
  const [from] = bars.range;
  return sheet.write(wrap(sentence, end - from, lettering.heading, sheet.measure), from, below, 'heading', {
    colour: softInk,
  });
}

function layColumns(counts: readonly number[], { range }: Panel, ground: number, sheet: Sheet): void {
  const most = Math.max(1, ...counts);
  const width = (range[1] - range[0]) / counts.length;
  counts.forEach((count, answer) => {
    const x = range[0] + answer * width;
    const centre = x + width / 2;
    const height = count === 0 ? 0 : Math.max(lowest, (tallest * count) / most);
    const look = { align: 'center', colour: softInk } as const;
    sheet.write([sheet.count(answer)], centre, ground + 2, 'tick', look);
    if (count === 0) return;
    const box = { x: x + between / 2, x2: x + width - between / 2, y: ground - height, y2: ground };
    sheet.swatches.push({ ...box, colour: colourOf(answer) });
    const above = ground - height - sheet.lineHeight('count');
    sheet.write([sheet.count(count)], centre, above, 'count', { align: 'center' });
  });
}

function layScore(
  { heading, value }: { readonly heading: string; readonly value: string },
  x: number,
  middle: number,
  sheet: Sheet,
): void {
  sheet.write([heading], x, middle - sheet.lineHeight('heading'), 'heading', { colour: softInk });
  sheet.write([value], x, middle, 'value');
}
