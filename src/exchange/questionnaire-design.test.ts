import { describe, expect, it } from 'vitest';
import { languages } from './languages.ts';
import type { Item } from './questionnaire.ts';
import {
  itemsOf,
  linesOfCell,
  nextQuestion,
  onPages,
  ownQuestions,
  readQuestion,
  roomFor,
  type WrittenQuestion,
  withQuestion,
} from './questionnaire-design.ts';

const written: WrittenQuestion = {
  kind: 'test',
  texts: {
    en: 'Who may enter the scene first?\nThe examiner\nThe first officer\nAnybody',
    fr: 'Qui peut entrer le premier sur les lieux ?\nL’expert\nLe premier agent\nN’importe qui',
    es: '¿Quién puede entrar primero en el lugar?\nEl perito\nEl primer agente\nCualquiera',
    ar: 'من يدخل مسرح الجريمة أولاً؟\nالخبير\nأول ضابط\nأي شخص',
  },
  right: 2,
};
const saying = (en: string, fr = `${en} fr`, es = `${en} es`, ar = `${en} ar`) => ({ en, fr, es, ar });
const selfRated = {
  before: saying('Before:', 'Avant :', 'Antes:', 'قبل:'),
  now: saying('Now:', 'Maintenant :', 'Ahora:', 'الآن:'),
};
const standard: readonly Item[] = [1, 2].map((page) => ({
  id: `standard-${page}`,
  kind: 'rating',
  page,
  optional: false,
  sensitive: false,
}));

function rating(question: string): readonly Item[] {
  const read = readQuestion({ kind: 'rating', texts: saying(`About ${question}`) });
  return 'wordings' in read ? itemsOf(question, { kind: 'rating' }, read.wordings, selfRated) : [];
}

describe('a question that a course asks itself', () => {
  it('is read in four languages, its answers kept by their number', () => {
    const read = readQuestion(written);
    const items = 'wordings' in read ? itemsOf('own-1', written, read.wordings, selfRated) : [];

    expect(items).toMatchObject([
      { id: 'own-1', kind: 'test', options: ['1', '2', '3'], right: '2', optional: false },
    ]);
    expect(items[0]?.texts?.ar.options).toEqual(['الخبير', 'أول ضابط', 'أي شخص']);
  });

  it('is not taken where a language is missing, copied, or has other answers', () => {
    const { texts } = written;
    const read = readQuestion({
      ...written,
      texts: { ...texts, fr: ' ', es: texts.en, ar: texts.ar.split('\n').slice(0, 3).join('\n') },
    });

    expect(read).toEqual({
      problems: [
        { id: 'missing', language: 'fr' },
        { id: 'copied', language: 'es' },
        { id: 'uneven', language: 'ar', given: 2, wanted: 3 },
      ],
    });
  });

  it('is not taken where it is too long for a form, has one answer, the same twice, or no right one', () => {
    const long = 'x'.repeat(97);
    const tooLong = readQuestion({ kind: 'rating', texts: saying(long) });
    const one = readQuestion({ kind: 'choice', texts: saying('Which?\nThis') });
    const twice = readQuestion({ kind: 'choice', texts: saying('Which?\nThis\nthis') });
    const unright = [undefined, 0, 4, 1.5].map((right) => readQuestion({ ...written, right }));

    expect(tooLong).toMatchObject({
      problems: [
        { id: 'too-long', language: 'en', length: 97, most: 96 },
        ...Array(3).fill({ id: 'too-long' }),
      ],
    });
    expect(one).toMatchObject({
      problems: languages.map((language) => ({ id: 'options', language, given: 1 })),
    });
    expect(twice).toMatchObject({ problems: [{ id: 'twice', text: 'this' }] });
    for (const read of unright) expect(read).toMatchObject({ problems: [{ id: 'right', most: 3 }] });
  });

  it('asks what people rate themselves twice, before and now, in words that say so', () => {
    const read = readQuestion({ kind: 'self-rated', texts: saying('I can secure a phone') }, 20);
    const items =
      'wordings' in read
        ? itemsOf('own-4', { kind: 'self-rated', outcome: 'Phones' }, read.wordings, selfRated)
        : [];

    expect(items.map(({ id, kind, outcome, texts }) => [id, kind, outcome, texts?.fr.text])).toEqual([
      ['own-4-before', 'rating', 'Phones', 'Avant : I can secure a phone fr'],
      ['own-4-now', 'rating', 'Phones', 'Maintenant : I can secure a phone fr'],
    ]);
  });
});

describe('the questions of a course', () => {
  it('stand on pages of five after the standard ones, and what is asked twice stays together', () => {
    const four = [1, 2, 3, 4].flatMap((number) => rating(`own-${number}`));
    const pair = (['before', 'now'] as const).flatMap((when) =>
      rating('own-5').map((item) => ({ ...item, id: `own-5-${when}` })),
    );

    const paged = onPages([...standard, ...four, ...pair]);

    expect(paged.map((item) => item.page)).toEqual([1, 2, 3, 3, 3, 3, 4, 4]);
    expect(roomFor(paged)).toBe(14);
  });

  it('are added, changed where they stand, and taken out', () => {
    const two = withQuestion(withQuestion(standard, 'own-1', rating('own-1')), 'own-2', rating('own-2'));
    const changed = withQuestion(
      two,
      'own-1',
      rating('own-1').map((item) => ({ ...item, outcome: 'Phones' })),
    );
    const left = withQuestion(changed, 'own-1', []);

    expect(ownQuestions(two)).toEqual(['own-1', 'own-2']);
    expect(changed.map(({ id, outcome }) => [id, outcome])).toContainEqual(['own-1', 'Phones']);
    expect(ownQuestions(left)).toEqual(['own-2']);
    expect(nextQuestion(left)).toBe('own-3');
    expect(nextQuestion(standard)).toBe('own-1');
  });

  it('come from cells with bars between the answers too', () => {
    expect(linesOfCell('Who? | The officer |Anybody')).toBe('Who?\nThe officer\nAnybody');
  });
});
