// Tells coordinators and liaison officers that a workspace, server or channel is no longer their organisation's.
import { defineMessage, factText, type Reader } from '#bot/message.ts';
import { placeFacts } from '../_places.ts';
import { words } from '../words.ts';

/** Rights may have changed since this was put on its way. */
function isConcerned({ viewer }: Reader, organisation: string): boolean {
  if (viewer.kind !== 'person') return false;
  const isLiaison = viewer.roles.includes('liaison') && viewer.organisation === organisation;
  return isLiaison || viewer.roles.includes('coordinator');
}

export default defineMessage({
  name: 'exchange/place-untied',
  words,
  async draw(facts, desk) {
    const organisation = factText(facts, 'organisation');
    const known = await placeFacts(desk, factText(facts, 'place'), organisation);
    if (!known || !isConcerned(desk.reader, organisation)) return undefined;
    return [{ paragraph: desk.say('place-untied', known) }];
  },
});
