// Tells an officer that a liaison officer has offered them for an exchange, and how to say no.
import { defineMessage, factText } from '#bot/message.ts';
import { route } from '#bot/view.ts';
import { lineOf, namedIn, namesIn } from '../_offer.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'pair/offered',
  words,
  async draw(facts, { reader, records, say, house }) {
    const offer = await records.exchanges.byId(factText(facts, 'offer'));
    if (offer?.state !== 'open') return undefined;
    const names = await namesIn(records, [...namedIn(offer), offer.offeredBy]);
    return [
      { paragraph: say('told.offered', { by: names.person(offer.offeredBy) }) },
      { list: [lineOf(offer, names, { say, house, language: reader.language })] },
      { paragraph: say('told.offered.no') },
      { buttons: [{ label: say('told.offered.withdraw'), route: route('pair/withdraw/now', offer.id) }] },
    ];
  },
});
