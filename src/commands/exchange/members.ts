// /exchange members: who takes part and holds what, by organisation, with what can be done about each.
import { type Desk, defineCommand, type Who } from '#bot/command.ts';
import { optional } from '#bot/field.ts';
import { askOrganisation } from '#bot/record-fields.ts';
import { membersView, memberView, seenBy } from './_members.ts';
import { type Key, words } from './words.ts';

const who: Who = ['coordinator', 'oversight', 'liaison', 'manager'];

export default defineCommand({
  path: 'exchange members',
  words,
  who,
  access: 'read',
  asks: { organisation: optional(askOrganisation()) },
  pages: [['organisation']],
  async run({ organisation }, desk) {
    const of = seenBy(desk, organisation);
    return of === undefined ? desk.refuse('members.notYours') : { reply: await membersView(desk, of, 0) };
  },
  buttons: {
    page: {
      who,
      access: 'read',
      async press([organisation = '', page = '0'], desk) {
        const of = seenBy(desk, organisation === '' ? undefined : organisation);
        if (of === undefined) return desk.refuse('members.notYours');
        return { update: await membersView(desk, of, Math.max(0, Math.trunc(Number(page)) || 0)) };
      },
    },
    of: { who, access: 'read', press: ([id], desk, chosen) => one(desk, id ?? chosen ?? '') },
  },
});

async function one(desk: Desk<Key>, id: string) {
  const person = await desk.records.people.byId(id);
  const isSeen = person && seenBy(desk, person.organisation) !== undefined;
  if (person?.membership !== 'confirmed' || !isSeen) return desk.refuse('role.nobody');
  return { reply: await memberView(desk, person) };
}
