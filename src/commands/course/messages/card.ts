// The living card of a course in an announcement channel; redrawn with every change of the course or its seats.
import { defineMessage } from '#bot/message.ts';
import { courseCard } from '../_card.ts';
import { channelButtons } from '../_card-buttons.ts';
import { courseOf, readerOf } from '../_message.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'course/card',
  words,
  async draw(facts, desk) {
    const course = await courseOf(facts, desk);
    if (course?.publishedAt === undefined) return undefined;
    return [...(await courseCard(course, readerOf(desk))), ...channelButtons(course, desk.say, desk.now)];
  },
});
