// The signs that code puts between texts: each language has its own, and its own spaces (docs/glossary.md).
import type { Language } from '#exchange/languages.ts';

const colons: Readonly<Record<Language, string>> = { en: ': ', fr: '\u00a0: ', es: ': ', ar: ': ' };
const commas: Readonly<Record<Language, string>> = { en: ', ', fr: ', ', es: ', ', ar: '، ' };
const semicolons: Readonly<Record<Language, string>> = { en: '; ', fr: '\u00a0; ', es: '; ', ar: '؛ ' };

/** What stands between a label and what it names. */
export function colon(language: Language): string {
  return colons[language];
}

/** What parts the members of a list. */
export function comma(language: Language): string {
  return commas[language];
}

/** What parts members that hold commas themselves. */
export function semicolon(language: Language): string {
  return semicolons[language];
}
