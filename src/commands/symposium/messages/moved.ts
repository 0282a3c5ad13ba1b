// Tells somebody who registered that the dates or the place have changed.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { participantButtons } from '../_card.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'symposium/moved',
  words,
  async draw(facts, { records, say }) {
    const edition = await records.symposia.byId(factText(facts, 'edition'));
    // A later change has its own message; a cancelled edition too.
    if (
      edition?.state !== 'dated' ||
      edition.sequence !== facts.sequence ||
      !edition.startsOn ||
      !edition.endsOn
    )
      return undefined;
    const before = factText(facts, 'startsOn');
    return [
      { heading: say('moved.title', { title: value(edition.title) }) },
      {
        paragraph: say('moved', {
          before: before === '' ? say('card.noDates') : day(before),
          from: day(edition.startsOn),
          to: day(edition.endsOn),
          place: value(edition.place ?? '–'),
        }),
      },
      { buttons: participantButtons(edition, say).slice(1) },
    ];
  },
});
