// /my timezone: the zone in which times are told to this person where their client does not do it.
import { defineCommand } from '#bot/command.ts';
import { askZone } from '#bot/record-fields.ts';
import { instant, value } from '#bot/text.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'my timezone',
  words,
  who: 'anyone',
  access: 'write',
  asks: { zone: askZone() },
  pages: [['zone']],
  prefill: async (_given, { asker }) => ({ zone: asker.zone }),
  async run({ zone }, desk) {
    if (!desk.asker.person) return desk.refuse('needs.member');
    await desk.records.people.change(desk.asker.person.id, { zone });
    return {
      reply: [
        {
          paragraph: desk.say('timezone.set', {
            zone: value(zone.replaceAll('_', ' ')),
            now: instant(desk.now, zone),
          }),
        },
      ],
    };
  },
});
