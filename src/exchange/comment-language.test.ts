import { describe, expect, it } from 'vitest';
import comments from '../../test/fixtures/comments.json' with { type: 'json' };
import { languageOf } from './comment-language.ts';
import { languages } from './languages.ts';

describe('the language of a comment', () => {
  for (const language of languages)
    it(`is told from a few words, for 29 comments of 30 in ${language}`, async () => {
      const told = await Promise.all(comments[language].map(({ text }) => languageOf(text)));

      const right = told.filter((one) => one === language).length;

      expect(right / told.length).toBeGreaterThanOrEqual(29 / 30);
    });

  it('is none of the four when it is another', async () => {
    const told = await Promise.all(comments.other.map(({ text }) => languageOf(text)));

    expect(told).toEqual(comments.other.map(() => undefined));
  });

  it('is not guessed where nothing is written', async () => {
    expect(await languageOf('')).toBeUndefined();
    expect(await languageOf('12 / 30 — !!')).toBeUndefined();
  });
});
