// Tells everybody concerned that a course has new dates, and why.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { isOver } from '#exchange/course.ts';
import { lookButton } from '../_card-buttons.ts';
import { changeLines } from '../_describe-change.ts';
import { concernsReader, courseOf, readerOf } from '../_message.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'course/postponed',
  words,
  async draw(facts, desk) {
    const { say } = desk;
    const course = await courseOf(facts, desk);
    if (!course || isOver(course.state) || !(await concernsReader(course, desk))) return undefined;
    const lines = changeLines(course, facts, readerOf(desk));
    if (lines.length === 0) return undefined;
    return [
      { paragraph: say('postponed', { title: value(course.title) }) },
      { list: lines },
      { facts: [[say('field.reason.label'), [value(factText(facts, 'reason'))]]] },
      { paragraph: say('changed.stays') },
      { buttons: [lookButton(course.id, say)] },
    ];
  },
});
