// Tells the coordinators that a workspace, server or channel was tied to an organisation.
import { defineMessage, factText } from '#bot/message.ts';
import { placeFacts } from '../_places.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/place-tied',
  words,
  async draw(facts, desk) {
    const { viewer } = desk.reader;
    const isCoordinator = viewer.kind === 'person' && viewer.roles.includes('coordinator');
    const known = await placeFacts(desk, factText(facts, 'place'), factText(facts, 'organisation'));
    if (!isCoordinator || !known) return undefined;
    return [{ paragraph: desk.say('place-tied', known) }, { paragraph: desk.say('place-tied.mend') }];
  },
});
