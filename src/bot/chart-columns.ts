// Places how often each number was reached as columns beside each other, the counts above them and the numbers below.
import type { Sheet } from './chart-sheet.ts';
import { type Colour, lettering, softInk } from './chart-style.ts';

const tallest = 62;
/** A column that is one person among very many is still seen. */
const lowest = 2;
const between = 3;
const above = 12;

export function columnsHeight(sheet: Sheet): number {
  return above + sheet.lineHeight('count') + tallest + 2 + sheet.lineHeight('tick');
}

/** The first column is 0. Throws a RangeError that names the row whose counts cannot be true. */
export function layColumns(
  row: {
    readonly label: string;
    readonly counts: readonly number[];
    readonly colourOf: (number: number) => Colour;
  },
  [from, to]: readonly [number, number],
  top: number,
  sheet: Sheet,
): void {
  const { label, counts, colourOf } = row;
  if (counts.some((count) => !Number.isSafeInteger(count) || count < 0))
    throw new RangeError(`The chart row "${label}" counts ${counts.join(', ')} answers.`);

  const ground = top + above + sheet.lineHeight('count') + tallest;
  const most = Math.max(1, ...counts);
  const width = (to - from) / counts.length;
  const every = everyTick(counts.length, width, sheet);
  counts.forEach((count, number) => {
    const x = from + number * width;
    const centre = x + width / 2;
    const look = { align: 'center', colour: softInk } as const;
    if (number % every === 0) sheet.write([sheet.count(number)], centre, ground + 2, 'tick', look);
    if (count === 0) return;
    const height = Math.max(lowest, (tallest * count) / most);
    const box = { x: x + between / 2, x2: x + width - between / 2, y: ground - height, y2: ground };
    sheet.swatches.push({ ...box, colour: colourOf(number) });
    const text = sheet.count(count);
    // A number that has no room above its column is left to the alternative text.
    if (sheet.measure(text, lettering.count) <= width + between)
      sheet.write([text], centre, ground - height - sheet.lineHeight('count'), 'count', { align: 'center' });
  });
}

/** Of many narrow columns only each second, fifth or tenth has its number below it. */
function everyTick(columns: number, width: number, sheet: Sheet): number {
  const widest = sheet.measure(sheet.count(columns - 1), lettering.tick) + 4;
  return [1, 2, 5, 10].find((every) => every * width >= widest) ?? 20;
}
