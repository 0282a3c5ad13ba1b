// Lists, to whoever runs a course, how many have not proved what has to be done before it.
import { criteriaOf } from '#bot/eligibility.ts';
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseStart } from '#exchange/course.ts';
import { shortened } from '#exchange/text-input.ts';
import { withoutProof } from '../_prerequisites.ts';
import { words } from '../words.ts';

const mostListed = 10;
const nameShown = 80;

export default defineMessage({
  name: 'eligibility/prerequisites',
  words,
  async because(facts, { reader, records }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    return course?.proposedBy === reader.person?.id ? 'proposed' : 'runs';
  },
  async draw(facts, { reader, records, say, now }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (!course || course.state === 'cancelled' || now >= courseStart(course)) return undefined;
    const { prerequisite } = await criteriaOf(records, course.id);
    if (prerequisite === undefined) return undefined;
    // Whom the reader may see; a course manager sees those who have a seat.
    const nominations = await records.nominations.list({ course: course.id });
    const unproved = await withoutProof(records, course, nominations, now);
    if (unproved.length === 0) return undefined;
    const shown = unproved.slice(0, mostListed);
    const people = await records.people.byIds(shown.map(({ nominee }) => nominee));
    const names = people.map(({ name }) => shortened(name, nameShown));
    const roles = reader.viewer.kind === 'person' ? reader.viewer.roles : [];
    const mayCheck = (['liaison', 'coordinator'] as const).some((role) => roles.includes(role));
    const about = {
      programme: value(prerequisite),
      title: value(course.title),
      starts: day(course.startsOn),
      count: unproved.length,
    };
    return [
      { paragraph: say('prerequisites', about) },
      { list: names.map((name) => [value(name)]) },
      // Whoever only runs it has this list, and nothing to look up.
      ...(mayCheck
        ? [{ buttons: [{ label: say('check.course'), route: route('nominate/check/of', course.id) }] }]
        : []),
    ];
  },
});
