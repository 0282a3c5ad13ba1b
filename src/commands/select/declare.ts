// /select declare: whoever reviews says whom they are too near to; none of theirs is given to them, whoever it may be.

import type { Answer } from '#bot/answer.ts';
import { defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { askPerson } from '#bot/record-fields.ts';
import { askReviewers } from '#bot/reviews.ts';
import { type Text, value } from '#bot/text.ts';
import { interests } from '#exchange/reviewing.ts';
import { searchKey, shortened } from '#exchange/text-input.ts';
import { reviewingRoles } from './_course.ts';
import { words } from './words.ts';

const somebody = askPerson('anywhere');

/** Namesakes. */
const mostAlike = 25;
/** Slack's option text. */
const longestLabel = 75;

export default defineCommand({
  path: 'select declare',
  words,
  who: reviewingRoles,
  access: 'write',
  asks: {
    /** Whoever reviews knows the name of whom they are near to; nobody browses through all members here. */
    whom: {
      ...somebody,
      search: async (typed, { records, asker }) => {
        if (!asker.person || !(await records.panels.sits(asker.person.id))) return [];
        const people = await records.people.search(typed, { organisation: undefined, most: mostAlike });
        const called = people.filter(({ name }) => searchKey(name) === searchKey(typed));
        return called.map(({ id, name }) => ({ id, label: shortened(name, longestLabel) }));
      },
    },
    interest: ask.choice(interests, 'interest'),
  },
  pages: [['whom', 'interest']],
  async run({ whom, interest }, desk) {
    const { records, asker, say, now } = desk;
    if (!asker.person || !(await records.panels.sits(asker.person.id))) return desk.refuse('declare.nowhere');
    if (whom === asker.person.id) return { correct: { whom: say('declare.oneself') } };
    const ended = await records.interests.declare(asker.person.id, whom, interest);
    const told: Answer[] = [];
    // The same answer whether it concerns a review or not: nobody learns by it who is nominated.
    for (const course of await records.courses.byIds(ended))
      told.push(...(await askReviewers(records, course, now)));
    const declared = await records.interests.of(asker.person.id);
    const people = await records.people.byIds(declared.map((one) => one.about));
    const names = new Map(people.map((one) => [one.id, one.name]));
    const lines = declared.slice(0, 20).map(
      (one): Text =>
        say('declare.line', {
          name: value(names.get(one.about) ?? '–'),
          interest: say(`interest.${one.interest}`),
        }),
    );
    return [{ reply: [{ paragraph: say('declare.done') }, { list: lines }] }, ...told];
  },
});
