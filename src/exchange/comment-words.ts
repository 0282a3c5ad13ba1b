// The words of a comment by their stems, so that a word is found in whichever form it is written.
import { stemmer as arabicStem } from '@orama/stemmers/arabic';
import { stemmer as englishStem } from '@orama/stemmers/english';
import { stemmer as frenchStem } from '@orama/stemmers/french';
import { stemmer as spanishStem } from '@orama/stemmers/spanish';
import { stopwords as arabicStopwords } from '@orama/stopwords/arabic';
import { stopwords as englishStopwords } from '@orama/stopwords/english';
import { stopwords as frenchStopwords } from '@orama/stopwords/french';
import { stopwords as spanishStopwords } from '@orama/stopwords/spanish';
import type { Language } from './languages.ts';
import { searchKey } from './text-input.ts';

export interface CommentWord {
  /** As it stands there, in small letters. */
  readonly written: string;
  /** Folded as for searching: without accents, and Arabic letters that are taken for one another as one. */
  readonly folded: string;
  /** The same, and in Arabic also without what is joined to its beginning. */
  readonly forms: readonly string[];
  /** What its forms come to without their endings. */
  readonly stems: readonly string[];
}

const stemmers: Readonly<Record<Language, (word: string) => string>> = {
  en: englishStem,
  fr: frenchStem,
  es: spanishStem,
  ar: arabicStem,
};

const stopwords: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: foldedSet(englishStopwords),
  fr: foldedSet(frenchStopwords),
  es: foldedSet(spanishStopwords),
  ar: foldedSet(arabicStopwords),
};

function foldedSet(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.flatMap((word) => searchKey(word).match(/\p{L}+/gu) ?? []));
}

const word = /[\p{L}\p{N}\p{M}]+/gu;

export function wordsIn(text: string, language: Language): readonly CommentWord[] {
  return (text.toLowerCase().match(word) ?? []).flatMap((written) => {
    const folded = searchKey(written);
    if (folded === '') return [];
    const forms = formsOf(folded, language);
    const stems = [...new Set(forms.map(stemmers[language]))].filter((stem) => stem !== '');
    return [{ written, folded, forms, stems }];
  });
}

/** True of words that say nothing by themselves: articles, pronouns, numbers, and those of one or two letters. */
export function saysNothing({ folded, forms }: CommentWord, language: Language): boolean {
  return folded.length < 3 || /\d/.test(folded) || forms.some((form) => stopwords[language].has(form));
}

/** In Arabic also without the article and what is written joined to a word: and, so, by, for, like. */
function formsOf(folded: string, language: Language): readonly string[] {
  if (language !== 'ar') return [folded];
  const bare = folded.replace(/^[وف]?(?:[بك]?ال|لل)/u, '');
  const unjoined = folded.replace(/^[وفبلك]/u, '');
  return [folded, bare, unjoined].filter((form) => form.length >= 3 || form === folded);
}
