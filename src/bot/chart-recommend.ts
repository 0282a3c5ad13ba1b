// Places the answers from 0 to 10 under the rows of a distribution: eleven columns, what they come to, and the score.
import type { RecommendSection } from './chart.ts';
import { columnsHeight, layColumns } from './chart-columns.ts';
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

/** 0 to 6 would not, 7 and 8 are undecided, 9 and 10 would. */
function colourOf(answer: number) {
  if (answer <= 6) return answerColours[0];
  return answer <= 8 ? answerColours[2] : answerColours[4];
}

/** Answers where it ends; throws a RangeError where its counts cannot be true. */
export function layRecommend(section: RecommendSection, place: Place, top: number, sheet: Sheet): number {
  const { label, counts, sentence, score } = section;
  if (counts.length !== 11)
    throw new RangeError(`The chart row "${label}" has ${counts.length} answers to choose from.`);

  const { start, end, labelWidth, bars, shares } = place;
  sheet.separators.push(top);
  const height = columnsHeight(sheet);
  const middle = top + height / 2;
  layColumns({ label, counts, colourOf }, bars.range, top, sheet);
  sheet.writeAround(wrapEvenly(label, labelWidth, lettering.label, sheet.measure), start, middle, 'label');
  if (score) layScore(score, shares.range[0], middle, sheet);
  sheet.writeAround([sheet.count(counts.reduce((sum, count) => sum + count, 0))], end, middle, 'label', {
    align: 'right',
    colour: softInk,
  });
  const [from] = bars.range;
  const lines = wrap(sentence, end - from, lettering.heading, sheet.measure);
  return sheet.write(lines, from, top + height + 4, 'heading', { colour: softInk });
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
