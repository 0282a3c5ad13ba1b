// Tells somebody that an improvement action has been given to them.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'feedback/action',
  words,
  because: async () => 'mitigates',
  async draw(facts, { reader, records, say }) {
    const action = await records.actions.byId(factText(facts, 'action'));
    const course = action && (await records.courses.byId(action.course));
    if (!course || action.state !== 'open' || action.owner !== reader.person?.id) return undefined;
    const told = { title: value(course.title), what: value(action.what), due: day(action.dueOn) };
    return [
      { paragraph: say('told.action', told) },
      { buttons: [{ label: say('told.action.look'), route: route('feedback/actions/show', action.id) }] },
    ];
  },
});
