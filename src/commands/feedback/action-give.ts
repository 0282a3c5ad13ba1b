// /feedback action-give: somebody else sees to an improvement action, or it has another day.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { givenText } from '#bot/record-fields.ts';
import { day, value } from '#bot/text.ts';
import { refuseEnded, refuseUnseenAction, toOwner, wrongDay } from './_action-checks.ts';
import { actionFor, askAction, askOwner, type FoundAction, mayImprove } from './_actions.ts';
import { type Key, words } from './words.ts';

const givers = ['coordinator', 'courseManager', 'liaison', 'manager'] as const;

export default defineCommand({
  path: 'feedback action-give',
  words,
  who: givers,
  access: 'write',
  asks: { action: askAction, owner: askOwner, due: ask.date() },
  pages: [['action', 'owner', 'due']],
  async admit(given, desk) {
    const found = await actionFor(desk, givenText(given, 'action') ?? '');
    return found && refusalToGive(desk, found);
  },
  async prefill(given, desk) {
    const found = await actionFor(desk, givenText(given, 'action') ?? '');
    return found ? { owner: found.action.owner, due: found.action.dueOn } : {};
  },
  async run({ action: id, owner, due }, desk) {
    const { records, say, asker, now } = desk;
    const found = await actionFor(desk, id);
    if (!found) return refuseUnseenAction(desk);
    const refused = refusalToGive(desk, found) ?? wrongDay(due, desk);
    if (refused) return refused;
    if (!(await records.actions.give(id, { owner, dueOn: due }))) return refuseEnded(desk, found);
    const person = await records.people.byId(owner);
    const given = { what: value(found.action.what), owner: value(person?.name ?? '–'), due: day(due) };
    const isNew = owner !== found.action.owner && owner !== asker.person?.id;
    return [
      { reply: [{ paragraph: say('action-give.done', given) }] },
      ...(isNew ? [toOwner(id, owner, now)] : []),
    ];
  },
  buttons: {
    start: {
      who: givers,
      access: 'read',
      press: async ([action = '']) => ({ open: 'feedback action-give', values: { action } }),
    },
  },
});

function refusalToGive(desk: Desk<Key>, found: FoundAction): Answer | undefined {
  if (!mayImprove(desk.asker, found.course))
    return desk.refuse('action-give.notYours', { title: value(found.course.title) });
  return found.action.state === 'open' ? undefined : refuseEnded(desk, found);
}
