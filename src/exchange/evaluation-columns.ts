// Columns of a file of evaluations: which question each asks, by its header and by its cells, and what a cell answers.
import {
  askedBefore,
  headersLeftOut,
  headersOfItems,
  noAnswer,
  noWords,
  wordScales,
  yesWords,
} from './evaluation-words.ts';
import { contactDetailIn } from './personal-data.ts';
import { answerTextLimit } from './questionnaire.ts';
import { designLimits } from './questionnaire-design.ts';
import { cleanLine, cleanText, searchKey, shortened } from './text-input.ts';

/**
 * Why a column is no question: it says who answered (`person`), when (`time`) or what they are (`writer`); it holds
 * averages, numbers or words of no scale that is known; it is empty, without a header, or there are too many.
 */
export const leftOutReasons = [
  ...(['person', 'time', 'writer', 'averages', 'numbers', 'words', 'empty', 'nameless', 'too-many'] as const),
  'by-hand',
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

export type FileItemKind = 'rating' | 'recommend' | 'choice' | 'text';

/** A column as it is asked about: its cells in the order of the rows, without the header. */
export interface AskedColumn {
  readonly header: string;
  readonly cells: readonly string[];
}

/** What surrounds a column: which standard items are taken by others, and what must not be kept. */
export interface Surroundings {
  /** Items by the ways in which the house itself words them, folded. */
  readonly wordings: ReadonlyMap<string, string>;
  readonly taken: ReadonlySet<string>;
  /** How many more there may be. */
  readonly room: { readonly answers: number; readonly texts: number };
  /** Whether a text names somebody, or holds what must not be kept. */
  isPersonal(text: string): boolean;
}

export interface TakenColumn {
  readonly header: string;
  /** A standard item; undefined: one of its own, in the words of the header. */
  readonly item: string | undefined;
  readonly kind: FileItemKind;
  /** A sign for each row: a rating 1 to 5, a recommendation 0 to 9 and `a`, a choice `y` or `n`, a text `t`; `-` for none. */
  readonly signs: string;
  /** Of a text, by row. */
  readonly texts: readonly (readonly [row: number, text: string])[];
  readonly read: number;
  /** Texts that lead to somebody, and are not kept. */
  readonly removed: number;
  readonly unread: readonly UnreadCell[];
  /** How words were read, where they were. */
  readonly words: readonly (readonly [word: string, step: number])[];
}

export interface UnreadCell {
  /** Among the rows, 0 first. */
  readonly row: number;
  readonly cell: string;
  /** `between`: such as 4,5; `scale`: beyond it; `words`: nothing that is known; `too-long`: of a text. */
  readonly why: 'between' | 'scale' | 'words' | 'too-long';
}

export type ReadColumn = { readonly taken: TakenColumn } | { readonly leftOut: LeftOutReason };

/** So much of what is filled must be readable: by the header it is known what to expect. */
const enough = { byHeader: 0.6, byCells: 0.8 } as const;
/** From here on figures with decimals are no slips. */
const mostBetween = 0.2;
/** More figures beyond 5, or 0, than this share, and than one, belong to another scale. */
const mostBeyond = 0.02;

export function readColumn({ header: written, cells }: AskedColumn, around: Surroundings): ReadColumn {
  const header = cleanLine(written).text.replace(numbering, '').trim();
  const distinct = countsOf(cells);
  const filled = [...distinct].filter(([cell]) => !isBlank(cell));
  const total = sumOf(filled);
  if (total === 0) return { leftOut: 'empty' };
  const key = headerKey(header);
  const known = itemNamed(header, key, around);
  if (known === undefined) {
    const kind = leftOutNamed(key);
    if (kind) return { leftOut: kind };
  }
  if (shareOf(filled, (cell) => contactDetailIn(cell) !== undefined && /[@+]/u.test(cell)) > 0.5)
    return { leftOut: 'person' };
  if (shareOf(filled, isDate) > 0.5) return { leftOut: 'time' };
  if (header === '') return { leftOut: 'nameless' };

  const found = kindOf(key, known, filled, total, cells);
  if ('leftOut' in found) return found;
  const { kind, scale } = found;
  const item =
    known !== undefined && kindsOfItems[known] === kind && !around.taken.has(known) ? known : undefined;
  if (kind === 'choice' && item === undefined) return { leftOut: 'words' };
  if (kind === 'text' ? around.room.texts < 1 : around.room.answers < 1) return { leftOut: 'too-many' };
  if (item === undefined && around.isPersonal(header)) return { leftOut: 'person' };
  const named = shortened(header, designLimits.question);
  return {
    taken:
      kind === 'text'
        ? textsIn(named, item, cells, around)
        : signsIn(named, item, kind, scale, cells, distinct),
  };
}

type ItemId = keyof typeof headersOfItems;

const kindsOfItems: Readonly<Record<string, FileItemKind>> = {
  recommend: 'recommend',
  quote: 'choice',
  obstacles: 'text',
  'anything-else': 'text',
  ...Object.fromEntries(
    ['human-rights', 'instructors', 'apply', 'confidence', 'relevance', 'knowledge', 'level'].map((id) => [
      id,
      'rating',
    ]),
  ),
};

/** `Q3.`, `12)`, `3 -` before a question. */
const numbering = /^(?:q(?:uestion)?\s*)?\d{1,3}\s*[.:)\]–-]\s*/iu;

