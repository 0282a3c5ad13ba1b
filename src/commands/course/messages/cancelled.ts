// Tells everybody concerned that a course will not take place, and why.
import { defineMessage } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import { daysOf } from '../_card.ts';
import { concernsReader, courseOf } from '../_message.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'course/cancelled',
  words,
  async draw(facts, desk) {
    const { say } = desk;
    const course = await courseOf(facts, desk);
    if (course?.state !== 'cancelled' || !(await concernsReader(course, desk))) return undefined;
    const reason: readonly Block[] =
      course.reason === undefined ? [] : [{ facts: [[say('field.reason.label'), [value(course.reason)]]] }];
    const calendar = { label: say('button.calendarOut'), route: route('course/show/calendar', course.id) };
    return [
      { paragraph: say('cancelled', { title: value(course.title), days: daysOf(course, say) }) },
      ...reason,
      { paragraph: say('cancelled.nothing') },
      ...(course.publishedAt === undefined ? [] : [{ buttons: [calendar] }]),
    ];
  },
});
