import { describe, expect, it } from 'vitest';
import comments from '../../test/fixtures/comments.json' with { type: 'json' };
import { languages } from './languages.ts';
import { seemsToNameSomebody } from './people-in-text.ts';

describe('people in a text', () => {
  it('are seen by the rank or the address before the name, in every language', () => {
    for (const text of [
      'Inspector Mensah was always late.',
      'thank you sgt. Okello',
      'Le capitaine Diallo parlait trop vite.',
      'm. Benali et mme Haddad étaient très clairs',
      'La instructora Lucía explicó muy bien.',
      'el comandante De la Cruz no vino',
      'العقيد منصور تأخر كل يوم',
      'شكرًا للأستاذة رجاء على الشرح',
    ])
      expect(seemsToNameSomebody(text), text).toBe(true);
  });

  it('are seen by capitals inside a sentence', () => {
    for (const text of [
      'The best hour was with Kwame.',
      'Karim El Fassi was very clear.',
      'Merci surtout à Fatou Ndiaye',
      'Lo mejor fue la clase de Marisol',
    ])
      expect(seemsToNameSomebody(text), text).toBe(true);
  });

  it('are seen by Arabic names, with or without what is joined to them', () => {
    for (const text of [
      'كان محمد ممتازًا',
      'الشكر لفاطمة على التنظيم',
      'حصة عبد الرحيم كانت الأفضل',
      'أشكر أبو سيف',
    ])
      expect(seemsToNameSomebody(text), text).toBe(true);
  });

  it('are not seen in countries, days, papers, tools and the languages of the course', () => {
    for (const text of [
      'More on the Code of Ethics and the United Nations, please.',
      'On Monday the Kenyan and Congolese colleagues worked with Excel and Zoom.',
      'Les collègues du Maroc et du Sénégal parlaient anglais le Lundi.',
      'Los colegas de Perú y Colombia conocían INTERPOL y la OSJA.',
      'المدرب كان ممتازًا والأستاذ واضح في شرحه لدينا على الدوام',
    ])
      expect(seemsToNameSomebody(text), text).toBe(false);
  });

  it('are not seen in comments that name nobody', () => {
    const seen = languages.flatMap((language) =>
      comments[language].map(({ text }) => text).filter(seemsToNameSomebody),
    );

    expect(seen).toEqual([]);
  });
});
