// The words of certificates: what is printed on them, and what is said of one that is checked.

import en from './certificate/words/en.json' with { type: 'json' };
import { readWords } from './words.ts';

export const certificateWords = readWords(new URL('./certificate/x.ts', import.meta.url).href, en);
