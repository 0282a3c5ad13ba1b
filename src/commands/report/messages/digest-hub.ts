// Tells the hub of the exchange in a month.
import { defineMessage } from '#bot/message.ts';
import { hubDigest } from '../_digest-hub.ts';
import { drawDigest } from '../_digests.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'report/digest-hub',
  words,
  because: async () => 'coordinator',
  draw: (facts, desk) => drawDigest(facts, desk, hubDigest),
});
