// /exchange role-take: takes a role back; the person stays a member.
import { type Desk, defineCommand, type Outcome, type WordlessDesk } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { plainText } from '#bot/plain-text.ts';
import { givenText } from '#bot/record-fields.ts';
import { value } from '#bot/text.ts';
import { searchKey, shortened } from '#exchange/text-input.ts';
import type { Grant } from '#store/records/people.ts';
import { askMember, isLastCoordinator, mayDispose, scopeText } from './_roles.ts';
import { type Key, words } from './words.ts';

/** A grant under one name, as a field keeps it. */
function nameOf({ role, scope }: Pick<Grant, 'role' | 'scope'>): string {
  return `${role} ${scope}`;
}

async function offersFor(desk: WordlessDesk, person: string) {
  const { asker, records, house } = desk;
  const offers = [];
  for (const grant of await records.people.grantsOf(person)) {
    const where = await scopeText(desk, grant.scope);
    const label = plainText([...house(`role.${grant.role}`), ' · ', ...where], asker);
    offers.push({ id: nameOf(grant), label: shortened(label, 75) });
  }
  return offers;
}

const askHeld = ask.suggested({
  search: async (typed, desk, given) => {
    const person = await askMember.find(givenText(given, 'person') ?? '', desk, given);
    const offers = person ? await offersFor(desk, person.id) : [];
    return offers.filter(({ label }) => searchKey(label).includes(searchKey(typed))).slice(0, 25);
  },
  find: async (id, desk, given) => {
    const person = await askMember.find(givenText(given, 'person') ?? '', desk, given);
    return person && (await offersFor(desk, person.id)).find((one) => one.id === id);
  },
});

export default defineCommand({
  path: 'exchange role-take',
  words,
  who: ['coordinator', 'liaison'],
  access: 'write',
  asks: { person: askMember, held: askHeld },
  pages: [['person', 'held']],
  run: ({ person, held }, desk) => take(desk, person, held, 'reply'),
  buttons: {
    now: {
      who: ['coordinator', 'liaison'],
      access: 'write',
      press: ([person = '', role = '', scope = ''], desk) => take(desk, person, `${role} ${scope}`, 'update'),
    },
  },
});

async function take(desk: Desk<Key>, id: string, held: string, as: 'reply' | 'update'): Promise<Outcome> {
  const { records, say, house, now } = desk;
  const person = await records.people.byId(id);
  const grant = (await records.people.grantsOf(id)).find((one) => nameOf(one) === held);
  if (!person || !grant) return desk.refuse('role.gone');
  const { role, scope } = grant;
  const facts = { name: value(person.name), role: house(`role.${role}`) };
  if (!(await mayDispose(desk, role, scope, person))) return desk.refuse('role.mayNotGive', facts);
  if (role === 'coordinator' && (await isLastCoordinator(records, id)))
    return desk.refuse('role.last', facts);
  if (!(await records.people.revoke(grant))) return desk.refuse('role.gone');
  const view = [{ paragraph: say('role-take.done', { ...facts, where: await scopeText(desk, scope) }) }];
  return [
    as === 'update' ? { update: view } : { reply: view },
    {
      tell: id,
      message: 'exchange/role-taken',
      facts: { person: id, role, scope },
      key: `role taken · ${role} · ${scope} · ${now}`,
    },
  ];
}
