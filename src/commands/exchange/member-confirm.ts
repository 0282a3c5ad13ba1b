// /exchange member-confirm: a liaison officer or the coordinator confirms somebody who asked to be taken in.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type WordlessDesk } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { value } from '#bot/text.ts';
import { searchKey, shortened } from '#exchange/text-input.ts';
import type { Person } from '#store/records/people.ts';
import { type GivenRole, givenRoles, mayGive, takeIn } from './_membership.ts';
import { type Key, words } from './words.ts';

/** Those who wait and whom the asker could confirm. */
async function waitingFor(desk: WordlessDesk, most?: number): Promise<readonly Person[]> {
  return desk.records.people.pending(confirmedIn(desk), most);
}

/** The one organisation whose members the asker confirms; undefined for a coordinator, who confirms everybody. */
function confirmedIn({ asker }: WordlessDesk): string | undefined {
  return hasRole(asker, 'coordinator') ? undefined : (asker.organisation?.id ?? '');
}

const askWaiting = ask.suggested({
  search: async (typed, desk) =>
    (await waitingFor(desk))
      .filter((person) => searchKey(person.name).includes(searchKey(typed)))
      .map((person) => ({ id: person.id, label: shortened(person.name, 75) })),
  find: async (id, desk) => {
    const person = await desk.records.people.byId(id);
    const own = confirmedIn(desk);
    const waits = person?.membership === 'pending' && (own === undefined || person.organisation === own);
    return waits ? { id: person.id, label: shortened(person.name, 75) } : undefined;
  },
});

export default defineCommand({
  path: 'exchange member-confirm',
  words,
  who: ['coordinator', 'liaison'],
  access: 'write',
  asks: { waiting: askWaiting, role: ask.choice(givenRoles, 'role') },
  pages: [['waiting', 'role']],
  async admit(_given, desk) {
    return (await waitingFor(desk, 1)).length === 0 ? desk.refuse('member-confirm.nobody') : undefined;
  },
  run: ({ waiting, role }, desk) => confirm(desk, waiting, role),
  buttons: {
    open: {
      who: ['coordinator', 'liaison'],
      access: 'read',
      press: async ([waiting = '']) => ({ open: 'exchange member-confirm', values: { waiting } }),
    },
    as: {
      who: ['coordinator', 'liaison'],
      access: 'write',
      press: ([person = '', role], desk) =>
        confirm(desk, person, givenRoles.find((one) => one === role) ?? 'trainee', true),
    },
    'turn-away': {
      who: ['coordinator', 'liaison'],
      access: 'write',
      press: ([person = ''], desk) => turnAway(desk, person),
    },
  },
});

async function confirm(
  desk: Desk<Key>,
  id: string,
  role: GivenRole,
  byButton = false,
): Promise<Answer | readonly Answer[]> {
  const person = await desk.records.people.byId(id);
  if (!person?.organisation) return desk.refuse('member-confirm.gone');
  const organisation = await desk.records.organisations.byId(person.organisation);
  if (!mayGive(desk, role, person.organisation)) {
    return desk.refuse('member.mayNotGive', {
      role: desk.house(`role.${role}`),
      organisation: value(organisation?.name ?? ''),
    });
  }
  if (person.membership !== 'pending')
    return { update: [{ paragraph: desk.say('member-confirm.already', { name: value(person.name) }) }] };
  await takeIn(desk, person, person.organisation, role);
  const done = [
    {
      paragraph: desk.say('member.confirmed', {
        name: value(person.name),
        role: desk.house(`role.${role}`),
        organisation: value(organisation?.name ?? ''),
      }),
    },
  ];
  return [
    byButton ? { update: done } : { reply: done },
    {
      tell: id,
      message: 'exchange/member-confirmed',
      facts: { person: id, role },
      key: `member confirmed · ${id} · ${desk.now}`,
    },
  ];
}

async function turnAway(desk: Desk<Key>, id: string): Promise<Answer> {
  const person = await desk.records.people.byId(id);
  if (person?.membership !== 'pending' || !person.organisation) return desk.refuse('member-confirm.gone');
  if (!mayGive(desk, 'trainee', person.organisation)) {
    const organisation = await desk.records.organisations.byId(person.organisation);
    return desk.refuse('member.mayNotGive', {
      role: desk.house('role.trainee'),
      organisation: value(organisation?.name ?? ''),
    });
  }
  await desk.records.people.change(id, { membership: 'removed' }, ['pending']);
  return { update: [{ paragraph: desk.say('member-confirm.turnedAway', { name: value(person.name) }) }] };
}