function headerKey(header: string): string {
  return searchKey(header.replaceAll('_', ' '))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function itemNamed(header: string, key: string, { wordings }: Surroundings): string | undefined {
  const worded = wordings.get(searchKey(header)) ?? wordings.get(key);
  if (worded !== undefined) return worded;
  if (askedBefore.some((word) => ` ${key} `.includes(` ${word} `))) return undefined;
  return (Object.keys(headersOfItems) as ItemId[]).find((id) =>
    headersOfItems[id].some((part) => ` ${key}`.includes(` ${part}`)),
  );
}

function leftOutNamed(key: string): LeftOutReason | undefined {
  if (key.endsWith(' id')) return 'person';
  return (['person', 'time', 'writer'] as const).find((kind) => headersLeftOut[kind].includes(key));
}

type Count = readonly [cell: string, times: number];

function countsOf(cells: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return counts;
}

function sumOf(counts: readonly Count[]): number {
  return counts.reduce((sum, [, times]) => sum + times, 0);
}

function shareOf(counts: readonly Count[], holds: (cell: string) => boolean): number {
  return sumOf(counts.filter(([cell]) => holds(cell))) / Math.max(1, sumOf(counts));
}

function isBlank(cell: string): boolean {
  return cell === '' || noAnswer.has(searchKey(cell));
}

const dates = [
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/u,
  /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}/u,
  /^\d{1,2}:\d{2}(?::\d{2})?/u,
] as const;

function isDate(cell: string): boolean {
  const key = searchKey(cell);
  return dates.some((form) => form.test(key));
}

type Found =
  | { readonly kind: FileItemKind; readonly scale: ReadonlyMap<string, number> | undefined }
  | { readonly leftOut: LeftOutReason };

/** What the cells answer, with what the header lets expect. */
function kindOf(
  key: string,
  known: string | undefined,
  filled: readonly Count[],
  total: number,
  cells: readonly string[],
): Found {
  const expected = known === undefined ? undefined : kindsOfItems[known];
  const wanted = known === undefined ? enough.byCells : enough.byHeader;
  const choice = shareOf(filled, (cell) => yesOrNo(cell) !== undefined);
  if (expected === 'choice')
    return choice >= wanted ? { kind: 'choice', scale: undefined } : { leftOut: 'words' };
  const scale = bestScale(filled);
  const read = filled.map(([cell, times]) => ({ times, step: stepIn(cell, scale) }));
  const share = (holds: (step: Step) => boolean) =>
    read.reduce((sum, { times, step }) => (holds(step) ? sum + times : sum), 0) / total;
  const numbers = share(({ is }) => is !== 'words');
  const between = share(({ is }) => is === 'between');
  if (between > mostBetween && numbers >= wanted) return { leftOut: 'averages' };
  const toFive = share((step) => step.is === 'step' && isWithin(step, 1, 5, 5));
  const toTen = share((step) => step.is === 'step' && isWithin(step, 0, 10, 10));
  const beyondFive = share((step) => step.is === 'step' && (step.value > 5 || step.value === 0));
  if (expected === 'recommend' && toTen >= wanted && (beyondFive > 0 || /10|nps/u.test(key)))
    return { kind: 'recommend', scale: undefined };
  if (beyondFive * total > Math.max(1, mostBeyond * total)) return { leftOut: 'numbers' };
  if (toFive >= wanted && (known !== undefined || !isCounting(cells))) return { kind: 'rating', scale };
  if (numbers >= 0.5) return { leftOut: isCounting(cells) ? 'person' : 'numbers' };
  if (expected === 'text' || isProse(filled, total)) return { kind: 'text', scale: undefined };
  return { leftOut: 'words' };
}

/** One, two, three: a running number is no answer, however few there are. */
function isCounting(cells: readonly string[]): boolean {
  return (
    cells.length > 2 && cells.every((cell, at) => at === 0 || Number(cell) === Number(cells[at - 1]) + 1)
  );
}

/** Sentences rather than the names of options: mostly different from each other, and of several words. */
function isProse(filled: readonly Count[], total: number): boolean {
  const words = filled.reduce((sum, [cell, times]) => sum + times * cell.split(/\s+/u).length, 0);
  return filled.length / total > 0.5 && words / total >= 4;
}

type Step =
  | { readonly is: 'step'; readonly value: number; readonly of: number | undefined }
  | { readonly is: 'between' | 'number' | 'words' };

function isWithin(
  { value, of }: { value: number; of: number | undefined },
  from: number,
  to: number,
  most: number,
) {
  return value >= from && value <= to && (of === undefined || of === most);
}

