// Asks a reviewer for reviews: how many wait, and until when.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'select/assigned',
  words,
  because: async () => 'reviews',
  async draw(facts, { reader, records, say }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    const panel = course && (await records.panels.of(course.id));
    if (!course || !panel || panel.closedAt !== undefined || !reader.person) return undefined;
    const own = (await records.reviews.ofReviewer(reader.person.id)).filter(
      (one) => one.course === course.id,
    );
    const count = own.filter((one) => one.state === 'open').length;
    if (count === 0) return undefined;
    return [
      { heading: say('told.assigned.title') },
      { paragraph: say('told.assigned', { title: value(course.title), count, due: day(panel.due) }) },
      { paragraph: say('told.assigned.blind') },
      {
        buttons: [
          { label: say('button.review'), route: route('select/review/next', course.id), look: 'primary' },
        ],
      },
    ];
  },
});
