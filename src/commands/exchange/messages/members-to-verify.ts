// Asks whoever answers for people whether all of them still serve.
import { defineMessage, factText } from '#bot/message.ts';
import { verificationView } from '../_verification.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/members-to-verify',
  words,
  because: async (_, { reader: { viewer } }) => {
    const roles = viewer.kind === 'person' ? viewer.roles : [];
    return (['coordinator', 'oversight'] as const).find((role) => roles.includes(role)) ?? 'liaison';
  },
  draw: async (facts, { reader, records, say, now }) =>
    reader.viewer.kind !== 'person'
      ? undefined
      : verificationView(
          { records, say, now, zone: reader.zone, actsFor: [reader.viewer.person] },
          factText(facts, 'circle'),
          0,
        ),
});
