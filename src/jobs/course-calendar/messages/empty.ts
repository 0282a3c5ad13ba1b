// Tells a coordinator that a course is over in which nobody had a seat, so that it can be closed.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'course-calendar/empty',
  words,
  because: async () => 'coordinator',
  async draw(facts, { records, say }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (course?.state !== 'delivered' || course.granted > 0) return undefined;
    return [
      { paragraph: say('empty', { title: value(course.title) }) },
      {
        buttons: [
          { label: say('empty.button'), route: route('course/complete/start', course.id), look: 'primary' },
        ],
      },
    ];
  },
});
