// Tells two officers and their liaison officers that they are a pair, why, and that nothing has begun by that.
import { defineMessage, factText } from '#bot/message.ts';
import { route } from '#bot/view.ts';
import { pairOf } from '#exchange/pairing.ts';
import { namesIn, whyPaired } from '../_offer.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'pair/matched',
  words,
  async draw(facts, { reader, records, say, house }) {
    const first = await records.exchanges.byId(factText(facts, 'offer'));
    const second =
      first?.pairedWith === undefined ? undefined : await records.exchanges.byId(first.pairedWith);
    if (!first || !second) return undefined;
    const both = [first, second];
    // Whoever reads is named first with their own side.
    const own =
      both.find(({ officer }) => officer === reader.person?.id) ??
      both.find(({ organisation }) => organisation === reader.organisation) ??
      first;
    const other = own === first ? second : first;
    const names = await namesIn(records, [own.officer, other.officer]);
    const isLiaison = reader.grants.some(
      ({ role, scope }) => role === 'liaison' && scope === own.organisation,
    );
    return [
      {
        paragraph: say('told.paired', {
          name: names.person(own.officer),
          organisation: names.organisation(own.organisation),
          other: names.person(other.officer),
          otherOrganisation: names.organisation(other.organisation),
        }),
      },
      {
        paragraph: say('told.paired.why', {
          why: whyPaired(pairOf(own, other), { say, house, language: reader.language }),
        }),
      },
      { paragraph: say('told.paired.gate') },
      { paragraph: say(isLiaison ? 'told.paired.liaison' : 'told.paired.officer') },
      ...(isLiaison
        ? [{ buttons: [{ label: say('told.paired.propose'), route: route('pair/match/propose', own.id) }] }]
        : []),
    ];
  },
});
