// Tells the proposer that the course is announced; after a hold, everybody concerned that it goes on.
import { defineMessage } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { daysOf, deadlineOf } from '../_card.ts';
import { lookButton } from '../_card-buttons.ts';
import { concernsReader, courseOf, readerOf } from '../_message.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'course/published',
  words,
  async draw(facts, desk) {
    const { say } = desk;
    const course = await courseOf(facts, desk);
    if (!course || course.state === 'cancelled' || course.state === 'on-hold') return undefined;
    if (!(await concernsReader(course, desk))) return undefined;
    const title = value(course.title);
    const paragraph =
      facts.resumed === true
        ? say('published.resumed', { title, days: daysOf(course, say) })
        : say(course.withheld.length > 0 ? 'published.withheld' : 'published', {
            title,
            deadline: deadlineOf(course, readerOf(desk)),
          });
    return [{ paragraph }, { buttons: [lookButton(course.id, say)] }];
  },
});
