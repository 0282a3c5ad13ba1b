// Tells the liaison officer that the hub has sent a nomination back, with its words and a button that opens the form.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { nominatedOf } from '../_nomination.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'nominate/returned',
  words,
  async draw(facts, { records, say }) {
    const found = await nominatedOf(records, factText(facts, 'nomination'));
    if (found?.nomination.state !== 'returned' || found.course.state === 'cancelled') return undefined;
    const { nomination, course, name } = found;
    return [
      { heading: say('told.returned.title') },
      { paragraph: say('told.returned', { name: value(name), title: value(course.title) }) },
      { paragraph: say('list.note', { note: value(nomination.hubNote ?? '–') }) },
      {
        buttons: [
          {
            label: say('button.sendAgain'),
            route: route('nominate/edit/start', nomination.id),
            look: 'primary',
          },
          {
            label: say('button.withdrawNow'),
            route: route('nominate/withdraw/ask', nomination.id),
            look: 'danger',
          },
        ],
      },
    ];
  },
});
