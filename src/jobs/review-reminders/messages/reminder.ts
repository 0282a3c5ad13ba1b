// Reminds a reviewer of the reviews that still wait for them.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'review-reminders/reminder',
  words,
  because: async () => 'reviews',
  async draw(facts, { reader, records, say }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    const panel = course && (await records.panels.of(course.id));
    if (!course || !panel || panel.closedAt !== undefined || !reader.person) return undefined;
    if (panel.due !== facts.due) return undefined;
    const own = (await records.reviews.ofReviewer(reader.person.id)).filter(
      (one) => one.course === course.id,
    );
    const left = own.filter((one) => one.state === 'open').length;
    if (left === 0) return undefined;
    return [
      { heading: say('heading') },
      {
        paragraph: say('left', {
          title: value(course.title),
          left,
          done: own.length - left,
          count: own.length,
          due: day(panel.due),
        }),
      },
      {
        buttons: [{ label: say('review'), route: route('select/review/next', course.id), look: 'primary' }],
      },
    ];
  },
});
