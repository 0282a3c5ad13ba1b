// /drill whisper: answers whoever asked, and nobody else.
import { defineCommand } from '#bot/command.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'drill whisper',
  words,
  who: 'anyone',
  servesUntied: true,
  access: 'read',
  asks: {},
  pages: [],
  run: async (_values, { say }) => ({ reply: [{ paragraph: say('whisper.said') }] }),
});
