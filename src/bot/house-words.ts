// The words that the whole house shares: refusals of the bot itself, names of states, subjects and roles.
import en from './words/en.json' with { type: 'json' };
import { readWords, type Say } from './words.ts';

export const houseWords = readWords(import.meta.url, en);
export type HouseKey = keyof typeof en;
export type HouseSay = Say<HouseKey>;
