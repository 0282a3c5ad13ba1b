// Reminds somebody who attended and has not answered; twice at most.
import { defineMessage, factText } from '#bot/message.ts';
import { instant, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { waitingRound } from '../_waiting.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'feedback/reminder',
  words,
  because: async () => 'attended',
  async draw(facts, { reader, records, say, now }) {
    const found = await waitingRound(records, factText(facts, 'course'), reader.person?.id, now);
    if (!found) return undefined;
    const { course, round } = found;
    const closes = instant(round.closesAt, course.zone);
    return [
      { heading: say('reminder.heading') },
      { paragraph: say('reminder', { title: value(course.title), closes }) },
      { paragraph: say('promise.short') },
      {
        buttons: [
          {
            label: say('invitation.answer'),
            route: route('feedback/answer/start', course.id),
            look: 'primary',
          },
        ],
      },
      { paragraph: say(facts.last === true ? 'reminder.last' : 'reminder.more') },
    ];
  },
});
