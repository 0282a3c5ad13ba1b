// Tells the liaison officer who nominated somebody that they have a seat.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseEnd } from '#exchange/course.ts';
import { holdsSeat } from '#exchange/nomination.ts';
import { courseFacts, nominatedOf } from '../_nomination.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'nominate/seat-confirmed',
  words,
  async draw(facts, { records, say, house, now }) {
    const found = await nominatedOf(records, factText(facts, 'nomination'));
    if (!found || !holdsSeat(found.nomination.state) || found.course.state === 'cancelled') return undefined;
    // Somebody who joins late need not hear of what is over.
    if (now >= courseEnd(found.course)) return undefined;
    const { course, name, organisation } = found;
    const told = { name: value(name), organisation: value(organisation), title: value(course.title) };
    return [
      { paragraph: say('told.seat', told) },
      courseFacts(course, say, house),
      { paragraph: say('told.seat.left', { left: Math.max(0, course.seats - course.granted) }) },
      { buttons: [{ label: say('button.list'), route: route('nominate/list/of', course.id) }] },
    ];
  },
});
