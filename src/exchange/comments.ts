// What was written in a round, read: in which language, about which themes, and who may be shown which of it word for word.
import { caseDataIn } from './case-data.ts';
import { languageOf } from './comment-language.ts';
import { type CommentWord, wordsIn } from './comment-words.ts';
import type { Language } from './languages.ts';
import { seemsToNameSomebody } from './people-in-text.ts';
import { nameFinder, withoutDetails } from './personal-data.ts';
import { fewestOnTheme, type Theme, themeMatcher } from './themes.ts';

/** `writer` tells the comments of one answer from those of another, and nothing else. */
export interface WrittenComment {
  readonly item: string;
  readonly text: string;
  readonly mayQuote: boolean;
  readonly writer: number;
}

export interface ReadComment extends WrittenComment {
  /** Without ways to reach somebody and numbers that stand for them. */
  readonly text: string;
  readonly language: Language | undefined;
  readonly words: readonly CommentWord[];
  /** Ids, in the order of the themes. */
  readonly themes: readonly string[];
  /** Names a person, holds what leads to one, or tells of a case: for the coordinators alone (product §4.5 R6). */
  readonly confidential: boolean;
}

/** Sorted as they came. `names` are those of everybody who is known. */
export async function readComments(
  comments: readonly WrittenComment[],
  themes: readonly Theme[],
  names: readonly string[],
): Promise<readonly ReadComment[]> {
  const isNamed = nameFinder(names);
  const match = themeMatcher(themes);
  const read: ReadComment[] = [];
  for (const comment of comments) {
    const text = withoutDetails(comment.text);
    const language = await languageOf(text);
    const words = language ? wordsIn(text, language) : [];
    read.push({
      ...comment,
      text,
      language,
      words,
      themes: language ? match(words, language) : [],
      confidential:
        text !== comment.text || isNamed(text) || seemsToNameSomebody(text) || caseDataIn(text) !== undefined,
    });
  }
  return read;
}

/** What is kept of a round's comments, so that nobody needs to read them again: numbers alone. */
export interface CommentCounts {
  /** How many people wrote something. */
  readonly wrote: number;
  /** How many comments may be shown word for word. */
  readonly quotable: number;
  /** How many are for the coordinators alone. */
  readonly confidential: number;
  /** How many people wrote on each theme, by its id; none that nobody did. */
  readonly themes: Readonly<Record<string, number>>;
}

export function countComments(comments: readonly ReadComment[]): CommentCounts {
  const writers = new Map<string, Set<number>>();
  for (const { themes, writer } of comments) {
    for (const theme of themes) {
      const known = writers.get(theme);
      if (known) known.add(writer);
      else writers.set(theme, new Set([writer]));
    }
  }
  return {
    wrote: new Set(comments.map(({ writer }) => writer)).size,
    quotable: comments.filter(mayBeQuoted).length,
    confidential: comments.filter(({ confidential }) => confidential).length,
    themes: Object.fromEntries([...writers].map(([theme, people]) => [theme, people.size])),
  };
}

/** Word for word: whoever wrote it agreed, and it names nobody. */
export function mayBeQuoted({ mayQuote, confidential }: ReadComment): boolean {
  return mayQuote && !confidential;
}

/** The themes that may be spoken of, those of the most people first; at equal numbers by id, so that it stays so. */
export function themesToShow(
  counts: CommentCounts['themes'],
): readonly { readonly theme: string; readonly people: number }[] {
  return Object.entries(counts)
    .filter(([, people]) => people >= fewestOnTheme)
    .map(([theme, people]) => ({ theme, people }))
    .toSorted((one, other) => other.people - one.people || (one.theme < other.theme ? -1 : 1));
}
