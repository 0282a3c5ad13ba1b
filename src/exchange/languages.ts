// The four working languages of an exchange and the direction in which each is read.

/** Item 79: Arabic, English, French and Spanish, complete from the first day. English is written first. */
export const languages = ['en', 'fr', 'es', 'ar'] as const;

export type Language = (typeof languages)[number];

/** The direction in which a whole paragraph of the language runs. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** True for exactly the four codes; `en-GB` or `EN` is for the platform to shorten first. */
export function isLanguage(x: unknown): x is Language {
  return languages.some((language) => language === x);
}
