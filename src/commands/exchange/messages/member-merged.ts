// Tells somebody that two memberships of theirs have been made one, by whom, and what to do if they are not theirs.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/member-merged',
  words,
  async draw(facts, { records, say }) {
    const by = await records.people.byId(factText(facts, 'by'));
    return [{ paragraph: say('member-merged', { by: value(by?.name ?? '–') }) }];
  },
});
