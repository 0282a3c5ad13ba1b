// Tells a nominee how the selection ended for them, with the one button to appeal; the liaison officer also what theirs was given.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { componentBlocks, endedOf, outcomeBlocks } from '../_outcome.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'select/outcome',
  words,
  because: async () => 'takesPart',
  async draw(facts, { reader, records, say, house, now }) {
    const ended = await endedOf(records, factText(facts, 'nomination'));
    if (!ended || ended.course.state === 'cancelled' || ended.nomination.state === 'withdrawn')
      return undefined;
    const speaker = { say, house, zone: reader.zone, now };
    if (reader.person?.id === ended.nomination.nominee)
      return [{ heading: say('told.outcome.title') }, ...outcomeBlocks(ended, speaker, true)];
    const nominee = await records.people.byId(ended.nomination.nominee);
    return [
      { heading: say('told.outcome.of', { name: value(nominee?.name ?? '–') }) },
      ...outcomeBlocks(ended, speaker, false),
      ...(await componentBlocks(records, ended.nomination.id, speaker)),
    ];
  },
});
