// Tells the other of two that one no longer stands in for the other.
import { defineMessage, factText } from '#bot/message.ts';
import { nameOf } from '../_deputy.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'my/deputy-ended',
  words,
  async draw(facts, { records, say }) {
    const principal = nameOf(await records.people.byId(factText(facts, 'principal')));
    const deputy = nameOf(await records.people.byId(factText(facts, 'deputy')));
    return [{ paragraph: say('deputy-ended', { principal, deputy }) }];
  },
});
