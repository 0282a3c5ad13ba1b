// Tells the coordinators that whoever saw to an improvement action has left.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'action-chase/left',
  words,
  because: async () => 'coordinator',
  async draw(facts, { records, say }) {
    const action = await records.actions.byId(factText(facts, 'action'));
    const course = action && (await records.courses.byId(action.course));
    if (!course || action.state !== 'open' || action.owner !== facts.owner) return undefined;
    const about = { title: value(course.title), what: value(action.what), due: day(action.dueOn) };
    return [
      { paragraph: say('left', about) },
      {
        buttons: [
          { label: say('give'), route: route('feedback/action-give/start', action.id), look: 'primary' },
          { label: say('look'), route: route('feedback/actions/show', action.id) },
        ],
      },
    ];
  },
});
