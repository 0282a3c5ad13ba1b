// The four languages and their directions.
import { expect, it } from 'vitest';
import { directionOf, isLanguage, languages } from './languages.ts';

it('reads Arabic alone from right to left', () => {
  expect(languages.filter((language) => directionOf(language) === 'rtl')).toEqual(['ar']);
});

it('knows its four codes and nothing else', () => {
  expect(languages.every(isLanguage)).toBe(true);
  for (const other of ['de', 'EN', 'en-GB', '', undefined, null, 0, ['en']])
    expect(isLanguage(other)).toBe(false);
});
