// The words of the drills: commands that only the platform contract runs.
import { readWords } from '#bot/words.ts';
import en from './words/en.json' with { type: 'json' };

export const words = readWords(import.meta.url, en);
