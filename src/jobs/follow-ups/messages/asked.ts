// Asks somebody what came of what they committed to; says nothing once they have answered, or the time is over.
import { ownFollowUps } from '#bot/follow-ups.ts';
import { defineMessage, factText } from '#bot/message.ts';
import { instant, type Text, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'follow-ups/asked',
  words,
  because: async () => 'attended',
  async draw(facts, { reader, records, say, now }) {
    if (!reader.person) return undefined;
    const [course, stage] = [factText(facts, 'course'), factText(facts, 'stage')];
    const waiting = await ownFollowUps(records, reader.person.id, now);
    const found = waiting.find((one) => one.course.id === course && one.stage === stage);
    if (!found) return undefined;
    const { person, commitments, window } = found;
    const closes = instant(window.closesAt, found.course.zone);
    return [
      { heading: say('asked.heading') },
      { paragraph: say('asked', { title: value(found.course.title) }) },
      { list: commitments.map((one): Text => [value(one.text)]) },
      { paragraph: say('asked.until', { closes }) },
      {
        buttons: [
          {
            label: say('answer'),
            route: route('feedback/follow-up/begin', course, person, stage),
            look: 'primary',
          },
        ],
      },
      ...(facts.slot === 'last' ? [{ paragraph: say('last') }] : []),
    ];
  },
});
