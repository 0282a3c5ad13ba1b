// Questionnaires as data with versions: what each set asks by itself, the reading of answers, and their counting.
import type { Language } from './languages.ts';
import { foldDigits } from './local-time.ts';

/**
 * Which questionnaire is asked, each once of a course or an event, and answered without a name: level 1 at the end, the
 * tests of level 2 before and after, the review after an exercise, and what people say of an event (product §4.1).
 */
export const questionSets = ['reaction', 'pre-test', 'post-test', 'after-action', 'event'] as const;

export type QuestionSet = (typeof questionSets)[number];

/** `rating` is 1–5, `recommend` 0–10, `choice` one of its options, `test` one of which one is right, `text` free. */
export const itemKinds = ['rating', 'recommend', 'choice', 'test', 'text'] as const;

export type ItemKind = (typeof itemKinds)[number];

/** How an own item reads in one language; `options` in the order of the item's. */
export interface ItemWording {
  readonly text: string;
  readonly options?: readonly string[];
}

export interface Item {
  readonly id: string;
  readonly kind: ItemKind;
  /** 1 first; five items to a page at most. */
  readonly page: number;
  readonly optional: boolean;
  /** Concerns a named or nameable person: a unanimous extreme is only reported as "mostly" (§4.5 R5). */
  readonly sensitive: boolean;
  /** Of a choice or a test: what is kept as the answer. */
  readonly options?: readonly string[];
  /** Of a test: the option that is right. */
  readonly right?: string;
  /** Of an own item; what a standard set asks is worded in the words of /feedback, `question.<id>`. */
  readonly texts?: Readonly<Record<Language, ItemWording>>;
  /** Which of the course's outcomes it is about. */
  readonly outcome?: string;
}

/** As much of an item as the counting of its answers needs. */
export type CountedItem = Pick<Item, 'id' | 'kind' | 'options' | 'right'>;

export interface Questionnaire {
  readonly set: QuestionSet;
  readonly items: readonly Item[];
}

/** One person's answers without the person, by item; what was left out has no key. */
export type Answers = Readonly<Record<string, number | string>>;

/**
 * How often each answer was given, by item: of a rating from 1 to 5, of `recommend` from 0 to 10, of a choice or a test
 * by its options, of a text alone how many wrote one.
 */
export type Tallies = Readonly<Record<string, readonly number[]>>;

export const answerTextLimit = 1000;

function item(id: string, kind: ItemKind, page: number, more: Partial<Item> = {}): Item {
  return { id, kind, page, optional: kind === 'text', sensitive: false, ...more };
}

const about = { sensitive: true };
const mayQuote = { optional: true, options: ['yes', 'no'] };

/** What is asked of everybody, by version; a version that has been asked is never changed, because its answers stay. */
export const standardQuestionnaires = {
  'reaction/1': {
    set: 'reaction',
    items: [
      item('apply', 'rating', 1),
      item('confidence', 'rating', 1),
      item('relevance', 'rating', 1),
      item('instructors', 'rating', 1, about),
      item('human-rights', 'rating', 1, about),
      item('level', 'rating', 2),
      item('knowledge', 'rating', 2),
      item('recommend', 'recommend', 2),
      item('obstacles', 'text', 2),
      item('anything-else', 'text', 2),
    ],
  },
  'reaction/2': {
    set: 'reaction',
    items: [
      item('apply', 'rating', 1),
      item('confidence', 'rating', 1),
      item('relevance', 'rating', 1),
      item('instructors', 'rating', 1, about),
      item('human-rights', 'rating', 1, about),
      item('level', 'rating', 2),
      item('recommend', 'recommend', 2),
      item('obstacles', 'text', 2),
      item('anything-else', 'text', 2),
      item('quote', 'choice', 2, mayQuote),
    ],
  },
  'after-action/1': {
    set: 'after-action',
    items: [
      item('goals', 'rating', 1),
      item('tasks', 'rating', 1),
      item('information', 'rating', 1),
      item('together', 'rating', 1),
      item('human-rights', 'rating', 1, about),
      item('prepared', 'rating', 2),
      item('worked', 'text', 2),
      item('causes', 'text', 2),
      item('change', 'text', 2),
      item('quote', 'choice', 2, mayQuote),
    ],
  },
  'event/1': {
    set: 'event',
    items: [
      item('relevance', 'rating', 1),
      item('ideas', 'rating', 1),
      item('contacts', 'rating', 1),
      item('learning', 'rating', 1),
      item('arrangements', 'rating', 1),
      item('level', 'rating', 2),
      item('recommend', 'recommend', 2),
      item('obstacles', 'text', 2),
      item('anything-else', 'text', 2),
      item('quote', 'choice', 2, mayQuote),
    ],
  },
} as const satisfies Readonly<Record<string, Questionnaire>>;

