// Prepares the words of a chart: what cannot be drawn is taken out, long lines are wrapped and never cut.

/** Text in one size and weight; sizes are pixels of the unscaled picture. */
export interface TextStyle {
  readonly size: number;
  readonly weight: 400 | 600;
}

/**
 * The fonts of a line, the first for all that it has. The renderer takes the whole line over into another
 * font, and into its regular weight, where the first lacks a letter; Noto Sans Arabic has Latin letters too.
 */
export function fontsFor(line: string): string {
  return /\p{Script=Arabic}/u.test(line) ? 'Noto Sans Arabic, Noto Sans' : 'Noto Sans, Noto Sans Arabic';
}

/** How wide a text is when it is drawn, in pixels, with Arabic letters joined. */
export type Measure = (text: string, style: TextStyle) => number;

// Characters that XML cannot hold, and those that would reorder the text around them. Marks and isolates may stay.
const undrawable = /[\p{Cc}\p{Cs}\u202a-\u202e\ufffe\uffff]/gu;
const breakable = /[\t\n\v\f\r \u0085\u2028\u2029]+/u;
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The words of a text that a line may be broken between; no-break spaces stay inside their word. */
function wordsOf(text: string): string[] {
  return text
    .split(breakable)
    .map((word) => word.replaceAll(undrawable, ''))
    .filter((word) => word !== '');
}

/** What a column needs so that no word of the text is broken. */
export function widestWord(text: string, style: TextStyle, measure: Measure): number {
  return Math.max(0, ...wordsOf(text).map((word) => measure(word, style)));
}

/** Breaks a text into lines no wider than `width`; only a single letter may be wider. */
export function wrap(text: string, width: number, style: TextStyle, measure: Measure): string[] {
  const space = measure(' ', style);
  const lines: string[] = [];
  let line = '';
  let used = 0;

  for (const word of wordsOf(text).flatMap((word) => fitting(word, width, style, measure))) {
    const needed = measure(word, style);
    if (line !== '' && used + space + needed > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    used += line === '' ? needed : space + needed;
    line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** Breaks a text into as few lines as `wrap`, of about the same length, so that no word is left alone. */
export function wrapEvenly(text: string, width: number, style: TextStyle, measure: Measure): string[] {
  let lines = wrap(text, width, style, measure);
  const least = Math.max(width * 0.4, widestWord(text, style, measure));
  for (let narrower = width * 0.95; narrower > least; narrower -= width * 0.05) {
    const tried = wrap(text, narrower, style, measure);
    if (tried.length > lines.length) break;
    lines = tried;
  }
  return lines;
}

/** A word in pieces that fit: whole as a rule, between letters where it is wider than a line. */
function fitting(word: string, width: number, style: TextStyle, measure: Measure): string[] {
  if (measure(word, style) <= width) return [word];

  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of letters.segment(word)) {
    if (piece !== '' && measure(piece + segment, style) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...pieces, piece];
}

const startOfIsolate = /[\u2066-\u2068]/u;
const endOfIsolate = '\u2069';

/**
 * A line in a direction of its own. The renderer takes every line to be left to right, which would put the
 * halves of an Arabic question around a Latin name in the wrong order.
 */
export function rightToLeft(line: string): string {
  let open = 0;
  let balanced = '';
  // Wrapping can part an isolate from its end; an end alone would close the one that is put around it.
  for (const letter of line) {
    if (startOfIsolate.test(letter)) open += 1;
    if (letter === endOfIsolate && open === 0) continue;
    if (letter === endOfIsolate) open -= 1;
    balanced += letter;
  }
  return `\u2067${balanced}${endOfIsolate.repeat(open + 1)}`;
}
