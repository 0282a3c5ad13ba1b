// /nominate edit: changes what was said of a nominee until the nomination has been answered, and sends one again that came back.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { followVerdicts } from '#bot/follow-verdicts.ts';
import { givenText } from '#bot/record-fields.ts';
import { command, value } from '#bot/text.ts';
import { checkNomination, nominationLimits } from '#exchange/nomination.ts';
import { editableFields } from '#exchange/nomination-tracks.ts';
import type { Nomination } from '#store/records/nominations.ts';
import { askNomination } from './_fields.ts';
import { cardOf, editable, isLiaisonOf, type Nominated, nominatedOf } from './_nomination.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'nominate edit',
  words,
  who: ['liaison'],
  access: 'write',
  asks: {
    nomination: askNomination('own organisation', editable),
    // What is left out stays as it is: whoever types one option means to change one thing.
    rank: optional(ask.text({ max: nominationLimits.rank })),
    unit: optional(ask.text({ max: nominationLimits.unit })),
    yearsOfService: optional(ask.number(nominationLimits.yearsOfService)),
    reason: optional(ask.text({ max: nominationLimits.reason, lines: 'many' })),
    reserve: optional(ask.yesNo()),
    visa: optional(ask.yesNo()),
  },
  pages: [
    ['nomination', 'rank', 'unit', 'yearsOfService'],
    ['reason', 'reserve', 'visa'],
  ],
  async introduction(given, { asker, records, say }) {
    const found = await records.nominations.byId(givenText(given, 'nomination') ?? '');
    if (!found || !isLiaisonOf(asker, found) || found.hubNote === null) return [];
    return [say('list.note', { note: value(found.hubNote) })];
  },
  async prefill(given, { asker, records }) {
    const found = await records.nominations.byId(givenText(given, 'nomination') ?? '');
    if (!found || !isLiaisonOf(asker, found)) return {};
    const { rank, unit, yearsOfService, reason, asReserve: reserve, needsVisa: visa } = found;
    return { nomination: found.id, rank, unit, yearsOfService, reason, reserve, visa };
  },
  async run({ nomination: id, reserve, visa, ...asked }, desk) {
    const { asker, records, say } = desk;
    const found = await nominatedOf(records, id);
    if (!found || !isLiaisonOf(asker, found.nomination)) return desk.refuse('list.gone');
    const { nomination, course } = found;
    const [name, title] = [value(found.name), value(course.title)];
    const about = {
      rank: asked.rank ?? nomination.rank,
      unit: asked.unit ?? nomination.unit,
      yearsOfService: asked.yearsOfService ?? nomination.yearsOfService,
      reason: asked.reason ?? nomination.reason,
      asReserve: reserve ?? nomination.asReserve,
      needsVisa: visa ?? nomination.needsVisa,
    };
    const [problem] = checkNomination(about);
    if (problem) return { correct: { [problem.field]: desk.house('field.empty') } };
    const isSame = editableFields.every((part) => about[part] === nomination[part]);
    if (nomination.state === 'returned') return sendAgain(desk, found, isSame ? undefined : about);
    if (isSame && editable.includes(nomination.state)) {
      return { reply: [{ paragraph: say('edit.nothing', { name, title }) }] };
    }
    const changed = await records.nominations.edit(id, about, editable);
    if (!changed) return tooLate(desk, found);
    return [
      { reply: [{ paragraph: say('edit.done', { name, title }) }] },
      cardOf(course.id),
      ...(await followVerdicts(records, course, [changed], desk.now)),
    ];
  },
  buttons: {
    start: {
      who: ['liaison'],
      access: 'read',
      async press([id = ''], desk) {
        const found = await nominatedOf(desk.records, id);
        if (!found || !isLiaisonOf(desk.asker, found.nomination)) return desk.refuse('list.gone');
        if (editable.includes(found.nomination.state))
          return { open: 'nominate edit', values: { nomination: id } };
        return tooLate(desk, found);
      },
    },
  },
});

/** Corrected, or only looked at once more: what was wrong may have been put right elsewhere. */
async function sendAgain(
  desk: Desk<Key>,
  found: Nominated,
  about: Partial<Pick<Nomination, (typeof editableFields)[number]>> | undefined,
): Promise<Outcome> {
  const { records, say } = desk;
  const { nomination, course } = found;
  if (about) await records.nominations.edit(nomination.id, about, ['returned']);
  if (!(await records.nominations.sendAgain(nomination.id))) return tooLate(desk, found);
  const facts = { name: value(found.name), title: value(course.title) };
  return [{ reply: [{ paragraph: say('edit.sentAgain', facts) }] }, cardOf(course.id)];
}

async function tooLate(desk: Desk<Key>, found: Nominated) {
  const now = (await desk.records.nominations.byId(found.nomination.id)) ?? found.nomination;
  return desk.refuse('edit.tooLate', {
    name: value(found.name),
    title: value(found.course.title),
    state: desk.house(`nominationState.${now.state}`),
    withdraw: command('nominate withdraw'),
  });
}
