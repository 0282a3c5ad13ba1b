// Tells a manager, or the channel of an organisation's managers, of their own people.
import { defineMessage } from '#bot/message.ts';
import { peopleDigest } from '../_digest-people.ts';
import { drawDigest } from '../_digests.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'report/digest-people',
  words,
  because: async () => 'manager',
  draw: (facts, desk) => drawDigest(facts, desk, peopleDigest),
});
