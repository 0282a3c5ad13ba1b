// Questions that a course asks beside the standard ones: written in four languages or not kept, on pages of their own.
import { type Language, languages } from './languages.ts';
import type { Item, ItemWording, QuestionSet } from './questionnaire.ts';
import { cleanLine, cleanText, searchKey } from './text-input.ts';

/** `self-rated` asks one thing twice, before and now, both at the end (product §4.2): never mixed with what a test shows. */
export const ownKinds = ['rating', 'self-rated', 'choice', 'test', 'text'] as const;
export type OwnKind = (typeof ownKinds)[number];

/** The sets that a course may add to, with what may be asked in each. The test of level 2 is one, asked before and after. */
export const designedSets = {
  reaction: ['rating', 'self-rated', 'choice', 'text'],
  'pre-test': ['test'],
  'after-action': ['rating', 'choice', 'text'],
} as const satisfies Partial<Record<QuestionSet, readonly OwnKind[]>>;
export type DesignedSet = keyof typeof designedSets;

export const designLimits = {
  /** What a form takes below a label, with the mark of a wrong answer before it (Discord: 100). */
  question: 96,
  /** An option in a menu (Slack: 75, two of which keep the direction of what was typed). */
  option: 73,
  options: 10,
  outcome: 60,
  /** Own ones of a course in one set: four pages. */
  items: 20,
  page: 5,
} as const;

export type DesignProblem =
  | { readonly id: 'missing'; readonly language: Language }
  | { readonly id: 'copied'; readonly language: Language }
  | {
      readonly id: 'too-long';
      readonly language: Language;
      readonly text: string;
      readonly length: number;
      readonly most: number;
    }
  | { readonly id: 'options'; readonly language: Language; readonly given: number; readonly most: number }
  | { readonly id: 'uneven'; readonly language: Language; readonly given: number; readonly wanted: number }
  | { readonly id: 'twice'; readonly language: Language; readonly text: string }
  | { readonly id: 'right'; readonly given: string; readonly most: number };

/** A question as somebody wrote it: in each language the question, and below it a line for each answer. */
export interface WrittenQuestion {
  readonly kind: OwnKind;
  readonly texts: Readonly<Record<Language, string>>;
  /** Of a test: which answer is right, 1 for the first. */
  readonly right?: number | undefined;
  readonly outcome?: string | undefined;
}

export type ReadQuestion =
  | { readonly wordings: Readonly<Record<Language, ItemWording>> }
  | { readonly problems: readonly DesignProblem[] };

/** `room` is how much of a question's length something that is said before it takes. */
export function readQuestion({ kind, texts, right }: WrittenQuestion, room = 0): ReadQuestion {
  const hasOptions = kind === 'choice' || kind === 'test';
  const wordings = {} as Record<Language, ItemWording>;
  for (const language of languages) {
    const lines = cleanText(texts[language])
      .text.split('\n')
      .map((line) => cleanLine(line).text);
    const [text = '', ...options] = hasOptions
      ? lines.filter((line) => line !== '')
      : [lines.join(' ').trim()];
    wordings[language] = hasOptions ? { text, options } : { text };
  }
  const problems = [
    ...languages.flatMap((language) => problemsOf(wordings, language, hasOptions, room)),
    ...problemsOfRight(kind, right, wordings.en.options?.length ?? 0),
  ];
  return problems.length > 0 ? { problems } : { wordings };
}

function problemsOf(
  wordings: Readonly<Record<Language, ItemWording>>,
  language: Language,
  hasOptions: boolean,
  room: number,
): readonly DesignProblem[] {
  const { text, options = [] } = wordings[language];
  if (text === '') return [{ id: 'missing', language }];
  const problems: DesignProblem[] = [];
  const before = languages.slice(0, languages.indexOf(language));
  if (isSentence(text) && before.some((other) => searchKey(wordings[other].text) === searchKey(text)))
    problems.push({ id: 'copied', language });
  const most = designLimits.question - room;
  if (text.length > most) problems.push({ id: 'too-long', language, text, length: text.length, most });
  for (const option of options)
    if (option.length > designLimits.option)
      problems.push({
        id: 'too-long',
        language,
        text: option,
        length: option.length,
        most: designLimits.option,
      });
  if (!hasOptions) return problems;
  const wanted = wordings.en.options?.length ?? 0;
  const given = options.length;
  if (given < 2 || given > designLimits.options)
    problems.push({ id: 'options', language, given, most: designLimits.options });
  else if (given !== wanted) problems.push({ id: 'uneven', language, given, wanted });
  const keys = options.map(searchKey);
  const twice = options.find((_, at) => keys.indexOf(keys[at] ?? '') !== at);
  if (twice !== undefined) problems.push({ id: 'twice', language, text: twice });
  return problems;
}

