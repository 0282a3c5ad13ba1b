// Asks somebody to answer what waits for them about a course or an event, in their language, with what is promised.
import { defineMessage } from '#bot/message.ts';
import { askToAnswer, becauseOf } from '../_ask-to-answer.ts';
import { waitingRounds } from '../_waiting.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'feedback/invitation',
  words,
  async because(facts, { reader, records, now }) {
    const waiting = await waitingRounds(records, facts, reader.person?.id, now);
    return waiting ? becauseOf(waiting) : 'attended';
  },
  async draw(facts, { reader, records, say, now }) {
    const waiting = await waitingRounds(records, facts, reader.person?.id, now);
    const [first] = waiting?.rounds ?? [];
    if (!waiting || !first) return undefined;
    return [{ heading: say(`invitation.heading.${first.set}`) }, ...askToAnswer('invitation', waiting, say)];
  },
});
