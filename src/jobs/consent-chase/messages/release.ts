// Reminds a manager that a nominee of theirs waits to be released.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseStart } from '#exchange/course.ts';
import { isOpen } from '#exchange/nomination.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'consent-chase/release',
  words,
  because: async () => 'manager',
  async draw(facts, { records, say, now }) {
    const nomination = await records.nominations.byId(factText(facts, 'nomination'));
    if (nomination?.release !== 'asked' || !isOpen(nomination.state)) return undefined;
    const course = await records.courses.byId(nomination.course);
    const nominee = await records.people.byId(nomination.nominee);
    if (!course || course.state === 'cancelled' || now >= courseStart(course)) return undefined;
    return [
      {
        paragraph: say('release', {
          name: value(nominee?.name ?? ''),
          title: value(course.title),
          starts: day(course.startsOn),
          ends: day(course.endsOn),
        }),
      },
      {
        buttons: [
          { label: say('give'), route: route('nominate/release/give', nomination.id), look: 'primary' },
          { label: say('keep'), route: route('nominate/release/ask', nomination.id), look: 'danger' },
        ],
      },
    ];
  },
});
