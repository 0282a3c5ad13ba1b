// Tells whoever oversees the exchange of its week.
import { defineMessage } from '#bot/message.ts';
import { oversightDigest } from '../_digest-oversight.ts';
import { drawDigest } from '../_digests.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'report/digest-oversight',
  words,
  because: async () => 'oversight',
  draw: (facts, desk) => drawDigest(facts, desk, oversightDigest),
});
