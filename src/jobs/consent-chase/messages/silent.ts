// Tells a liaison officer whose consent, and whose release, is still waited for in a course.
import { defineMessage, factText } from '#bot/message.ts';
import { instant, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseStart } from '#exchange/course.ts';
import { isOpen, nominationStates } from '#exchange/nomination.ts';
import { words } from '../words.ts';

/** The rest stands in the list behind the button. */
const mostNamed = 15;

export default defineMessage({
  name: 'consent-chase/silent',
  words,
  because: async () => 'liaison',
  async draw(facts, { records, say, now }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (!course || course.state === 'cancelled' || now >= courseStart(course)) return undefined;
    const organisation = factText(facts, 'organisation');
    const states = nominationStates.filter(isOpen);
    const theirs = await records.nominations.list({ course: course.id, organisation, states });
    const silent = theirs.filter((one) => one.consent === 'asked' || one.release === 'asked');
    if (silent.length === 0) return undefined;
    const shown = silent.slice(0, mostNamed);
    const people = await records.people.byIds(shown.map((one) => one.nominee));
    const names = new Map(people.map((one) => [one.id, one.name]));
    return [
      {
        paragraph: say('silent', {
          count: silent.length,
          title: value(course.title),
          deadline: instant(course.nominationDeadline, course.zone),
        }),
      },
      {
        list: shown.map(({ nominee, consent, release }) => {
          const name = value(names.get(nominee) ?? '');
          if (consent !== 'asked') return say('silent.release', { name });
          return say(release === 'asked' ? 'silent.both' : 'silent.consent', { name });
        }),
      },
      { buttons: [{ label: say('look'), route: route('nominate/list/of', course.id) }] },
    ];
  },
});
