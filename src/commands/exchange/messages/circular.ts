// The living card of a circular: shows whoever started it how far it is, and lets them stop it.
import { defineMessage, factText } from '#bot/message.ts';
import { circularView, maySee, watch } from '../_circular.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/circular',
  words,
  async draw(facts, desk) {
    const circular = await desk.records.circulars.byId(factText(facts, 'circular'));
    // Rights may have changed since it was begun.
    if (!circular || !maySee(desk.reader.viewer, circular)) return undefined;
    return circularView(await watch(desk.records, circular), desk, desk.reader, true);
  },
});
