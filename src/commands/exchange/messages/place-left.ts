// Tells the coordinator that Attaché was put out of an organisation's workspace or server, and how that is mended.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/place-left',
  words,
  async draw(facts, { reader, records, say }) {
    const place = factText(facts, 'place');
    const isCoordinator = reader.viewer.kind === 'person' && reader.viewer.roles.includes('coordinator');
    const isLeft = (await records.places.left()).some((one) => one.place === place);
    const organisation = await records.organisations.byId(factText(facts, 'organisation'));
    // It may have been let in again meanwhile.
    if (!isCoordinator || !isLeft || !organisation) return undefined;
    const tied = (await records.organisations.places()).find((one) => one.place === place);
    return [
      {
        paragraph: say('place-left', {
          place: value(tied?.name ?? place),
          organisation: value(organisation.name),
        }),
      },
      { paragraph: say('place-left.mend') },
    ];
  },
});
