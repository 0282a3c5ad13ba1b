// /select review: the next nomination for whoever reviews, without name or origin, and the form in which it is rated.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { givenText } from '#bot/record-fields.ts';
import { value } from '#bot/text.ts';
import { contactDetailIn } from '#exchange/personal-data.ts';
import { areRatings, flags, ratingScale, reviewLimits } from '#exchange/scoring.ts';
import { blindView, nextView, reviewingOf } from './_blind-view.ts';
import { reviewingRoles } from './_course.ts';
import { settledView } from './_settled-view.ts';
import { type Key, words } from './words.ts';

const merit = ask.rating({ from: ratingScale.min, to: ratingScale.max, named: 'merit' });

export default defineCommand({
  path: 'select review',
  words,
  who: reviewingRoles,
  access: 'write',
  typed: 'nothing',
  asks: {
    review: ask.text({ max: 60 }),
    need: merit,
    role: merit,
    cascade: merit,
    experience: merit,
    language: merit,
    flag: optional(ask.choice(flags, 'flag')),
    remark: optional(ask.text({ max: reviewLimits.remark, lines: 'many' })),
  },
  carries: ['review'],
  pages: [
    // Four beside what is to be judged: Discord has room for no more.
    ['need', 'role', 'cascade', 'experience'],
    ['language', 'flag', 'remark'],
  ],
  /** Typed by itself, it shows the next; only the button under a nomination opens the form. */
  async admit(given, desk) {
    const id = givenText(given, 'review');
    if (id === undefined) return { reply: await nextView(desk, undefined) };
    const found = await reviewingOf(desk, id);
    return 'not' in found ? { reply: [{ paragraph: found.not }] } : undefined;
  },
  /** The form covers the nomination, so what is to be judged stands above it. */
  async introduction(given, desk) {
    const found = await reviewingOf(desk, givenText(given, 'review') ?? '');
    if ('not' in found) return [found.not];
    return [desk.say('review.purpose', { purpose: value(found.reviewing.review.purpose || '–') })];
  },
  async run({ review: id, flag, remark, ...ratings }, desk) {
    const { records, say } = desk;
    const contact = remark === undefined ? undefined : contactDetailIn(remark);
    if (contact !== undefined)
      return { correct: { remark: say('review.contact', { found: value(contact) }) } };
    if (!areRatings(ratings)) return { correct: { need: desk.house('field.empty') } };
    const spread = await hubSetting(records, 'review.spread');
    const kept = await records.reviews.rate(id, { ratings, flag, remark }, spread);
    return settledView(desk, kept, say('review.kept'));
  },
  buttons: {
    next: {
      who: reviewingRoles,
      access: 'read',
      press: async ([course], desk) => ({ reply: await nextView(desk, course) }),
    },
    of: {
      who: reviewingRoles,
      access: 'read',
      press: async ([id], desk, chosen) => ({ reply: await blindView(desk, id ?? chosen ?? '') }),
    },
    rate: { who: reviewingRoles, access: 'read', press: ([id = ''], desk) => rate(desk, id) },
  },
});

/** With what was given before. */
async function rate(desk: Desk<Key>, id: string): Promise<Answer> {
  const found = await reviewingOf(desk, id);
  if ('not' in found) return { reply: [{ paragraph: found.not }] };
  const { ratings, flag, remark } = found.reviewing.review;
  return {
    open: 'select review',
    values: {
      review: id,
      ...ratings,
      ...(flag === undefined ? {} : { flag }),
      ...(remark === undefined ? {} : { remark }),
    },
  };
}
