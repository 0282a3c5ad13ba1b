// Asks whoever sees to a mitigation to do it, and to say when it is done.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'approval/mitigation',
  words,
  async draw(facts, { reader, records, say }) {
    const risk = await records.papers.mitigation(factText(facts, 'risk'));
    if (!risk || risk.doneAt !== undefined || risk.owner !== reader.person?.id) return undefined;
    return [
      {
        paragraph: say('told.mitigation', { mitigation: value(risk.mitigation), due: day(risk.due) }),
      },
      {
        buttons: [
          { label: say('button.done'), route: route('approval/risks/done', risk.id), look: 'primary' },
        ],
      },
    ];
  },
});
