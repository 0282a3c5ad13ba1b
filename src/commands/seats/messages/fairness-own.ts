// The month's figures for the managers' channel of an organisation: its own row, and how the others lie without their names.
import { defineMessage } from '#bot/message.ts';
import { command } from '#bot/text.ts';
import { ownView, showing } from '../_fairness.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'seats/fairness-own',
  words,
  async draw(_facts, { reader, records, say, now }) {
    const told = { records, say, language: reader.language, now };
    const view = await ownView(told, reader.organisation ?? '');
    const why = say('fairness.why', { command: command('exchange channel-set') });
    return view && [...view, showing(told), { paragraph: why }];
  },
});
