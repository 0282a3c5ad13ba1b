// /my forget: says what would be erased, what stays and why; erases only when the button below that is pressed.
import { defineCommand } from '#bot/command.ts';
import { afterForgetting, beforeForgetting, whatForgettingMeans } from '#bot/forgetting.ts';
import { route } from '#bot/view.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'my forget',
  words,
  who: 'anyone',
  // What is held about somebody is theirs to ask for wherever they are.
  servesUntied: true,
  access: 'read',
  asks: {},
  pages: [],
  async run(_values, desk) {
    const { asker, records, say, house } = desk;
    if (!asker.person) return { reply: [{ paragraph: say('data.none') }] };
    const first = await beforeForgetting(records, asker.person.id, desk);
    if (first) return desk.refuse('forget.first', { first });
    return {
      reply: [
        { heading: say('forget.heading') },
        ...whatForgettingMeans(house),
        {
          buttons: [
            // With the id: a button that was kept from before means nobody else.
            {
              label: say('forget.confirm'),
              route: route('my/forget/confirm', asker.person.id),
              look: 'danger',
            },
            { label: say('forget.keep'), route: route('my/forget/keep') },
          ],
        },
      ],
    };
  },
  buttons: {
    confirm: {
      who: 'anyone',
      access: 'write',
      async press([id = ''], desk) {
        const { asker, records, say } = desk;
        if (asker.person?.id !== id) return { update: [{ paragraph: say('data.none') }] };
        const first = await beforeForgetting(records, id, desk);
        if (first) return desk.refuse('forget.first', { first });
        const ended = await records.erasures.erase(id);
        return [
          { update: [{ paragraph: say('forget.done') }] },
          ...(await afterForgetting(records, ended ?? [], desk.now)),
        ];
      },
    },
    keep: {
      who: 'anyone',
      access: 'read',
      press: async (_ids, desk) => ({ update: [{ paragraph: desk.say('forget.kept') }] }),
    },
  },
});
