// The words of the reminders that a consent or a release is waited for.
import { readWords } from '#bot/words.ts';
import en from './words/en.json' with { type: 'json' };

export const words = readWords(import.meta.url, en);
