// Tells somebody for whom they stand in, in what, and from when until when.
import { defineMessage, factText } from '#bot/message.ts';
import { daysOf, lentIn, nameOf } from '../_deputy.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'my/deputy-named',
  words,
  async draw(facts, desk) {
    const { reader, records, say, now } = desk;
    const named = await records.deputies.byId(factText(facts, 'deputy'));
    if (!named || named.until <= now) return undefined;
    const principal = nameOf(await records.people.byId(named.principal));
    const what = await lentIn(desk, named, reader.language);
    return [
      { paragraph: say('deputy-named', { principal, ...daysOf(named), what }) },
      { paragraph: say('deputy-named.note') },
    ];
  },
});
