// Tells the liaison officer that a nominee of theirs has declined a seat, or has not answered in time.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseEnd } from '#exchange/course.ts';
import { offeredOf } from '../_offered.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'seats/ended',
  words,
  because: async () => 'takesPart',
  async draw(facts, { records, say, house, now }) {
    const found = await offeredOf(records, factText(facts, 'nomination'));
    if (!found || found.course.state === 'cancelled' || now >= courseEnd(found.course)) return undefined;
    const { offer, course, name } = found;
    if (offer?.state !== 'declined' && offer?.state !== 'expired') return undefined;
    const told = { name: value(name), title: value(course.title) };
    const why = offer.declineReason;
    return [
      { paragraph: say(`told.ended.${offer.state}`, told) },
      ...(why ? [{ paragraph: say('told.ended.why', { why: house(`declineReason.${why}`) }) }] : []),
      { paragraph: say('told.ended.next') },
      { buttons: [{ label: say('button.offers'), route: route('seats/offers/of', course.id) }] },
    ];
  },
});
