// Tells a nominee and whoever nominated them on which of several courses side by side they are placed, and that no seat is given yet.
import { defineMessage, factText } from '#bot/message.ts';
import { type Text, value } from '#bot/text.ts';
import { isWaiting } from '../_assemble.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'seats/placed',
  words,
  async draw(facts, { reader, records, say }) {
    const nomination = await records.nominations.byId(factText(facts, 'nomination'));
    const course = nomination && (await records.courses.byId(nomination.course));
    // Once it is decided, another message says how.
    if (!nomination || !course || !isWaiting(nomination.state)) return undefined;
    const all = await records.nominations.list({ nominee: nomination.nominee, states: ['not-selected'] });
    const others = all.filter(({ placedIn }) => placedIn === course.id);
    const titles = await records.courses.byIds(others.map((one) => one.course));
    const person = await records.people.byId(nomination.nominee);
    const told = { name: value(person?.name ?? '–'), title: value(course.title) };
    const isOwn = reader.person?.id === nomination.nominee;
    return [
      { paragraph: say(isOwn ? 'place.told.you' : 'place.told.other', told) },
      ...(titles.length === 0
        ? []
        : [
            { paragraph: say('place.told.ended') },
            { list: titles.map(({ title }): Text => [value(title)]) },
          ]),
      { paragraph: say('place.told.seat') },
    ];
  },
});
