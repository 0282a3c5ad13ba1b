// Reminds whoever sees to a mitigation that it is due in a few days.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'papers-expiry/mitigation',
  words,
  async because() {
    return 'mitigates';
  },
  async draw(facts, { reader, records, say }) {
    const one = await records.papers.mitigation(factText(facts, 'risk'));
    if (!one || one.doneAt !== undefined || one.owner !== reader.person?.id) return undefined;
    return [
      { paragraph: say('mitigation', { mitigation: value(one.mitigation), due: day(one.due) }) },
      {
        buttons: [{ label: say('done'), route: route('approval/risks/done', one.id), look: 'primary' }],
      },
    ];
  },
});
