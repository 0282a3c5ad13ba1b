// Tells somebody who registered that the symposium does not take place.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'symposium/cancelled',
  words,
  async draw(facts, { records, say }) {
    const edition = await records.symposia.byId(factText(facts, 'edition'));
    if (edition?.state !== 'cancelled') return undefined;
    return [
      { heading: say('cancelled.title', { title: value(edition.title) }) },
      { paragraph: say('cancelled') },
    ];
  },
});