function problemsOfRight(
  kind: OwnKind,
  right: number | undefined,
  options: number,
): readonly DesignProblem[] {
  if (kind !== 'test') return [];
  if (right !== undefined && Number.isInteger(right) && right >= 1 && right <= options) return [];
  return [{ id: 'right', given: right === undefined ? '' : String(right), most: options }];
}

/** Several words: a name or a number may be the same in every language. */
function isSentence(text: string): boolean {
  return (text.match(/\p{L}{2,}/gu) ?? []).length > 2;
}

/** How a self-rated question begins, by when it is about. */
export type SelfRatedWords = Readonly<Record<'before' | 'now', Readonly<Record<Language, string>>>>;

/**
 * The items of a question that has been read, as `base` (`own-1`): one, or of a self-rated one two. Options are kept by
 * their number, so that an answer is the same in every language.
 */
export function itemsOf(
  base: string,
  { kind, right, outcome }: Pick<WrittenQuestion, 'kind' | 'right' | 'outcome'>,
  wordings: Readonly<Record<Language, ItemWording>>,
  selfRated: SelfRatedWords,
): readonly Item[] {
  const about = outcome === undefined ? {} : { outcome };
  const common = { page: 1, optional: kind === 'text', sensitive: false, ...about };
  if (kind === 'self-rated')
    return (['before', 'now'] as const).map((when) => ({
      ...common,
      id: `${base}-${when}`,
      kind: 'rating',
      texts: inAll((language) => ({ text: `${selfRated[when][language]} ${wordings[language].text}` })),
    }));
  if (kind === 'rating' || kind === 'text') return [{ ...common, id: base, kind, texts: wordings }];
  const options = (wordings.en.options ?? []).map((_, at) => String(at + 1));
  const answer = kind === 'test' && right !== undefined ? { right: String(right) } : {};
  return [{ ...common, id: base, kind, options, ...answer, texts: wordings }];
}

function inAll<Said>(say: (language: Language) => Said): Readonly<Record<Language, Said>> {
  return Object.fromEntries(languages.map((language) => [language, say(language)])) as Record<Language, Said>;
}

/** The question that an item belongs to: `own-3` of `own-3-before`; undefined for a standard one. */
export function questionOf(item: Pick<Item, 'id'>): string | undefined {
  return /^own-\d+/.exec(item.id)?.[0];
}

/** Asked for before the course and for now: neither is a judgement of the course. */
export function isSelfRated({ id }: Pick<Item, 'id'>): boolean {
  return /^own-\d+-(?:before|now)$/.test(id);
}

export function ownQuestions(items: readonly Item[]): readonly string[] {
  return [...new Set(items.flatMap((item) => questionOf(item) ?? []))];
}

/** A name for the next question; never one that a removed question had, while a later one is there. */
export function nextQuestion(items: readonly Item[]): string {
  const numbers = ownQuestions(items).map((id) => Number(id.slice('own-'.length)));
  return `own-${Math.max(0, ...numbers) + 1}`;
}

/** With these in place of the question's items, or at the end where it is new; with none, the question is taken out. */
export function withQuestion(
  items: readonly Item[],
  question: string,
  replaced: readonly Item[],
): readonly Item[] {
  const at = items.findIndex((item) => questionOf(item) === question);
  const others = items.filter((item) => questionOf(item) !== question);
  const place = at < 0 ? others.length : at;
  return onPages([...others.slice(0, place), ...replaced, ...others.slice(place)]);
}

/** Own questions on pages of five after the standard ones; what is asked twice stays on one page. */
export function onPages(items: readonly Item[]): readonly Item[] {
  const standard = items.filter((item) => questionOf(item) === undefined);
  const paged: Item[] = [...standard];
  let page = Math.max(0, ...standard.map((item) => item.page)) + 1;
  let taken = 0;
  for (const question of ownQuestions(items)) {
    const asked = items.filter((item) => questionOf(item) === question);
    if (taken > 0 && taken + asked.length > designLimits.page) {
      page += 1;
      taken = 0;
    }
    for (const item of asked) paged.push({ ...item, page });
    taken += asked.length;
  }
  return paged;
}

/** How many more own items there is room for. */
export function roomFor(items: readonly Item[]): number {
  return designLimits.items - items.filter((item) => questionOf(item) !== undefined).length;
}

export const questionColumns = ['kind', 'outcome', ...languages, 'right'] as const;
export type QuestionColumn = (typeof questionColumns)[number];

/** Answers of a cell may stand on lines of their own or between bars: `Who may enter? | The officer | Anybody`. */
export function linesOfCell(cell: string): string {
  return cell.replaceAll(/\s*[|｜]\s*/gu, '\n');
}
