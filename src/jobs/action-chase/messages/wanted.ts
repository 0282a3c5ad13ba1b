// Lists once a week, to whoever runs them, the courses that were evaluated and after which nothing has been agreed on.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { shortened } from '#exchange/text-input.ts';
import { words } from '../words.ts';

/** Of a title on a button. */
const longestLabel = 50;

export default defineMessage({
  name: 'action-chase/wanted',
  words,
  async because(_facts, { reader: { viewer } }) {
    return viewer.kind === 'person' && viewer.roles.includes('coordinator') ? 'coordinator' : 'runs';
  },
  async draw(facts, { records, say }) {
    const found = await records.courses.byIds(factText(facts, 'courses').split(' '));
    const courses = [];
    for (const course of found) if ((await records.actions.of(course.id)).length === 0) courses.push(course);
    if (courses.length === 0) return undefined;
    const more = typeof facts.more === 'number' ? facts.more : 0;
    return [
      { paragraph: say('wanted', { count: courses.length }) },
      { list: courses.map((course) => [value(course.title)]) },
      ...(more > 0 ? [{ paragraph: say('wanted.more', { count: more }) }] : []),
      {
        buttons: courses.map((course) => ({
          label: say('wanted.add', { title: value(shortened(course.title, longestLabel)) }),
          route: route('feedback/action-add/start', course.id),
        })),
      },
      { paragraph: say('wanted.stops') },
    ];
  },
});
