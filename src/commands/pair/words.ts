// The words of /pair.
import { readWords, type Say } from '#bot/words.ts';
import en from './words/en.json' with { type: 'json' };

export const words = readWords(import.meta.url, en);
export type Key = keyof typeof en;
export type PairSay = Say<Key>;
