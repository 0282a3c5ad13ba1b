// The words of the practice exchange: titles of those who are played, and instants to jump to.
import { readWords } from '#bot/words.ts';
import en from './words/en.json' with { type: 'json' };

export const words = readWords(import.meta.url, en);
