// /exchange channel-set: names the channel where an organisation is told of courses, and the one of its managers.
import { defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { askOrganisation } from '#bot/record-fields.ts';
import { value } from '#bot/text.ts';
import { isPlatformId } from '#exchange/people.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'exchange channel-set',
  words,
  who: ['coordinator', 'liaison'],
  access: 'write',
  asks: {
    purpose: ask.choice(['announcements', 'managers'], 'purpose'),
    channel: ask.channel(),
    organisation: optional(askOrganisation()),
  },
  pages: [['purpose', 'channel', 'organisation']],
  prefill: async (_given, { asker }) => ({
    ...(asker.channel ? { channel: asker.channel } : {}),
    ...(asker.organisation ? { organisation: asker.organisation.id } : {}),
  }),
  async run({ purpose, channel, organisation: chosen }, desk) {
    const { asker, records } = desk;
    const organisation = await records.organisations.byId(chosen ?? asker.organisation?.id ?? '');
    if (!organisation) return { correct: { organisation: desk.house('field.empty') } };
    if (!hasRole(asker, 'coordinator') && !hasRole(asker, 'liaison', organisation.id)) {
      return desk.refuse('channel-set.notYours', { organisation: value(organisation.name) });
    }
    if (!isPlatformId(channel))
      return { correct: { channel: desk.house('field.channel', { given: value(channel) }) } };
    await records.organisations.setChannel({ organisation: organisation.id, purpose, channel });
    return {
      reply: [
        {
          paragraph: desk.say(`channel-set.${purpose}`, {
            organisation: value(organisation.name),
            channel: { channel, name: desk.say('channel-set.thisChannel').join('') },
          }),
        },
      ],
    };
  },
});
