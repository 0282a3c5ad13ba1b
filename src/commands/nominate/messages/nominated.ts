// Tells a nominee that they have been nominated, by whom and for what.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { courseStart } from '#exchange/course.ts';
import { isOpen } from '#exchange/nomination.ts';
import { courseFacts, nominatedOf } from '../_nomination.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'nominate/nominated',
  words,
  async draw(facts, { records, say, house, now }) {
    const found = await nominatedOf(records, factText(facts, 'nomination'));
    if (!found || !isOpen(found.nomination.state) || found.course.state === 'cancelled') return undefined;
    // Somebody who joins late need not hear of what is over.
    if (now >= courseStart(found.course)) return undefined;
    const { course, organisation } = found;
    const by = value(found.by);
    return [
      { heading: say('told.nominated.title') },
      {
        paragraph: say('told.nominated', {
          by,
          organisation: value(organisation),
          title: value(course.title),
        }),
      },
      courseFacts(course, say, house),
      { paragraph: say('told.nominated.next', { by }) },
    ];
  },
});
