// Reminds a nominee of what has to be done before the course, while there is no proof of it.
import { criteriaOf } from '#bot/eligibility.ts';
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { courseStart } from '#exchange/course.ts';
import { aboutOf } from '../_about.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'eligibility/prerequisite',
  words,
  async because() {
    return 'takesPart';
  },
  async draw(facts, desk) {
    const about = await aboutOf(factText(facts, 'nomination'), desk);
    if (!about || desk.now >= courseStart(about.course)) return undefined;
    const { course, failures } = about;
    const { prerequisite } = await criteriaOf(desk.records, course.id);
    if (prerequisite === undefined || !failures.some(({ rule }) => rule === 'prerequisite')) return undefined;
    return [
      {
        paragraph: desk.say('prerequisite', {
          programme: value(prerequisite),
          title: value(course.title),
          starts: day(course.startsOn),
        }),
      },
      { paragraph: desk.say('prerequisite.stops') },
    ];
  },
});
