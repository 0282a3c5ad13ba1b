// Tells coordinators and oversight that the machine which runs Attaché has made somebody coordinator.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/coordinator-by-code',
  words,
  async draw(facts, { reader, records, say }) {
    const { viewer } = reader;
    const isTheirs = viewer.kind === 'person' && viewer.roles.some((role) => mayHear.has(role));
    const person = await records.people.byId(factText(facts, 'person'));
    if (!isTheirs || !person) return undefined;
    const hub = await records.organisations.hub();
    return [
      {
        paragraph: say('coordinator-by-code', {
          name: value(person.name),
          organisation: value(hub?.name ?? '–'),
        }),
      },
      { paragraph: say('coordinator-by-code.wrong') },
    ];
  },
});

const mayHear: ReadonlySet<string> = new Set(['coordinator', 'oversight']);
