// Tells oversight what the purge of a night took out: of which kinds, how many, and by which rule.
import { defineMessage } from '#bot/message.ts';
import type { Text } from '#bot/text.ts';
import { retentionKinds } from '#exchange/retention.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'retention-purge/purged',
  words,
  because: async () => 'oversight',
  async draw(facts, { say }) {
    const lines = retentionKinds.flatMap((kind): (readonly [Text, Text])[] => {
      const [count, days] = [facts[kind], facts[`${kind}.days`]];
      if (typeof count !== 'number' || typeof days !== 'number') return [];
      return [[say(`kind.${kind}`), say('line', { count, days })]];
    });
    return [{ heading: say('heading') }, { paragraph: say('purged') }, { facts: lines }];
  },
});
