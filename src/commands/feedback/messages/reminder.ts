// Reminds somebody who was asked and has not answered; twice at most.
import { defineMessage } from '#bot/message.ts';
import { askToAnswer, becauseOf } from '../_ask-to-answer.ts';
import { waitingRounds } from '../_waiting.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'feedback/reminder',
  words,
  async because(facts, { reader, records, now }) {
    const waiting = await waitingRounds(records, facts, reader.person?.id, now);
    return waiting ? becauseOf(waiting) : 'attended';
  },
  async draw(facts, { reader, records, say, now }) {
    const waiting = await waitingRounds(records, facts, reader.person?.id, now);
    if (!waiting) return undefined;
    return [
      { heading: say('reminder.heading') },
      ...askToAnswer('reminder', waiting, say),
      { paragraph: say(facts.last === true ? 'reminder.last' : 'reminder.more') },
    ];
  },
});
