// Offers a nominee a seat, with two buttons and the time until which it stands; kept up to date where it stands.
import { defineMessage, factText } from '#bot/message.ts';
import { instant, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseEnd } from '#exchange/course.ts';
import { holdsSeat } from '#exchange/nomination.ts';
import { standsUntil } from '#exchange/offers.ts';
import { courseFacts, type Offered, offeredOf } from '../_offered.ts';
import { type Key, words } from '../words.ts';

export default defineMessage({
  name: 'seats/offer',
  words,
  because: async () => 'takesPart',
  async draw(facts, { records, say, house, now }) {
    const found = await offeredOf(records, factText(facts, 'nomination'));
    if (!found || found.course.state === 'cancelled' || now >= courseEnd(found.course)) return undefined;
    const { nomination, course, offer } = found;
    const title = value(course.title);
    if (nomination.state !== 'offered' || !offer) {
      const calendar = {
        label: say('button.calendar'),
        route: route('course/show/calendar', course.id),
      };
      return [
        { heading: say('told.offer.over') },
        { paragraph: say(endOf(found), { title }) },
        ...(holdsSeat(nomination.state) ? [courseFacts(course, say, house), { buttons: [calendar] }] : []),
      ];
    }
    const until = standsUntil(offer, now);
    const decline = {
      label: say('button.decline'),
      route: route('nominate/answer/decline', nomination.id),
    };
    const accept = {
      label: say('button.accept'),
      route: route('nominate/answer/accept', nomination.id),
      look: 'primary',
    } as const;
    return [
      { heading: say('told.offer.title') },
      { paragraph: say('told.offer', { title }) },
      courseFacts(course, say, house),
      {
        paragraph: say('told.offer.until', {
          until: instant(until, course.zone),
          left: instant(until, course.zone, 'relative'),
        }),
      },
      ...(course.state === 'on-hold' ? [{ paragraph: say('told.offer.held') }] : []),
      { buttons: [accept, decline] },
    ];
  },
});

function endOf({ nomination, offer }: Offered): Key {
  if (holdsSeat(nomination.state)) return 'told.offer.accepted';
  if (offer?.state === 'declined' || offer?.state === 'expired') return `told.offer.${offer.state}`;
  return 'told.offer.withdrawn';
}
