// Tells a coordinator that the first day of a course has come although it was never published, and what can be done.
import { defineMessage, factText } from '#bot/message.ts';
import { command, day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { unpublishedStates } from '#exchange/course-calendar.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'course-calendar/unpublished',
  words,
  because: async () => 'coordinator',
  async draw(facts, { records, house, say }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (!course || course.startsOn !== facts.startsOn) return undefined;
    if (!unpublishedStates.some((state) => state === course.state)) return undefined;
    const organisation = await records.organisations.byId(course.organisation);
    return [
      {
        paragraph: say('unpublished', {
          title: value(course.title),
          organisation: value(organisation?.name ?? '–'),
          start: day(course.startsOn),
          state: house(`courseState.${course.state}`),
        }),
      },
      {
        paragraph: say('unpublished.next', {
          postpone: command('course postpone'),
          cancel: command('course cancel'),
        }),
      },
      { buttons: [{ label: say('held.look'), route: route('course/show/of', course.id), look: 'primary' }] },
    ];
  },
});
