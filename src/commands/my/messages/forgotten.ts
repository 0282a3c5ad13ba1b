// Tells whoever looks after a nomination that its nominee was forgotten and the nomination has ended; nobody is named.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseEnd } from '#exchange/course.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'my/forgotten',
  words,
  async draw(facts, { records, say, now }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (!course || course.state === 'cancelled' || now >= courseEnd(course)) return undefined;
    const organisation = await records.organisations.byId(factText(facts, 'organisation'));
    const about = { title: value(course.title), organisation: value(organisation?.name ?? '–') };
    return [
      { paragraph: say(facts.seat === true ? 'forgotten.seat' : 'forgotten.open', about) },
      { buttons: [{ label: say('forgotten.list'), route: route('nominate/list/of', course.id) }] },
    ];
  },
});