const plainNumber = /^([+-]?\d{1,9})(?:[.,٫](\d+))?$/u;
/** `4/5`, `4 out of 5`, `4 sur 5`, `4 de 5`, `4 من 5` */
const ofSome = /^(\d{1,2})(?:[.,٫]0+)?\s*(?:\/|out of|of|sur|de|من)\s*(\d{1,2})$/u;
/** `5 – Strongly agree`, `5) …`, `5. …`, `5 = …` */
const stepThenWords = /^(\d{1,2})\s*[-–—.:=)]\s*\p{L}/u;
/** `Strongly agree (5)` */
const wordsThenStep = /\p{L}.*\((\d{1,2})\)$/u;
const star = /[★⭐]/gu;

function stepIn(cell: string, scale: ReadonlyMap<string, number> | undefined): Step {
  const key = searchKey(cell);
  const number = plainNumber.exec(key);
  if (number) {
    if (/[1-9]/u.test(number[2] ?? '')) return { is: 'between' };
    const value = Number(number[1]);
    return value >= 0 && value <= 10 ? { is: 'step', value, of: undefined } : { is: 'number' };
  }
  const among = ofSome.exec(key);
  if (among) return { is: 'step', value: Number(among[1]), of: Number(among[2]) };
  const stars = cell.match(star)?.length;
  if (stars !== undefined) return { is: 'step', value: stars, of: 5 };
  const word = scale?.get(key);
  if (word !== undefined) return { is: 'step', value: word, of: 5 };
  const beside = stepThenWords.exec(key) ?? wordsThenStep.exec(key);
  return beside ? { is: 'step', value: Number(beside[1]), of: undefined } : { is: 'words' };
}

/** The scale that reads most of the cells; the first where several do. */
function bestScale(filled: readonly Count[]): ReadonlyMap<string, number> | undefined {
  const read = wordScales.map((scale) => sumOf(filled.filter(([cell]) => scale.has(searchKey(cell)))));
  const most = Math.max(...read);
  return most > 0 ? wordScales[read.indexOf(most)] : undefined;
}

function yesOrNo(cell: string): 'y' | 'n' | undefined {
  const key = searchKey(cell);
  if (yesWords.has(key)) return 'y';
  return noWords.has(key) ? 'n' : undefined;
}

const none = '-';

function signsIn(
  header: string,
  item: string | undefined,
  kind: FileItemKind,
  scale: ReadonlyMap<string, number> | undefined,
  cells: readonly string[],
  distinct: ReadonlyMap<string, number>,
): TakenColumn {
  const meant = new Map([...distinct.keys()].map((cell) => [cell, signOf(cell, kind, scale)]));
  const unread: UnreadCell[] = [];
  const signs: string[] = [];
  cells.forEach((cell, row) => {
    const sign = meant.get(cell);
    if (typeof sign === 'string') signs.push(sign);
    else {
      signs.push(none);
      if (sign) unread.push({ row, cell, why: sign.why });
    }
  });
  const words = [...distinct.keys()].flatMap((cell) => {
    const step = kind === 'rating' ? scale?.get(searchKey(cell)) : undefined;
    return step === undefined ? [] : [[shortened(cell, 40), step] as const];
  });
  return {
    ...{ header, item, kind, texts: [], removed: 0, unread },
    signs: signs.join(''),
    read: signs.filter((sign) => sign !== none).length,
    words: words.toSorted(([, one], [, other]) => one - other),
  };
}

/** A sign, undefined for a cell that is blank, or why it means nothing. */
function signOf(
  cell: string,
  kind: FileItemKind,
  scale: ReadonlyMap<string, number> | undefined,
): string | { readonly why: UnreadCell['why'] } {
  if (isBlank(cell)) return none;
  if (kind === 'choice') return yesOrNo(cell) ?? { why: 'words' };
  const step = stepIn(cell, scale);
  if (step.is === 'number') return { why: 'scale' };
  if (step.is !== 'step') return { why: step.is };
  const [from, to] = kind === 'rating' ? [1, 5] : [0, 10];
  return isWithin(step, from, to, to) ? step.value.toString(36) : { why: 'scale' };
}

function textsIn(
  header: string,
  item: string | undefined,
  cells: readonly string[],
  { isPersonal }: Surroundings,
): TakenColumn {
  const texts: (readonly [number, string])[] = [];
  const unread: UnreadCell[] = [];
  let removed = 0;
  cells.forEach((cell, row) => {
    if (isBlank(cell)) return;
    const { text } = cleanText(cell);
    if (text === '') return;
    if (isPersonal(text)) removed += 1;
    else if (text.length > answerTextLimit) unread.push({ row, cell, why: 'too-long' });
    else texts.push([row, text]);
  });
  const written = new Set(texts.map(([row]) => row));
  const signs = cells.map((_, row) => (written.has(row) ? 't' : none)).join('');
  return { ...{ header, item, kind: 'text', signs, texts, removed, unread }, read: texts.length, words: [] };
}
