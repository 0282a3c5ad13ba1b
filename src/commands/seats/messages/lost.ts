// Tells a nominee that the offer of a seat has ended without their answer.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { courseStart } from '#exchange/course.ts';
import { offeredOf } from '../_offered.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'seats/lost',
  words,
  because: async () => 'takesPart',
  async draw(facts, { records, say, now }) {
    const found = await offeredOf(records, factText(facts, 'nomination'));
    if (found?.nomination.state !== 'expired' || found.course.state === 'cancelled') return undefined;
    if (now >= courseStart(found.course)) return undefined;
    const told = { title: value(found.course.title), by: value(found.by) };
    return [{ heading: say('told.lost.title') }, { paragraph: say('told.lost', told) }];
  },
});
