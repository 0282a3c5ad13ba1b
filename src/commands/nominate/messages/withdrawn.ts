// Tells nominee, coordinators and the liaison officer concerned that a nomination was withdrawn.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseEnd } from '#exchange/course.ts';
import { nominatedOf } from '../_nomination.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'nominate/withdrawn',
  words,
  async draw(facts, { reader, records, say, now }) {
    const found = await nominatedOf(records, factText(facts, 'nomination'));
    if (found?.nomination.state !== 'withdrawn' || found.course.state === 'cancelled') return undefined;
    // Somebody who joins late need not hear of what is over.
    if (now >= courseEnd(found.course)) return undefined;
    const { nomination, course, name, organisation } = found;
    const by = await records.people.byId(factText(facts, 'by'));
    const told = { by: value(by?.name ?? ''), organisation: value(organisation), title: value(course.title) };
    const heading = { heading: say('told.withdrawn.title') };
    if (reader.person?.id === nomination.nominee) {
      return [
        heading,
        { paragraph: say(facts.seat === true ? 'told.withdrawn.yourSeat' : 'told.withdrawn.you', told) },
      ];
    }
    const seats = { granted: course.granted, seats: course.seats };
    const isByNominee = facts.by === nomination.nominee;
    const sentence = isByNominee
      ? say(facts.seat === true ? 'told.withdrawn.nomineeSeat' : 'told.withdrawn.nominee', {
          ...told,
          ...seats,
          name: value(name),
        })
      : facts.seat === true
        ? say('told.withdrawn.otherSeat', { ...told, ...seats, name: value(name) })
        : say('told.withdrawn.other', { ...told, name: value(name) });
    return [
      heading,
      { paragraph: sentence },
      { buttons: [{ label: say('button.list'), route: route('nominate/list/of', course.id) }] },
    ];
  },
});
