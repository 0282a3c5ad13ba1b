// /pair withdraw: the officer or a liaison officer of theirs takes an offer back, without a reason.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { command } from '#bot/text.ts';
import type { View } from '#bot/view.ts';
import { askOwnOffer } from './_fields.ts';
import { mayWithdraw, namesIn } from './_offer.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'pair withdraw',
  words,
  who: 'member',
  access: 'write',
  asks: { offer: askOwnOffer },
  pages: [['offer']],
  run: ({ offer }, desk) => withdraw(desk, offer, (reply) => ({ reply })),
  buttons: {
    now: {
      who: 'member',
      access: 'write',
      press: ([id = ''], desk) => withdraw(desk, id, (update) => ({ update })),
    },
    chosen: {
      who: 'member',
      access: 'write',
      press: (_ids, desk, chosen = '') => withdraw(desk, chosen, (reply) => ({ reply })),
    },
  },
});

async function withdraw(desk: Desk<Key>, id: string, shown: (view: View) => Answer): Promise<Outcome> {
  const { asker, records, say } = desk;
  const offer = await records.exchanges.byId(id);
  if (!offer || !asker.person || !mayWithdraw(asker, offer))
    return desk.refuse('withdraw.gone', { command: command('pair list') });
  const name = (await namesIn(records, [offer.officer])).person(offer.officer);
  if (offer.state === 'paired') return desk.refuse('withdraw.paired', { name });
  if (!(await records.exchanges.withdraw(id)))
    return shown([{ paragraph: say('withdraw.already', { name }) }]);
  const told = new Set([offer.officer, offer.offeredBy]);
  told.delete(asker.person.id);
  return [
    shown([{ paragraph: say('withdraw.done', { name }) }]),
    ...[...told].map((tell) => ({
      tell,
      message: 'pair/withdrawn',
      facts: { offer: id, by: asker.person?.id ?? '' },
      key: `pair/withdrawn · ${id}`,
    })),
  ];
}
