// Tells the officer, or whoever offered them, that the other has withdrawn the offer.
import { defineMessage, factText } from '#bot/message.ts';
import { namesIn } from '../_offer.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'pair/withdrawn',
  words,
  async draw(facts, { records, say }) {
    const offer = await records.exchanges.byId(factText(facts, 'offer'));
    if (offer?.state !== 'withdrawn') return undefined;
    const by = factText(facts, 'by');
    const names = await namesIn(records, [offer.officer, by]);
    return [
      { paragraph: say('told.withdrawn', { by: names.person(by), name: names.person(offer.officer) }) },
    ];
  },
});
