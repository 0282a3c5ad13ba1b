// Says in a new workspace or server how it is tied to an organisation; nothing once it has been.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { isPlatformId } from '#exchange/people.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/place-hello',
  words,
  async draw(facts, { records, say, house }) {
    const place = factText(facts, 'place');
    const isTied = isPlatformId(place) && (await records.organisations.of(place, undefined)) !== undefined;
    if (isTied) return undefined;
    const hub = await records.organisations.hub();
    return [
      { heading: say('place-hello.title') },
      { paragraph: say('place-hello') },
      { paragraph: hub ? house('untied.code', { hub: value(hub.name) }) : house('untied.setup') },
    ];
  },
});
