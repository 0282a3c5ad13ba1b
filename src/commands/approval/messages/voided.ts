// Tells that an approval has ended, because what it approved was changed.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { isOver } from '#exchange/course.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'approval/voided',
  words,
  async draw(facts, { records, say }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (!course || isOver(course.state)) return undefined;
    const { approval } = await records.clearances.of(course.id);
    // It has been approved anew in the meantime.
    if (approval?.standing === 'approved') return undefined;
    return [
      { paragraph: say('told.voided', { title: value(course.title) }) },
      { paragraph: say(course.state === 'on-hold' ? 'voided.held' : 'voided.waits') },
      { buttons: [{ label: say('button.look'), route: route('approval/show/of', course.id) }] },
    ];
  },
});
