// Lists once a week, to the coordinators, which mitigations of which courses are overdue, and whose they are.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { addDays } from '#exchange/local-time.ts';
import { shortened } from '#exchange/text-input.ts';
import { isMitigated } from '../_mitigations.ts';
import { words } from '../words.ts';

const mostListed = 10;
const mostButtons = 4;
/** Of a title on a button. */
const longestLabel = 50;

export default defineMessage({
  name: 'papers-expiry/overdue-list',
  words,
  async because() {
    return 'coordinator';
  },
  async draw(facts, { records, say }) {
    const eve = addDays(factText(facts, 'monday'), -1);
    const open = await records.papers.openMitigations(undefined, eve);
    const found = await records.courses.byIds(open.map((one) => one.course));
    const courses = new Map(found.filter(({ state }) => isMitigated(state)).map((one) => [one.id, one]));
    const overdue = open.filter((one) => courses.has(one.course));
    if (overdue.length === 0) return undefined;
    const shown = overdue.slice(0, mostListed);
    const people = await records.people.byIds(shown.map((one) => one.owner));
    const names = new Map(people.map((person) => [person.id, person.name]));
    const theirs = [...new Set(shown.map((one) => one.course))].flatMap((id) => courses.get(id) ?? []);
    const more = overdue.length - shown.length;
    return [
      { paragraph: say('list', { count: overdue.length }) },
      {
        list: shown.map((one) =>
          say('list.line', {
            mitigation: value(one.mitigation),
            owner: value(names.get(one.owner) ?? '–'),
            due: day(one.due),
            title: value(courses.get(one.course)?.title ?? '–'),
          }),
        ),
      },
      ...(more > 0 ? [{ paragraph: say('list.more', { count: more }) }] : []),
      {
        buttons: theirs.slice(0, mostButtons).map((course) => ({
          label: say('list.risks', { title: value(shortened(course.title, longestLabel)) }),
          route: route('approval/risks/of', course.id),
        })),
      },
      { paragraph: say('list.stops') },
    ];
  },
});
