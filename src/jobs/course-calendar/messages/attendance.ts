// Asks whoever runs a course for attendance once it is over, reminds them, and then turns to the coordinator.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'course-calendar/attendance',
  words,
  because: async (facts) => (facts.slot === 'coordinator' ? 'coordinator' : 'runs'),
  async draw(facts, { records, say }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (course?.state !== 'delivered') return undefined;
    const organisation = await records.organisations.byId(course.organisation);
    const about = {
      title: value(course.title),
      count: course.granted,
      end: day(course.endsOn),
      organisation: value(organisation?.name ?? '–'),
    };
    const slot = facts.slot === 'remind' || facts.slot === 'coordinator' ? facts.slot : 'ask';
    return [
      { paragraph: say(`attendance.${slot}`, about) },
      {
        buttons: [
          {
            label: say('attendance.button'),
            route: route('course/attendance/start', course.id),
            look: 'primary',
          },
        ],
      },
    ];
  },
});
