import { describe, expect, it } from 'vitest';
import samples from '../../test/fixtures/comments.json' with { type: 'json' };
import { wordsIn } from './comment-words.ts';
import { languages } from './languages.ts';
import { standardThemes } from './standard-themes.ts';
import { readKeywords, type Theme, themeMatcher } from './themes.ts';

function theme(id: string, keywords: Partial<Theme['keywords']>): Theme {
  const names = { en: id, fr: id, es: id, ar: id };
  return { id, names, keywords: { en: [], fr: [], es: [], ar: [], ...keywords } };
}

describe('the words of a theme', () => {
  it('are found in every form, whatever the case and the accents', () => {
    const match = themeMatcher([
      theme('practice', { en: ['exercise'], fr: ['étude de cas'], ar: ['معدات'] }),
    ]);

    expect(match(wordsIn('EXERCISES!', 'en'), 'en')).toEqual(['practice']);
    expect(match(wordsIn('Plus d’etudes de cas', 'fr'), 'fr')).toEqual(['practice']);
    expect(match(wordsIn('نحتاج للمعدات', 'ar'), 'ar')).toEqual(['practice']);
    expect(match(wordsIn('une étude de ce cas', 'fr'), 'fr')).toEqual([]);
  });

  it('stand for all that begins so where they end in a star, and for nothing in another language', () => {
    const match = themeMatcher([theme('language', { en: ['interpret*'] })]);

    expect(match(wordsIn('the interpretation', 'en'), 'en')).toEqual(['language']);
    expect(match(wordsIn('misinterpreted', 'en'), 'en')).toEqual([]);
    expect(match(wordsIn('interpretation', 'fr'), 'fr')).toEqual([]);
  });

  for (const language of languages)
    it(`that an exchange begins with tell what comments are about in ${language}`, () => {
      const match = themeMatcher(standardThemes);
      const told = samples[language].map(({ text }) => match(wordsIn(text, language), language));

      const missed = samples[language].filter(({ themes }, at) =>
        themes.some((one) => !told[at]?.includes(one)),
      );
      const wrong = samples[language].filter(({ themes }, at) =>
        told[at]?.some((one) => !themes.includes(one)),
      );

      expect({ missed, wrong }).toEqual({ missed: [], wrong: [] });
    });

  it('that an exchange begins with can be typed as they stand', () => {
    for (const { keywords } of standardThemes)
      for (const language of languages)
        expect(readKeywords(keywords[language].join(', '), language)).toEqual({
          keywords: keywords[language],
        });
  });
});

describe('the words of a theme as they are typed', () => {
  it('are parted by commas of any script and lines, and stand there once', () => {
    expect(readKeywords('Exercise, exercises;  role   play\n', 'en')).toEqual({
      keywords: ['exercise', 'role play'],
    });
    expect(readKeywords('تمرين، محاكاة؛ تمرين', 'ar')).toEqual({ keywords: ['تمرين', 'محاكاة'] });
    expect(readKeywords('  ', 'en')).toEqual({ keywords: [] });
  });

  it('are refused with the word that is wrong', () => {
    expect(readKeywords('role play, ab*', 'en')).toEqual({
      problem: { id: 'too-short', least: 3, keyword: 'ab*' },
    });
    expect(readKeywords('!!', 'en')).toEqual({ problem: { id: 'no-word', keyword: '!!' } });
    expect(readKeywords('x'.repeat(61), 'en')).toMatchObject({ problem: { id: 'too-long', most: 60 } });
    const many = Array.from({ length: 61 }, (_, at) => `number${at}`).join(',');
    expect(readKeywords(many, 'en')).toEqual({ problem: { id: 'too-many', most: 60, count: 61 } });
  });
});
