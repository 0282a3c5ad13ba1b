// Words that may make a theme: what several people wrote in this round and hardly anybody elsewhere (TF-IDF).
import { type CommentWord, saysNothing } from './comment-words.ts';
import type { Language } from './languages.ts';
import { fewestOnTheme } from './themes.ts';

export interface SuggestedWord {
  readonly language: Language;
  /** As most people wrote it. */
  readonly word: string;
  readonly people: number;
  /** The theme that those who wrote it write of most, if they write of one. */
  readonly near: string | undefined;
}

/** What fits on a button's route, and into a line of a list, with the number of people. */
const longestSuggested = 50;

interface Said {
  readonly language: Language | undefined;
  readonly words: readonly CommentWord[];
  readonly themes: readonly string[];
  readonly writer: number;
}

interface Found {
  readonly language: Language;
  readonly writers: Set<number>;
  readonly forms: Map<string, number>;
  readonly themes: Map<string, number>;
}

/**
 * Of words and pairs of words that no theme has yet, those that at least three people wrote, the most telling first: by
 * how many wrote it, times how rare it is in the comments of earlier rounds. `isName` keeps names out of a list that stays.
 */
export function suggestedWords(
  comments: readonly Said[],
  earlier: readonly Pick<Said, 'language' | 'words'>[],
  hasTheme: (words: readonly CommentWord[], language: Language) => boolean,
  isName: (word: string) => boolean,
  most: number,
): readonly SuggestedWord[] {
  const found = new Map<string, Found>();
  for (const comment of comments) {
    if (comment.language) note(found, comment, comment.language, hasTheme);
  }
  const rarity = rarityIn(earlier);
  const scored = [...found].flatMap(([key, { language, writers, forms, themes }]) => {
    const word = mostOf(forms);
    if (word === undefined || writers.size < fewestOnTheme || isName(word)) return [];
    if (word.length > longestSuggested) return [];
    const suggestion = { language, word, people: writers.size, near: mostOf(themes) };
    return [{ suggestion, pair: key.includes(' '), score: writers.size * rarity(key) }];
  });
  scored.sort(
    (one, other) =>
      other.score - one.score ||
      Number(other.pair) - Number(one.pair) ||
      (one.suggestion.word < other.suggestion.word ? -1 : 1),
  );
  return withoutParts(scored.map(({ suggestion }) => suggestion)).slice(0, most);
}

function note(
  found: Map<string, Found>,
  { words, themes, writer }: Said,
  language: Language,
  hasTheme: (words: readonly CommentWord[], language: Language) => boolean,
): void {
  for (const [key, parts] of termsOf(words, language)) {
    if (hasTheme(parts, language)) continue;
    const here = found.get(key) ?? { language, writers: new Set(), forms: new Map(), themes: new Map() };
    found.set(key, here);
    const written = parts.map((part) => part.written).join(' ');
    here.forms.set(written, (here.forms.get(written) ?? 0) + 1);
    // Once for each person, however often they write it.
    if (here.writers.has(writer)) continue;
    here.writers.add(writer);
    for (const theme of themes) here.themes.set(theme, (here.themes.get(theme) ?? 0) + 1);
  }
}

/** By language and stem: the words that say something, and two such words side by side. */
function termsOf(
  words: readonly CommentWord[],
  language: Language,
): readonly (readonly [string, readonly CommentWord[]])[] {
  return words.flatMap((first, at) => {
    if (saysNothing(first, language)) return [];
    const second = words[at + 1];
    const single = [`${language}:${stemOf(first)}`, [first]] as const;
    if (!second || saysNothing(second, language)) return [single];
    return [single, [`${language}:${stemOf(first)} ${stemOf(second)}`, [first, second]] as const];
  });
}

/** The shortest: in Arabic the one without what is joined to the word. */
function stemOf({ stems, folded }: CommentWord): string {
  return stems.reduce((shortest, stem) => (stem.length < shortest.length ? stem : shortest), folded);
}

/** How rare a term is in what was written before: the logarithm of one in how many comments of its language has it. */
function rarityIn(earlier: readonly Pick<Said, 'language' | 'words'>[]): (key: string) => number {
  const comments = new Map<string, number>();
  const having = new Map<string, number>();
  for (const { language, words } of earlier) {
    if (!language) continue;
    comments.set(language, (comments.get(language) ?? 0) + 1);
    for (const key of new Set(termsOf(words, language).map(([one]) => one)))
      having.set(key, (having.get(key) ?? 0) + 1);
  }
  return (key) => {
    const all = comments.get(key.slice(0, 2)) ?? 0;
    return Math.log((2 + all) / (1 + (having.get(key) ?? 0)));
  };
}

/** A word that all of its people wrote as part of a pair is said with the pair. */
function withoutParts(suggestions: readonly SuggestedWord[]): readonly SuggestedWord[] {
  return suggestions.filter(
    ({ language, word, people }) =>
      !suggestions.some(
        (other) =>
          other.language === language &&
          other.people >= people &&
          other.word.split(' ').length > 1 &&
          word !== other.word &&
          other.word.split(' ').includes(word),
      ),
  );
}

function mostOf(counts: ReadonlyMap<string, number>): string | undefined {
  let most: string | undefined;
  for (const [one, count] of counts) {
    const before = most === undefined ? 0 : (counts.get(most) ?? 0);
    if (count > before || (count === before && most !== undefined && one < most)) most = one;
  }
  return most;
}
