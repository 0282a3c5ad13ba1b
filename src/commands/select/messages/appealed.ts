// Brings an appeal to somebody who had no part in the selection.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'select/appealed',
  words,
  because: async (_facts, { reader }) =>
    reader.grants.some(({ role }) => role === 'coordinator') ? 'coordinator' : 'approver',
  async draw(facts, { records, say }) {
    const hearing = await records.appeals.hearing(factText(facts, 'appeal'));
    const course = hearing && (await records.courses.byId(hearing.nomination.course));
    if (!hearing || !course || hearing.appeal.verdict !== undefined) return undefined;
    const isNobodys = hearing.appeal.heardBy === undefined;
    return [
      { heading: say('told.appealed.title') },
      {
        paragraph: say(isNobodys ? 'told.appealed.nobody' : 'told.appealed', { title: value(course.title) }),
      },
      {
        buttons: [
          {
            label: say('answer.look'),
            route: route('select/answer/look', hearing.appeal.id),
            look: 'primary',
          },
        ],
      },
    ];
  },
});
