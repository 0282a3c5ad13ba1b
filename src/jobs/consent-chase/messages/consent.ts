// Reminds a nominee that nobody takes part without having agreed.
import { defineMessage, factText } from '#bot/message.ts';
import { instant, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseStart } from '#exchange/course.ts';
import { isOpen } from '#exchange/nomination.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'consent-chase/consent',
  words,
  because: async () => 'takesPart',
  async draw(facts, { reader, records, say, now }) {
    const nomination = await records.nominations.byId(factText(facts, 'nomination'));
    if (nomination?.consent !== 'asked' || nomination.nominee !== reader.person?.id) return undefined;
    if (!isOpen(nomination.state)) return undefined;
    const course = await records.courses.byId(nomination.course);
    if (course?.state === 'cancelled' || (course && now >= courseStart(course))) return undefined;
    return [
      {
        paragraph: course
          ? say('consent', {
              title: value(course.title),
              deadline: instant(course.nominationDeadline, course.zone),
            })
          : say('consent.withheld'),
      },
      {
        buttons: [
          { label: say('agree'), route: route('nominate/consent/agree', nomination.id), look: 'primary' },
          { label: say('disagree'), route: route('nominate/consent/ask', nomination.id), look: 'danger' },
        ],
      },
    ];
  },
});
