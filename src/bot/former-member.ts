// The name of somebody who was forgotten, as it is shown: neutral words of the reader's language.
import { type Language, languages } from '#exchange/languages.ts';
import { erasedName } from '#exchange/people.ts';
import { houseWords } from './house-words.ts';

const shownAs = new Map(
  languages.map((language) => [
    language,
    houseWords
      .in(language)('formerMember')
      .map((part) => (typeof part === 'string' ? part : ''))
      .join(''),
  ]),
);

/** What was typed or kept, with neutral words in the place of names that are gone. */
export function withFormerMembers(text: string, language: Language): string {
  return text.includes(erasedName) ? text.replaceAll(erasedName, shownAs.get(language) ?? '') : text;
}
