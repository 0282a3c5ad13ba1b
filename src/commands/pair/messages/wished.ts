// Tells somebody that an officer of another organisation has named them as the one to go with.
import { defineMessage, factText } from '#bot/message.ts';
import { day } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { languagesOf, namesIn, topicOf } from '../_offer.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'pair/wished',
  words,
  async draw(facts, { reader, records, say, house }) {
    const offer = await records.exchanges.byId(factText(facts, 'offer'));
    if (offer?.state !== 'open' || offer.counterpart !== reader.person?.id) return undefined;
    const names = await namesIn(records, [offer.officer]);
    const name = names.person(offer.officer);
    const speaker = { say, house, language: reader.language };
    return [
      {
        paragraph: say('told.wished', {
          name,
          organisation: names.organisation(offer.organisation),
          topic: topicOf(offer.topic, speaker),
          languages: languagesOf(offer.languages, speaker),
          from: day(offer.from),
          until: day(offer.until),
        }),
      },
      { paragraph: say('told.wished.next', { name }) },
      { buttons: [{ label: say('told.wished.back'), route: route('pair/offer/back', offer.id) }] },
    ];
  },
});
