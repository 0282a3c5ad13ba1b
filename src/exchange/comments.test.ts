import { describe, expect, it } from 'vitest';
import cases from '../../test/fixtures/case-data.json' with { type: 'json' };
import { countComments, mayBeQuoted, readComments, themesToShow, type WrittenComment } from './comments.ts';
import { standardThemes } from './standard-themes.ts';

function written(writer: number, text: string, more: Partial<WrittenComment> = {}): WrittenComment {
  return { item: 'obstacles', text, mayQuote: true, writer, ...more };
}

describe('the comments of a round', () => {
  it('are read each in its language, and counted by people and not by comments', async () => {
    const read = await readComments(
      [
        written(1, 'More practical exercises, please.'),
        written(1, 'Too much theory and too little practice.', { item: 'anything-else' }),
        written(2, 'Davantage d’exercices pratiques.'),
        written(3, 'نحتاج إلى مزيد من التمارين العملية.'),
        written(4, 'Más ejercicios prácticos y menos teoría.'),
        written(5, 'Больше практических занятий, пожалуйста.'),
      ],
      standardThemes,
      [],
    );

    expect(read.map(({ language }) => language)).toEqual(['en', 'en', 'fr', 'ar', 'es', undefined]);
    expect(countComments(read)).toEqual({
      wrote: 5,
      quotable: 6,
      confidential: 0,
      themes: { practice: 4 },
    });
  });

  it('lose what leads to somebody, and are then for the coordinators alone', async () => {
    const [reached, named, known, told] = await readComments(
      [
        written(1, 'Ask me at ama@police.example about the exercises.'),
        written(2, 'Inspector Mensah was always late.'),
        written(3, 'the lesson of okello was the best'),
        written(4, cases.cases.en[0] ?? ''),
      ],
      standardThemes,
      ['Grace Okello'],
    );

    expect(reached).toMatchObject({ text: 'Ask me at [•••] about the exercises.', confidential: true });
    expect([named, known, told].map((one) => one?.confidential)).toEqual([true, true, true]);
  });

  it('are quoted only where their writer agreed and they name nobody', async () => {
    const read = await readComments(
      [
        written(1, 'The exercises were the best part.'),
        written(2, 'The exercises were far too short.', { mayQuote: false }),
        written(3, 'The exercises of Captain Diallo were the best.'),
      ],
      standardThemes,
      [],
    );

    expect(read.filter(mayBeQuoted).map(({ writer }) => writer)).toEqual([1]);
  });

  it('make a theme from three people on, the most often named first', () => {
    expect(themesToShow({ time: 3, practice: 7, law: 2, equipment: 7 })).toEqual([
      { theme: 'equipment', people: 7 },
      { theme: 'practice', people: 7 },
      { theme: 'time', people: 3 },
    ]);
  });
});