/** The version of each set that is asked where nobody has designed another; undefined: it is asked only when designed. */
export const currentVersions = {
  reaction: 'reaction/2',
  'pre-test': undefined,
  'post-test': undefined,
  'after-action': undefined,
  event: 'event/1',
} as const satisfies Readonly<Record<QuestionSet, keyof typeof standardQuestionnaires | undefined>>;

/** The version that the design of a set begins with: what is asked in any case, once that set is asked. */
export const baseVersions = {
  ...currentVersions,
  'after-action': 'after-action/1',
} as const satisfies Readonly<Record<QuestionSet, keyof typeof standardQuestionnaires | undefined>>;

/** The id of a round: one set is asked once of one course or event. */
export function roundIdOf(about: string, set: QuestionSet = 'reaction'): string {
  return `${about}.${set}`;
}

export type AnswerProblem =
  | { id: 'missing'; item: string }
  | { id: 'out-of-range'; item: string; min: number; max: number; given: string }
  | { id: 'not-an-option'; item: string; given: string }
  | { id: 'too-long'; item: string; max: number; length: number };

const scales = { rating: { min: 1, max: 5 }, recommend: { min: 0, max: 10 } } as const;

/** Reads a page, or without `page` the whole; numbers may come as text in any digits. Unknown keys are ignored. */
export function checkAnswers(
  items: readonly Item[],
  raw: Readonly<Record<string, unknown>>,
  page?: number,
): { answers: Answers } | { problems: readonly AnswerProblem[] } {
  const answers: Record<string, number | string> = {};
  const problems: AnswerProblem[] = [];
  for (const asked of items) {
    if (page !== undefined && asked.page !== page) continue;
    const problem = readAnswer(asked, Object.hasOwn(raw, asked.id) ? raw[asked.id] : undefined, answers);
    if (problem !== undefined) problems.push(problem);
  }
  return problems.length === 0 ? { answers } : { problems };
}

/** Puts the answer in its place, or says what is wrong with it. */
function readAnswer(
  asked: Item,
  given: unknown,
  answers: Record<string, number | string>,
): AnswerProblem | undefined {
  const text = typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '';
  if (text === '') return asked.optional ? undefined : { id: 'missing', item: asked.id };

  if (asked.kind === 'text') {
    const { length } = text;
    if (length > answerTextLimit) return { id: 'too-long', item: asked.id, max: answerTextLimit, length };
    answers[asked.id] = text;
    return undefined;
  }
  if (asked.kind === 'choice' || asked.kind === 'test') {
    if (!asked.options?.includes(text)) return { id: 'not-an-option', item: asked.id, given: text };
    answers[asked.id] = text;
    return undefined;
  }
  const { min, max } = scales[asked.kind];
  const digits = foldDigits(text);
  const value = Number(digits);
  if (!/^\d{1,2}$/.test(digits) || value < min || value > max) {
    return { id: 'out-of-range', item: asked.id, min, max, given: text };
  }
  answers[asked.id] = value;
  return undefined;
}

/** Counts what many answered; an answer that its item does not know is counted nowhere. */
export function tallyOf(items: readonly CountedItem[], rows: readonly Answers[]): Tallies {
  return Object.fromEntries(items.map((asked) => [asked.id, countsOf(asked, rows)]));
}

function countsOf(asked: CountedItem, rows: readonly Answers[]): readonly number[] {
  const counts = Array.from({ length: placesOf(asked) }, () => 0);
  for (const row of rows) {
    const place = placeOf(asked, Object.hasOwn(row, asked.id) ? row[asked.id] : undefined);
    const before = place === undefined ? undefined : counts[place];
    if (place !== undefined && before !== undefined) counts[place] = before + 1;
  }
  return counts;
}

/** How many numbers the counts of an item have. */
export function placesOf(asked: CountedItem): number {
  if (asked.kind === 'rating') return 5;
  if (asked.kind === 'recommend') return 11;
  return asked.kind === 'text' ? 1 : (asked.options?.length ?? 0);
}

/** Where among the counts of its item an answer is counted; undefined for none. */
export function placeOf(asked: CountedItem, answer: number | string | undefined): number | undefined {
  if (answer === undefined) return undefined;
  if (asked.kind === 'rating') return typeof answer === 'number' ? answer - 1 : undefined;
  if (asked.kind === 'recommend') return typeof answer === 'number' ? answer : undefined;
  if (asked.kind === 'text') return typeof answer === 'string' && answer !== '' ? 0 : undefined;
  const place = asked.options?.indexOf(String(answer)) ?? -1;
  return place < 0 ? undefined : place;
}
