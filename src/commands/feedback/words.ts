// The words of /feedback, and how the items of questionnaires read.
import { type Text, value } from '#bot/text.ts';
import { readWords, type Say } from '#bot/words.ts';
import type { Language } from '#exchange/languages.ts';
import type { Item } from '#exchange/questionnaire.ts';
import en from './words/en.json' with { type: 'json' };

export const words = readWords(import.meta.url, en);
export type Key = keyof typeof en;
export type FeedbackSay = Say<Key>;

/** What an item asks: as its designer wrote it in the reader's language, or in the house's words. */
export function itemText(
  { id, texts }: Pick<Item, 'id' | 'texts'>,
  say: FeedbackSay,
  language: Language,
): Text {
  if (texts) return [value(texts[language].text)];
  const key = `question.${id}`;
  return words.has(key) ? say(key) : [value(id)];
}
