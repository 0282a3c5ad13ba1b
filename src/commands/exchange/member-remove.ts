// /exchange member-remove: ends a membership; asks once more before it does.

import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { holdersOf } from '#bot/holders.ts';
import { value } from '#bot/text.ts';
import type { Person } from '#store/records/people.ts';
import { leftBehind, mayRemove, removalView, remove } from './_removal.ts';
import { askMember, isLastCoordinator } from './_roles.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'exchange member-remove',
  words,
  who: ['coordinator', 'liaison'],
  access: 'write',
  asks: { person: askMember },
  pages: [['person']],
  run: ({ person }, desk) => askOnce(desk, person),
  buttons: {
    ask: {
      who: ['coordinator', 'liaison'],
      access: 'write',
      press: ([person], desk, chosen) => askOnce(desk, person ?? chosen ?? ''),
    },
    now: {
      who: ['coordinator', 'liaison'],
      access: 'write',
      press: ([person = ''], desk) => now(desk, person),
    },
  },
});

/** Why not: neither when it is asked nor when it is confirmed. */
async function whyNot(desk: Desk<Key>, person: Person | undefined): Promise<Answer | undefined> {
  if (!person || person.membership === 'pending') return desk.refuse('role.nobody');
  const name = { name: value(person.name) };
  if (!(await mayRemove(desk, person))) return desk.refuse('member-remove.mayNot', name);
  if (person.membership === 'removed')
    return { reply: [{ paragraph: desk.say('member-remove.already', name) }] };
  const roles = (await desk.records.people.grantsOf(person.id)).map((grant) => grant.role);
  if (roles.includes('coordinator') && (await isLastCoordinator(desk.records, person.id)))
    return desk.refuse('role.last', { ...name, role: desk.house('role.coordinator') });
  return undefined;
}

async function askOnce(desk: Desk<Key>, id: string): Promise<Outcome> {
  const person = await desk.records.people.byId(id);
  return (await whyNot(desk, person)) ?? (person ? { reply: removalView(desk, person) } : []);
}

async function now(desk: Desk<Key>, id: string): Promise<Outcome> {
  const { asker, records, say } = desk;
  const person = await records.people.byId(id);
  const refused = await whyNot(desk, person);
  if (refused || !person) return refused ?? [];
  await remove(records, person, desk.now);
  const coordinators = (await holdersOf(records, 'coordinator', { now: desk.now })).filter(
    (one) => one !== asker.person?.id,
  );
  return [
    {
      update: [
        { paragraph: say('member-remove.done', { name: value(person.name) }) },
        ...(await leftBehind(desk, id)),
      ],
    },
    ...coordinators.map((tell) => ({
      tell,
      message: 'exchange/member-removed',
      facts: { person: id, by: asker.person?.id ?? '' },
      key: `member removed · ${id} · ${desk.now}`,
    })),
  ];
}
