// Asks at the end of a day of a course who was there, while nobody has been marked for it.
import { defineMessage, factText } from '#bot/message.ts';
import { day as dayText, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { daysUntil } from '#exchange/attendance.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'attendance-days/unmarked',
  words,
  because: async () => 'runs',
  async draw(facts, { records, say }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    const day = factText(facts, 'day');
    // New dates, and this is no day of the course any more.
    if (course?.state !== 'running' || !daysUntil(course, course.endsOn).includes(day)) return undefined;
    const { days } = await records.attendanceDays.tally(course.id);
    if (days.includes(day)) return undefined;
    const about = { title: value(course.title), day: dayText(day), count: course.granted };
    return [
      { paragraph: say('unmarked', about) },
      { paragraph: say('unmarked.none') },
      {
        buttons: [
          {
            label: say('unmarked.button'),
            route: route('course/attendance/day', course.id, day, '0'),
            look: 'primary',
          },
        ],
      },
    ];
  },
});
