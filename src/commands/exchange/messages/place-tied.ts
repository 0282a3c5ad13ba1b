// Tells the coordinators that a workspace, server or channel was tied to an organisation, and by somebody who waits there.
import { defineMessage, factText } from '#bot/message.ts';
import { placeFacts } from '../_places.ts';
import { waitingView } from '../_waiting.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/place-tied',
  words,
  async draw(facts, desk) {
    const { viewer } = desk.reader;
    const isCoordinator = viewer.kind === 'person' && viewer.roles.includes('coordinator');
    const known = await placeFacts(desk, factText(facts, 'place'), factText(facts, 'organisation'));
    if (!isCoordinator || !known) return undefined;
    const waiting = typeof facts.person === 'string' ? await waitingView(facts.person, desk) : undefined;
    return [
      { paragraph: desk.say('place-tied', known) },
      { paragraph: desk.say('place-tied.mend') },
      ...(waiting ?? []),
    ];
  },
});
