// /nominate withdraw: takes a nomination back; one that holds a seat gives it back.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { holdersOf } from '#bot/holders.ts';
import { liaisonsFor } from '#bot/liaisons.ts';
import { promoteAfter } from '#bot/promote.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseStart } from '#exchange/course.ts';
import { holdsSeat } from '#exchange/nomination.ts';
import { askNomination } from './_fields.ts';
import { cardOf, isLiaisonOf, type Nominated, nominatedOf, toldOf, withdrawable } from './_nomination.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'nominate withdraw',
  words,
  who: ['liaison'],
  access: 'write',
  asks: { nomination: askNomination('own organisation', withdrawable) },
  pages: [['nomination']],
  run: ({ nomination }, desk) => withdraw(desk, nomination, 'reply'),
  buttons: {
    /** Asks once more: a seat that is given back may be gone. */
    ask: {
      who: ['liaison'],
      access: 'read',
      async press([id = ''], desk) {
        const found = await nominatedOf(desk.records, id);
        if (!found || !isLiaisonOf(desk.asker, found.nomination)) return desk.refuse('list.gone');
        const refused = refusal(desk, found);
        if (refused) return refused;
        const facts = { name: value(found.name), title: value(found.course.title) };
        const sure = holdsSeat(found.nomination.state) ? 'withdraw.sureSeat' : 'withdraw.sure';
        return {
          reply: [
            { paragraph: desk.say(sure, facts) },
            {
              buttons: [
                {
                  label: desk.say('button.withdrawNow'),
                  route: route('nominate/withdraw/confirm', id),
                  look: 'danger',
                },
              ],
            },
          ],
        };
      },
    },
    confirm: { who: ['liaison'], access: 'write', press: ([id = ''], desk) => withdraw(desk, id, 'update') },
  },
});

function refusal(desk: Desk<Key>, { nomination, course, name }: Nominated): Answer | undefined {
  const title = value(course.title);
  if (!withdrawable.includes(nomination.state)) {
    const state = desk.house(`nominationState.${nomination.state}`);
    return desk.refuse('withdraw.tooLate', { name: value(name), title, state });
  }
  if (holdsSeat(nomination.state) && desk.now >= courseStart(course)) {
    return desk.refuse('withdraw.started', { title, starts: day(course.startsOn) });
  }
  return undefined;
}

async function withdraw(desk: Desk<Key>, id: string, as: 'reply' | 'update'): Promise<Outcome> {
  const { asker, records, say } = desk;
  const found = await nominatedOf(records, id);
  if (!found || !asker.person || !isLiaisonOf(asker, found.nomination)) return desk.refuse('list.gone');
  const { nomination, course, name } = found;
  const facts = { name: value(name), title: value(course.title) };
  const refused = refusal(desk, found);
  // A button pressed twice answers with what is so now.
  if (refused && as === 'update' && nomination.state === 'withdrawn') {
    const state = desk.house('nominationState.withdrawn');
    return { update: [{ paragraph: say('state.now', { ...facts, state }) }] };
  }
  if (refused) return refused;
  const moved = await records.nominations.move(id, [nomination.state], 'withdrawn');
  if (!moved) return desk.refuse('list.gone');

  const seat = holdsSeat(nomination.state);
  const coordinators = await holdersOf(records, 'coordinator', { now: desk.now });
  const others = [...coordinators, ...(await liaisonsFor(records, nomination, desk.now))];
  const told = [nomination.nominee, ...others].filter((person) => person !== asker.person?.id);
  const view = [{ paragraph: say(seat ? 'withdraw.doneSeat' : 'withdraw.done', facts) }];
  return [
    as === 'update' ? { update: view } : { reply: view },
    ...toldOf(nomination, 'withdrawn', 'nominate/withdrawn', told, { by: asker.person.id, seat }),
    ...(await promoteAfter(records, nomination, desk.now)),
    cardOf(course.id),
  ];
}
