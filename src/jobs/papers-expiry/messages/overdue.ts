// Lists once a week, to whoever sees to them, the mitigations that are not done although their day is over.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Mitigation } from '#store/records/papers.ts';
import { words } from '../words.ts';

/** Of a mitigation on its button. */
const longestLabel = 50;

export default defineMessage({
  name: 'papers-expiry/overdue',
  words,
  async because() {
    return 'mitigates';
  },
  async draw(facts, { reader, records, say }) {
    const open: Mitigation[] = [];
    for (const id of factText(facts, 'risks').split(' ')) {
      const one = await records.papers.mitigation(id);
      if (one?.doneAt === undefined && one?.owner === reader.person?.id && one) open.push(one);
    }
    if (open.length === 0) return undefined;
    const more = typeof facts.more === 'number' ? facts.more : 0;
    return [
      { paragraph: say('overdue', { count: open.length }) },
      {
        list: open.map((one) =>
          say('overdue.line', { mitigation: value(one.mitigation), due: day(one.due) }),
        ),
      },
      {
        buttons: open.map((one) => ({
          label: say('overdue.done', { mitigation: value(shortened(one.mitigation, longestLabel)) }),
          route: route('approval/risks/done', one.id),
        })),
      },
      ...(more > 0 ? [{ paragraph: say('overdue.more', { count: more }) }] : []),
      { paragraph: say('overdue.stops') },
    ];
  },
});
