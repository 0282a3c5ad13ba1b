// /feedback action-end: what came of an improvement action, or why it is dropped.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { givenText } from '#bot/record-fields.ts';
import { value } from '#bot/text.ts';
import { actionLimits } from '#exchange/improvement.ts';
import { refuseEnded, refuseUnseenAction, wrongText } from './_action-checks.ts';
import { actionFor, askAction, type FoundAction, isTheirs, mayImprove } from './_actions.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'feedback action-end',
  words,
  who: 'member',
  access: 'write',
  asks: {
    action: askAction,
    outcome: ask.choice(['done', 'dropped'], 'outcome'),
    effect: ask.text({ max: actionLimits.effect, lines: 'many' }),
  },
  pages: [['action', 'outcome', 'effect']],
  async admit(given, desk) {
    const found = await actionFor(desk, givenText(given, 'action') ?? '');
    return found && refusalToEnd(desk, found);
  },
  async run({ action: id, outcome, effect }, desk) {
    const { records, say } = desk;
    const found = await actionFor(desk, id);
    if (!found) return refuseUnseenAction(desk);
    const refused = refusalToEnd(desk, found) ?? wrongText('effect', effect, desk);
    if (refused) return refused;
    if (!(await records.actions.end(id, { state: outcome, effect }))) return refuseEnded(desk, found);
    return { reply: [{ paragraph: say(`action-end.${outcome}`, { what: value(found.action.what) }) }] };
  },
  buttons: {
    done: {
      who: 'member',
      access: 'read',
      press: async ([action = '']) => ({ open: 'feedback action-end', values: { action, outcome: 'done' } }),
    },
    drop: {
      who: 'member',
      access: 'read',
      press: async ([action = '']) => ({
        open: 'feedback action-end',
        values: { action, outcome: 'dropped' },
      }),
    },
  },
});

function refusalToEnd(desk: Desk<Key>, found: FoundAction): Answer | undefined {
  if (!isTheirs(desk.asker, found.action) && !mayImprove(desk.asker, found.course))
    return desk.refuse('action-end.notYours', { what: value(found.action.what) });
  return found.action.state === 'open' ? undefined : refuseEnded(desk, found);
}
