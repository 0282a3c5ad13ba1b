// What the room itself says, outside of any message: buttons, hints, headings, the guide.
import { plainText } from '#bot/plain-text.ts';
import { type Facts, readWords } from '#bot/words.ts';
import { directionOf, type Language } from '#exchange/languages.ts';
import en from './words/en.json' with { type: 'json' };

const words = readWords(import.meta.url, en);

export type RoomKey = keyof typeof en;

/** Says something of the room's own as plain characters: `says('composer.send')`. */
export type RoomSays = (key: RoomKey, facts?: Facts) => string;

export interface RoomLanguage {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly says: RoomSays;
}

export function roomLanguage(language: Language): RoomLanguage {
  const say = words.in(language);
  return {
    language,
    direction: directionOf(language),
    says: (key, facts) => plainText(say(key, facts), { language, zone: 'UTC' }),
  };
}

/** Each language by its own name, for choosing one that can be read. */
export const ownNames = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
} as const satisfies Record<Language, string>;
