// /select appeal: why an outcome is appealed; it goes once, to somebody who had no part in the selection.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { holdersOf } from '#bot/holders.ts';
import { givenText } from '#bot/record-fields.ts';
import { command, value } from '#bot/text.ts';
import { appealLimits } from '#exchange/outcomes.ts';
import { contactDetailIn } from '#exchange/personal-data.ts';
import { appealBlocks, type Ended, endedOf, mayAppeal, refusedToAppeal } from './_outcome.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'select appeal',
  words,
  who: 'member',
  access: 'write',
  typed: 'nothing',
  asks: {
    ended: ask.text({ max: 60 }),
    grounds: ask.text({ max: appealLimits.grounds, lines: 'many' }),
  },
  carries: ['ended'],
  pages: [['grounds']],
  /** Which outcome it is about stands with its button alone. */
  admit: async (given, desk) =>
    givenText(given, 'ended') === undefined
      ? desk.refuse('appeal.where', { command: command('select outcome') })
      : undefined,
  async run({ ended: id, grounds }, desk) {
    const { records, say, asker } = desk;
    const ended = await endedOf(records, id);
    if (!ended || !mayAppeal(asker, ended)) return desk.refuse('outcome.gone');
    if (ended.appeal) return { reply: appealBlocks(ended.appeal, { say, zone: asker.zone }) };
    const late = refusedToAppeal(desk, ended);
    if (late) return late;
    const contact = contactDetailIn(grounds);
    if (contact !== undefined)
      return { correct: { grounds: say('review.contact', { found: value(contact) }) } };
    return take(desk, ended, grounds);
  },
});

async function take(desk: Desk<Key>, { nomination }: Ended, grounds: string): Promise<Outcome> {
  const { records, say, asker, now } = desk;
  const coordinators = await holdersOf(records, 'coordinator', { now });
  const approvers = await holdersOf(records, 'approver', { now });
  const by = asker.person?.id ?? '';
  const candidates = [...new Set([...coordinators, ...approvers])].filter((one) => one !== by);
  const kept = await records.appeals.ask(nomination.id, by, grounds, candidates);
  if (!kept) {
    const known = await records.appeals.of(nomination.id);
    return { reply: known ? appealBlocks(known, { say, zone: asker.zone }) : [] };
  }
  // Where everybody had a part in it, the coordinators see to somebody who had none.
  const hearers = kept.heardBy === undefined ? coordinators : [kept.heardBy];
  return [
    { reply: [{ paragraph: say('appeal.taken') }] },
    ...hearers.map((tell) => ({
      tell,
      message: 'select/appealed',
      facts: { appeal: kept.id },
      key: `appeal · ${kept.id}`,
    })),
  ];
}
