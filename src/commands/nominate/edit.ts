// /nominate edit: changes what was said of a nominee, until the nomination has been answered.
import { defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { followVerdicts } from '#bot/follow-verdicts.ts';
import { givenText } from '#bot/record-fields.ts';
import { command, value } from '#bot/text.ts';
import { checkNomination, nominationLimits } from '#exchange/nomination.ts';
import { askNomination } from './_fields.ts';
import { cardOf, editable, isLiaisonOf, nominatedOf } from './_nomination.ts';
import { words } from './words.ts';

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
  },
  pages: [['nomination', 'rank', 'unit', 'yearsOfService', 'reason']],
  async prefill(given, { asker, records }) {
    const found = await records.nominations.byId(givenText(given, 'nomination') ?? '');
    if (!found || !isLiaisonOf(asker, found)) return {};
    const { rank, unit, yearsOfService, reason } = found;
    return { nomination: found.id, rank, unit, yearsOfService, reason };
  },
  async run({ nomination: id, ...asked }, desk) {
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
    };
    const [problem] = checkNomination(about);
    if (problem) return { correct: { [problem.field]: desk.house('field.empty') } };
    const isSame = (['rank', 'unit', 'yearsOfService', 'reason'] as const).every(
      (part) => about[part] === nomination[part],
    );
    if (isSame && editable.includes(nomination.state)) {
      return { reply: [{ paragraph: say('edit.nothing', { name, title }) }] };
    }
    const changed = await records.nominations.edit(id, about, editable);
    if (!changed) {
      const now = (await records.nominations.byId(id)) ?? nomination;
      const state = desk.house(`nominationState.${now.state}`);
      return desk.refuse('edit.tooLate', { name, title, state, withdraw: command('nominate withdraw') });
    }
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
        return desk.refuse('edit.tooLate', {
          name: value(found.name),
          title: value(found.course.title),
          state: desk.house(`nominationState.${found.nomination.state}`),
          withdraw: command('nominate withdraw'),
        });
      },
    },
  },
});
