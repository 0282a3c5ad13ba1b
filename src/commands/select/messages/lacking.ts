// Tells the coordinators that nominations find no reviewer without a conflict.
import { defineMessage, factText } from '#bot/message.ts';
import { command, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'select/lacking',
  words,
  because: async () => 'coordinator',
  async draw(facts, { records, say }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    const panel = course && (await records.panels.of(course.id));
    if (!course || !panel || panel.closedAt !== undefined) return undefined;
    const count = typeof facts.lacking === 'number' ? facts.lacking : 1;
    return [
      {
        paragraph: say('told.lacking', {
          title: value(course.title),
          count,
          command: command('select reviewers'),
        }),
      },
      {
        buttons: [
          { label: say('button.reviewers'), route: route('select/reviewers/of', course.id) },
          { label: say('button.progress'), route: route('select/progress/of', course.id) },
        ],
      },
    ];
  },
});
