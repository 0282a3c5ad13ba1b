// The month's figures of fairness for the hub's own channel, as they are when it is drawn.
import { defineMessage } from '#bot/message.ts';
import { command } from '#bot/text.ts';
import { wholeInShort } from '../_fairness.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'seats/fairness-full',
  words,
  async draw(_facts, { reader, records, say, now }) {
    const view = await wholeInShort({ records, say, language: reader.language, now });
    return (
      view && [...view, { paragraph: say('fairness.why', { command: command('exchange channel-set') }) }]
    );
  },
});
