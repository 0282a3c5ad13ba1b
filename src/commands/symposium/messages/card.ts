// The living card of an edition in every organisation's channel.
import { defineMessage, factText } from '#bot/message.ts';
import { editionCard, participantButtons } from '../_card.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'symposium/card',
  words,
  async draw(facts, desk) {
    const edition = await desk.records.symposia.byId(factText(facts, 'edition'));
    if (!edition) return undefined;
    const buttons = participantButtons(edition, desk.say);
    return [...(await editionCard(edition, desk)), ...(buttons.length > 0 ? [{ buttons }] : [])];
  },
});
