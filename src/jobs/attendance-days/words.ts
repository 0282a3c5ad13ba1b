// The words of the reminder to mark a day of a course.
import { readWords } from '#bot/words.ts';
import en from './words/en.json' with { type: 'json' };

export const words = readWords(import.meta.url, en);
