import { describe, expect, it } from 'vitest';
import { wordsIn } from './comment-words.ts';
import type { Language } from './languages.ts';
import { suggestedWords } from './theme-suggestions.ts';

function said(language: Language, texts: readonly string[], themes: readonly string[] = []) {
  return texts.map((text, writer) => ({ language, words: wordsIn(text, language), themes, writer }));
}

const none = () => false;

describe('words that may make a theme', () => {
  it('are those that three people or more wrote in this round, in the form that most of them chose', () => {
    const comments = said('en', [
      'the drones were not allowed',
      'We have no drone at home',
      'drones need a licence',
      'the licence takes a year',
    ]);

    const words = suggestedWords(comments, [], none, none, 5);

    expect(words).toEqual([{ language: 'en', word: 'drones', people: 3, near: undefined }]);
  });

  it('come before others when they are rarer in what was written before', () => {
    const texts = ['weapon and drone', 'drone or weapon', 'the weapon, the drone'];
    const before = said('en', ['weapon training', 'more weapon training', 'weapon safety', 'nothing']);

    const words = suggestedWords(said('en', texts), before, none, none, 2);

    expect(words.map(({ word }) => word)).toEqual(['drone', 'weapon']);
  });

  it('are pairs where they are written side by side, and say which theme is near', () => {
    const comments = said(
      'ar',
      ['غرفة العمليات بعيدة', 'زيارة غرفة العمليات', 'في غرفة العمليات'],
      ['practice'],
    );

    expect(suggestedWords(comments, [], none, none, 5)).toEqual([
      { language: 'ar', word: 'غرفة العمليات', people: 3, near: 'practice' },
    ]);
  });

  it('are none that a theme has already, none that is a name, and count a person once', () => {
    const comments = [
      ...said('fr', ['le drone de Karim', 'un drone avec Karim', 'des drones et Karim']),
      ...['moto', 'moto', 'moto'].map((text) => ({
        language: 'fr' as const,
        words: wordsIn(text, 'fr'),
        themes: [],
        writer: 9,
      })),
    ];
    const hasDrone = (words: readonly { folded: string }[]) =>
      words.some(({ folded }) => folded.startsWith('drone'));

    expect(suggestedWords(comments, [], hasDrone, (word) => word === 'karim', 5)).toEqual([]);
  });
});
