// Reminds whoever sees to an improvement action of its day, or that it is over.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { isOverdueAction } from '#exchange/improvement.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'action-chase/reminder',
  words,
  because: async () => 'mitigates',
  async draw(facts, { reader, records, say, now }) {
    const action = await records.actions.byId(factText(facts, 'action'));
    const course = action && (await records.courses.byId(action.course));
    if (!course || action.state !== 'open') return undefined;
    // Given to somebody else, or put off.
    if (action.owner !== reader.person?.id || action.dueOn !== facts.dueOn) return undefined;
    const about = { title: value(course.title), what: value(action.what), due: day(action.dueOn) };
    const isLate = isOverdueAction(action, now, reader.zone);
    return [
      { paragraph: say(isLate ? 'overdue' : 'due', about) },
      {
        buttons: [
          { label: say('done'), route: route('feedback/action-end/done', action.id), look: 'primary' },
          { label: say('look'), route: route('feedback/actions/show', action.id) },
        ],
      },
      { paragraph: say(isLate ? 'overdue.next' : 'due.next') },
    ];
  },
});
