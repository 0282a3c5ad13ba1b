// Tells whoever can confirm a member that somebody waits.
import { defineMessage, factText } from '#bot/message.ts';
import { waitingView } from '../_waiting.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/member-waiting',
  words,
  draw: (facts, desk) => waitingView(factText(facts, 'person'), desk),
});
