// /nominate return: a coordinator sends a nomination back to its sender, and says what is to be corrected.
import { defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { liaisonsFor } from '#bot/liaisons.ts';
import { value } from '#bot/text.ts';
import { returnableStates } from '#exchange/nomination-tracks.ts';
import { askNomination } from './_fields.ts';
import { cardOf, nominatedOf } from './_nomination.ts';
import { words } from './words.ts';

/** Nobody corrects more than this at once. */
const longestNote = 500;

export default defineCommand({
  path: 'nominate return',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    nomination: askNomination('everybody', returnableStates),
    note: ask.text({ max: longestNote, lines: 'many' }),
  },
  pages: [['nomination', 'note']],
  async run({ nomination: id, note }, desk) {
    const { asker, records, say, now } = desk;
    const found = await nominatedOf(records, id);
    if (!found || !asker.person) return desk.refuse('list.gone');
    const { course } = found;
    const facts = { name: value(found.name), title: value(course.title) };
    const returned = await records.nominations.sendBack(id, note);
    if (!returned) {
      const after = (await records.nominations.byId(id)) ?? found.nomination;
      return desk.refuse('return.tooLate', { ...facts, state: desk.house(`nominationState.${after.state}`) });
    }
    const liaisons = await liaisonsFor(records, returned, now);
    return [
      { reply: [{ paragraph: say('return.done', { ...facts, organisation: value(found.organisation) }) }] },
      ...liaisons.map((tell) => ({
        tell,
        message: 'nominate/returned',
        facts: { nomination: id },
        // It may come back more than once.
        key: `nomination · ${id} · returned · ${now}`,
      })),
      cardOf(course.id),
    ];
  },
  buttons: {
    start: {
      who: ['coordinator'],
      access: 'read',
      async press([id = ''], desk) {
        const found = await nominatedOf(desk.records, id);
        if (!found) return desk.refuse('list.gone');
        if (returnableStates.some((state) => state === found.nomination.state))
          return { open: 'nominate return', values: { nomination: id } };
        return desk.refuse('return.tooLate', {
          name: value(found.name),
          title: value(found.course.title),
          state: desk.house(`nominationState.${found.nomination.state}`),
        });
      },
    },
  },
});
