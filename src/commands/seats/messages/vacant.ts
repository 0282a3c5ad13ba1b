// Tells the coordinators that a seat is free and nobody of the reserve is left to ask, and what can be done.
import { defineMessage, factText } from '#bot/message.ts';
import { command, day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseStart } from '#exchange/course.ts';
import { vacancies } from '#exchange/offers.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'seats/vacant',
  words,
  because: async () => 'coordinator',
  async draw(facts, { records, say, now }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (course?.state !== 'confirmed' || now >= courseStart(course)) return undefined;
    const waiting = await records.nominations.list({ course: course.id, states: ['selected'] });
    const free = vacancies({ ...course, waiting: waiting.length });
    if (free === 0) return undefined;
    return [
      { heading: say('told.vacant.title') },
      { paragraph: say('told.vacant', { title: value(course.title), starts: day(course.startsOn), free }) },
      {
        paragraph: say('told.vacant.next', {
          accept: command('nominate accept'),
          offer: command('seats offer'),
        }),
      },
      {
        buttons: [
          { label: say('button.nominations'), route: route('nominate/list/of', course.id) },
          { label: say('button.offers'), route: route('seats/offers/of', course.id) },
        ],
      },
    ];
  },
});
