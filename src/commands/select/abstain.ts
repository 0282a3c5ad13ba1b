// /select abstain: whoever reviews says why they do not judge a nomination, and somebody else is asked.
import { defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { givenText } from '#bot/record-fields.ts';
import { value } from '#bot/text.ts';
import { contactDetailIn } from '#exchange/personal-data.ts';
import { reviewLimits } from '#exchange/scoring.ts';
import { nextView, reviewingOf } from './_blind-view.ts';
import { reviewingRoles } from './_course.ts';
import { settledView } from './_settled-view.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'select abstain',
  words,
  who: reviewingRoles,
  access: 'write',
  typed: 'nothing',
  asks: { review: ask.text({ max: 60 }), why: ask.text({ max: reviewLimits.reason, lines: 'many' }) },
  carries: ['review'],
  pages: [['why']],
  /** Which nomination it is about stands with its button alone. */
  async admit(given, desk) {
    const id = givenText(given, 'review');
    if (id === undefined) return { reply: await nextView(desk, undefined) };
    const found = await reviewingOf(desk, id);
    return 'not' in found ? { reply: [{ paragraph: found.not }] } : undefined;
  },
  async run({ review: id, why }, desk) {
    const { records, say } = desk;
    const contact = contactDetailIn(why);
    if (contact !== undefined) return { correct: { why: say('review.contact', { found: value(contact) }) } };
    const spread = await hubSetting(records, 'review.spread');
    const kept = await records.reviews.abstain(id, why, spread);
    return settledView(desk, kept, say('abstain.kept'));
  },
  buttons: {
    start: {
      who: reviewingRoles,
      access: 'read',
      async press([id = ''], desk) {
        const found = await reviewingOf(desk, id);
        if ('not' in found) return { reply: [{ paragraph: found.not }] };
        const { reason } = found.reviewing.review;
        return {
          open: 'select abstain',
          values: { review: id, ...(reason === undefined ? {} : { why: reason }) },
        };
      },
    },
  },
});
