// /my notifications: which reminders arrive, and on which platform.
import { defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { platformOf } from '#exchange/people.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'my notifications',
  words,
  who: 'member',
  access: 'write',
  asks: {
    reminders: ask.choice(['all', 'essential'], 'reminders'),
    platform: optional(ask.choice(['slack', 'discord'], 'platform')),
  },
  pages: [['reminders', 'platform']],
  prefill: async (_given, { asker }) => ({
    reminders: asker.person?.notifications ?? 'all',
    ...(asker.person?.tellOn === undefined ? {} : { platform: asker.person.tellOn }),
  }),
  async run({ reminders, platform }, desk) {
    const person = desk.asker.person;
    if (!person) return desk.refuse('needs.member');
    if (platform !== undefined) {
      const accounts = await desk.records.people.accountsOf(person.id);
      if (!accounts.some((account) => platformOf(account.id) === platform)) {
        return {
          correct: {
            platform: desk.say('notifications.noAccount', { platform: desk.say(`platform.${platform}`) }),
          },
        };
      }
    }
    // Who chooses a platform asks to be written to there, also on Discord, where a bot may not begin.
    if (platform === platformOf(desk.asker.account))
      await desk.records.people.setDirectMessages(desk.asker.account, 'welcome');
    await desk.records.people.change(person.id, {
      notifications: reminders,
      ...(platform === undefined ? {} : { tellOn: platform }),
    });
    const where =
      platform === undefined
        ? desk.say('notifications.anywhere')
        : desk.say('notifications.on', { platform: desk.say(`platform.${platform}`) });
    return { reply: [{ paragraph: desk.say(`notifications.${reminders}`) }, { paragraph: where }] };
  },
});
