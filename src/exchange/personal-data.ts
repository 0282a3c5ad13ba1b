// Finds in what people wrote freely what may say who somebody is: ways to reach them, and names.
import { foldDigits } from './local-time.ts';
import { searchKey } from './text-input.ts';

const mailAddress = /[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]{2,}/u;

/** Nine digits or more with the signs that people write between them: a day or two years have eight. */
const phoneNumber = /\+?\d(?:[\s().\-/\u2010-\u2015]{0,2}\d){8,}/u;

/** The first e-mail address or telephone number in a text, as it was written; undefined when there is none. */
export function contactDetailIn(text: string): string | undefined {
  const folded = foldDigits(text.normalize('NFKC'));
  return mailAddress.exec(folded)?.[0] ?? phoneNumber.exec(folded)?.[0];
}

/** A part of a name so short is also a word, or part of many names. */
const shortestPart = 4;

/**
 * Whether a text holds a name, or one of its longer parts, as a word of its own. It would rather find a name that
 * is only a word than miss one: what it finds is shown to fewer people, never thrown away.
 */
export function namesSomebody(text: string, names: readonly string[]): boolean {
  const words = new Set(wordsOf(text));
  return names.some((name) => {
    const parts = wordsOf(name);
    const telling = parts.filter((part) => part.length >= shortestPart);
    if (telling.length === 0) return parts.length > 0 && parts.every((part) => words.has(part));
    return telling.some((part) => words.has(part));
  });
}

function wordsOf(text: string): readonly string[] {
  return searchKey(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
