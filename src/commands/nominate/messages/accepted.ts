// Tells a nominee that they have a seat, with what they need to know to come.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseEnd } from '#exchange/course.ts';
import { holdsSeat } from '#exchange/nomination.ts';
import { courseFacts, nominatedOf } from '../_nomination.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'nominate/accepted',
  words,
  async draw(facts, { records, say, house, now }) {
    const found = await nominatedOf(records, factText(facts, 'nomination'));
    if (!found || !holdsSeat(found.nomination.state) || found.course.state === 'cancelled') return undefined;
    // Somebody who joins late need not hear of what is over.
    if (now >= courseEnd(found.course)) return undefined;
    const { course } = found;
    return [
      { heading: say('told.accepted.title') },
      { paragraph: say('told.accepted', { title: value(course.title) }) },
      courseFacts(course, say, house),
      { paragraph: say('told.accepted.next') },
      { buttons: [{ label: say('button.calendar'), route: route('course/show/calendar', course.id) }] },
    ];
  },
});
