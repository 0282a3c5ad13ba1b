// The words of follow-ups.
import { readWords } from '#bot/words.ts';
import en from './words/en.json' with { type: 'json' };

export const words = readWords(import.meta.url, en);
