// Asks a manager whether they have seen what people of theirs committed to, who agreed that they know.
import { staffFollowUps } from '#bot/follow-ups.ts';
import { defineMessage, factText } from '#bot/message.ts';
import { instant, type Text, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

/** The others come one after the other, with the button. */
const mostNamed = 5;

export default defineMessage({
  name: 'follow-ups/observe',
  words,
  because: async () => 'manager',
  async draw(facts, { reader, records, say, now }) {
    const { person, organisation } = reader;
    if (!person || organisation === undefined) return undefined;
    const course = factText(facts, 'course');
    const waiting = (await staffFollowUps(records, { id: person.id, organisation }, now)).filter(
      (one) => one.course.id === course,
    );
    const [first] = waiting;
    if (!first) return undefined;
    const closes = instant(first.window.closesAt, first.course.zone);
    const people = await records.people.byIds(waiting.slice(0, mostNamed).map((one) => one.person));
    const named = waiting.slice(0, mostNamed).map((one): Text => {
      const name = people.find(({ id }) => id === one.person)?.name ?? '–';
      return say('observe.line', { name: value(name), count: one.commitments.length });
    });
    return [
      { heading: say('observe.heading') },
      { paragraph: say('observe', { title: value(first.course.title), count: waiting.length, closes }) },
      { list: named },
      {
        buttons: [{ label: say('answer'), route: route('feedback/follow-up/next', course), look: 'primary' }],
      },
      ...(facts.slot === 'last' ? [{ paragraph: say('last') }] : []),
    ];
  },
});
