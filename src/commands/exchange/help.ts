// /exchange help: what can be done here, for whoever asks, with their roles.
import { defineCommand } from '#bot/command.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'exchange help',
  words,
  who: 'anyone',
  access: 'read',
  servesUntied: true,
  asks: {},
  pages: [],
  run: async (_values, desk) => ({ reply: desk.help() }),
});
