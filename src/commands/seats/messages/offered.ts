// Tells the liaison officer that one of their nominees has been offered a seat, and until when it waits for an answer.
import { defineMessage, factText } from '#bot/message.ts';
import { command, instant, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { standsUntil } from '#exchange/offers.ts';
import { courseFacts, offeredOf } from '../_offered.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'seats/offered',
  words,
  because: async () => 'takesPart',
  async draw(facts, { records, say, house, now }) {
    const found = await offeredOf(records, factText(facts, 'nomination'));
    if (found?.nomination.state !== 'offered' || !found.offer || found.course.state === 'cancelled')
      return undefined;
    const { nomination, course, offer, name } = found;
    const accounts = await records.people.accountsOf(nomination.nominee);
    const told = {
      name: value(name),
      title: value(course.title),
      until: instant(standsUntil(offer, now), course.zone),
    };
    return [
      { paragraph: say('told.offered', told) },
      courseFacts(course, say, house),
      ...(accounts.length === 0
        ? [
            {
              paragraph: say('told.offered.noAccount', {
                name: value(name),
                command: command('exchange member-add'),
              }),
            },
          ]
        : []),
      { buttons: [{ label: say('button.offers'), route: route('seats/offers/of', course.id) }] },
    ];
  },
});
