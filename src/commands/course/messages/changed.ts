// Tells nominees and liaison officers what of a published course has changed.
import { defineMessage } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { isOver } from '#exchange/course.ts';
import { lookButton } from '../_card-buttons.ts';
import { changeLines } from '../_describe-change.ts';
import { concernsReader, courseOf, readerOf } from '../_message.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'course/changed',
  words,
  async draw(facts, desk) {
    const { say } = desk;
    const course = await courseOf(facts, desk);
    if (!course || isOver(course.state) || !(await concernsReader(course, desk))) return undefined;
    const lines = changeLines(course, facts, readerOf(desk));
    // It was changed back before this left.
    if (lines.length === 0) return undefined;
    return [
      { paragraph: say('changed', { title: value(course.title), count: lines.length }) },
      { list: lines },
      { paragraph: say('changed.stays') },
      { buttons: [lookButton(course.id, say)] },
    ];
  },
});
