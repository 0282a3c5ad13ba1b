// The themes that comments are about: what a theme is, the reading of its words as they are typed, and their matching.
import { type CommentWord, wordsIn } from './comment-words.ts';
import type { Language } from './languages.ts';

export interface Theme {
  readonly id: string;
  readonly names: Readonly<Record<Language, string>>;
  /**
   * By language, as people edit them: a word is found in all its forms (`exercise`, `exercises`), `interpret*` stands
   * for every word that begins so, several words (`role play`) are found where they stand side by side.
   */
  readonly keywords: Readonly<Record<Language, readonly string[]>>;
}

/** What the people who wrote on a theme meant, in one sentence and nobody's own words. */
export type Paraphrase = Readonly<Partial<Record<Language, string>>>;

export const paraphraseLimit = 300;

/** Fewer people make no theme: their words would lead back to them (product §4.7). */
export const fewestOnTheme = 3;

export const keywordLimits = { most: 60, longest: 60, shortestBeginning: 3 } as const;

export type KeywordProblem =
  | { readonly id: 'too-many'; readonly most: number; readonly count: number }
  | { readonly id: 'too-long'; readonly most: number; readonly keyword: string }
  | { readonly id: 'too-short'; readonly least: number; readonly keyword: string }
  | { readonly id: 'no-word'; readonly keyword: string };

/** What was typed into one box, parted by commas or lines; twice the same is once. */
export function readKeywords(
  typed: string,
  language: Language,
): { readonly keywords: readonly string[] } | { readonly problem: KeywordProblem } {
  const keywords = new Map<string, string>();
  for (const part of typed.split(/[,;،؛\n]/u)) {
    const keyword = part.trim().replace(/\s+/gu, ' ').toLowerCase();
    if (keyword === '') continue;
    const problem = problemOf(keyword, language);
    if (problem) return { problem };
    const key = patternOf(keyword, language)
      .map((one) => ('stem' in one ? one.stem : `${one.begins}*`))
      .join(' ');
    if (!keywords.has(key)) keywords.set(key, keyword);
  }
  const count = keywords.size;
  if (count > keywordLimits.most) return { problem: { id: 'too-many', most: keywordLimits.most, count } };
  return { keywords: [...keywords.values()] };
}

function problemOf(keyword: string, language: Language): KeywordProblem | undefined {
  const { longest, shortestBeginning } = keywordLimits;
  if (keyword.length > longest) return { id: 'too-long', most: longest, keyword };
  const parts = patternOf(keyword, language);
  if (parts.length === 0) return { id: 'no-word', keyword };
  const short = parts.some((part) => 'begins' in part && part.begins.length < shortestBeginning);
  return short ? { id: 'too-short', least: shortestBeginning, keyword } : undefined;
}

type Part = { readonly stem: string } | { readonly begins: string };

function patternOf(keyword: string, language: Language): readonly Part[] {
  return keyword.split(/[\s'’-]+/u).flatMap((piece): Part[] => {
    const [found] = wordsIn(piece, language);
    if (!found) return [];
    if (piece.endsWith('*')) return [{ begins: found.folded }];
    return [{ stem: found.stems.at(0) ?? found.folded }];
  });
}

/** Says which themes a comment is about; made once for many comments. */
export type ThemeMatcher = (words: readonly CommentWord[], language: Language) => readonly string[];

export function themeMatcher(themes: readonly Theme[]): ThemeMatcher {
  const byLanguage = new Map<Language, readonly { id: string; patterns: readonly (readonly Part[])[] }[]>();
  return (words, language) => {
    let known = byLanguage.get(language);
    if (!known) {
      known = themes.map(({ id, keywords }) => ({
        id,
        patterns: keywords[language].map((keyword) => patternOf(keyword, language)),
      }));
      byLanguage.set(language, known);
    }
    const stems = new Set(words.flatMap((one) => one.stems));
    return known
      .filter(({ patterns }) => patterns.some((pattern) => stands(pattern, words, stems)))
      .map(({ id }) => id);
  };
}

function stands(
  pattern: readonly Part[],
  words: readonly CommentWord[],
  stems: ReadonlySet<string>,
): boolean {
  const [first] = pattern;
  if (!first || ('stem' in first && !stems.has(first.stem))) return false;
  return words.some((_, at) =>
    pattern.every((part, next) => {
      const here = words[at + next];
      return here !== undefined && fits(part, here);
    }),
  );
}

function fits(part: Part, { forms, stems }: CommentWord): boolean {
  if ('stem' in part) return stems.includes(part.stem);
  return forms.some((form) => form.startsWith(part.begins));
}

/** What an exchange begins with, as people have changed it, and what they added, by when their ids sort. */
export function themesInUse(
  standard: readonly Theme[],
  changed: readonly (Theme & { readonly dropped: boolean })[],
): readonly Theme[] {
  const changes = new Map(changed.map((theme) => [theme.id, theme]));
  const kept = standard.map((theme) => changes.get(theme.id) ?? { ...theme, dropped: false });
  const added = changed.filter(({ id }) => !standard.some((theme) => theme.id === id));
  return [...kept, ...added]
    .filter(({ dropped }) => !dropped)
    .map(({ id, names, keywords }) => ({ id, names, keywords }));
}
