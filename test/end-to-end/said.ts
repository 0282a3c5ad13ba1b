// What the bot says, as its readers see it: labels of buttons and sentences, from the words that it says them with.
import { houseWords } from '#bot/house-words.ts';
import { plainText } from '#bot/plain-text.ts';
import type { Facts, Words } from '#bot/words.ts';
import { words as approval } from '#commands/approval/words.ts';
import { words as course } from '#commands/course/words.ts';
import { words as exchange } from '#commands/exchange/words.ts';
import { words as feedback } from '#commands/feedback/words.ts';
import { words as my } from '#commands/my/words.ts';
import { words as nominate } from '#commands/nominate/words.ts';
import { words as seats } from '#commands/seats/words.ts';
import { words as symposium } from '#commands/symposium/words.ts';
import type { Language } from '#exchange/languages.ts';
import { words as actions } from '#jobs/action-chase/words.ts';
import { words as followUps } from '#jobs/follow-ups/words.ts';
import { words as reminder } from '#jobs/nomination-reminders/words.ts';
import { withoutMarks } from '../support/discord-markdown.ts';

const all = {
  house: houseWords,
  actions,
  approval,
  course,
  exchange,
  feedback,
  followUps,
  my,
  nominate,
  reminder,
  seats,
  symposium,
} as const;

type KeyOf<W> = W extends Words<infer Key> ? Key : never;

/** `said('course', 'button.publish', 'ar')`: the words of a family in one language, without marks that nobody sees. */
export function said<Family extends keyof typeof all>(
  family: Family,
  key: KeyOf<(typeof all)[Family]>,
  language: Language,
  facts: Facts = {},
): string {
  // Each family knows its own keys; together they only know text.
  const words = all[family] as unknown as Words;
  return withoutMarks(plainText(words.in(language)(key, facts), { language, zone: 'UTC' }));
}
