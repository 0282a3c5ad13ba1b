// /exchange member-forget: the coordinator forgets somebody who asked for it on paper, after seeing what that means.
import { type Desk, defineCommand } from '#bot/command.ts';
import { afterForgetting, beforeForgetting, whatForgettingMeans } from '#bot/forgetting.ts';
import { askPerson } from '#bot/record-fields.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'exchange member-forget',
  words,
  who: ['coordinator'],
  access: 'read',
  asks: { forgotten: askPerson('anywhere') },
  pages: [['forgotten']],
  async run({ forgotten }, desk) {
    const refused = await refusal(desk, forgotten);
    if (refused) return refused;
    const person = await desk.records.people.byId(forgotten);
    return {
      reply: [
        { heading: desk.say('member-forget.heading', { name: value(person?.name ?? '') }) },
        { paragraph: desk.say('member-forget.paper') },
        ...whatForgettingMeans(desk.house),
        {
          buttons: [
            {
              label: desk.say('member-forget.confirm'),
              route: route('exchange/member-forget/confirm', forgotten),
              look: 'danger',
            },
            { label: desk.say('member-forget.keep'), route: route('exchange/member-forget/keep') },
          ],
        },
      ],
    };
  },
  buttons: {
    confirm: {
      who: ['coordinator'],
      access: 'write',
      async press([id = ''], desk) {
        const refused = await refusal(desk, id);
        if (refused) return refused;
        const ended = await desk.records.erasures.erase(id);
        if (!ended) return { update: [{ paragraph: desk.say('member-forget.already') }] };
        return [
          { update: [{ paragraph: desk.say('member-forget.done') }] },
          ...(await afterForgetting(desk.records, ended, desk.now)),
        ];
      },
    },
    keep: {
      who: ['coordinator'],
      access: 'read',
      press: async (_ids, desk) => ({ update: [{ paragraph: desk.say('member-forget.kept') }] }),
    },
  },
});

async function refusal(desk: Desk<Key>, id: string) {
  const person = await desk.records.people.byId(id);
  if (!person) return desk.refuse('member-forget.gone');
  if (id === desk.asker.person?.id) return desk.refuse('member-forget.self');
  const first = await beforeForgetting(desk.records, id, desk);
  return first && desk.refuse('member-forget.first', { name: value(person.name), first });
}
