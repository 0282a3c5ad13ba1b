// Tells the coordinators that a member was removed, and what is left for somebody to look after.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { leftBehind } from '../_removal.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/member-removed',
  words,
  async draw(facts, desk) {
    const { reader, records, say } = desk;
    const isTheirs = reader.viewer.kind === 'person' && reader.viewer.roles.includes('coordinator');
    const person = await records.people.byId(factText(facts, 'person'));
    if (!isTheirs || person?.membership !== 'removed') return undefined;
    const by = await records.people.byId(factText(facts, 'by'));
    const organisation =
      person.organisation === undefined ? undefined : await records.organisations.byId(person.organisation);
    return [
      {
        paragraph: say('member-removed', {
          name: value(person.name),
          organisation: value(organisation?.name ?? '–'),
          by: value(by?.name ?? '–'),
        }),
      },
      ...(await leftBehind(desk, person.id)),
    ];
  },
});
