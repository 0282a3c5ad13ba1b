// /report funding-add: finance notes who bears what of a course; a mistake is withdrawn and noted anew.
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { askCountry, askCourse } from '#bot/record-fields.ts';
import { type Text, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { yearDelivered } from '#exchange/assistance.ts';
import { courseStates } from '#exchange/course.ts';
import { fundingLimits, payerKinds } from '#exchange/funding.ts';
import { readAmount } from '#exchange/money.ts';
import type { Course } from '#store/records/courses.ts';
import { Conflict } from '#store/store.ts';
import { askCurrency, exampleAmount, money } from './_money.ts';
import { type Key, words } from './words.ts';

/** Longer than any amount that is written with blanks between thousands. */
const longestAmount = 40;

export default defineCommand({
  path: 'report funding-add',
  words,
  who: ['finance'],
  access: 'write',
  asks: {
    course: askCourse(courseStates),
    payerKind: ask.choice(payerKinds, 'payer'),
    country: askCountry(),
    payer: ask.text({ max: fundingLimits.payer }),
    amount: ask.text({ max: longestAmount }),
    currency: askCurrency(),
    share: optional(ask.number({ min: 1, max: fundingLimits.share })),
  },
  pages: [
    ['course', 'payerKind', 'country', 'payer'],
    ['amount', 'currency', 'share'],
  ],
  async run({ amount: typed, course: id, ...line }, desk) {
    const { asker, records, say } = desk;
    const read = readAmount(typed, line.currency, asker.language);
    if ('unclear' in read) {
      const example = exampleAmount(line.currency, asker.language);
      return { correct: { amount: say('funding-add.unclear', { given: value(typed), example }) } };
    }
    if (read.amount === 0 || read.amount > fundingLimits.amount) {
      const most = money(fundingLimits.amount, line.currency, asker.language);
      return { correct: { amount: say('funding-add.range', { most }) } };
    }
    const course = await records.courses.byId(id);
    // It was theirs to see when it was chosen.
    if (!course) throw new Conflict('The course has been withheld meanwhile.');
    const notedBy = asker.person?.id ?? '';
    const { amount, currency } = await records.funding.note({
      ...{ ...line, course: id, amount: read.amount, share: line.share, notedBy },
    });
    const noted = say('funding-add.noted', {
      amount: money(amount, currency, asker.language),
      title: value(course.title),
    });
    return {
      reply: [
        { paragraph: [...noted, ' ', ...(await whatComesOfIt(course, desk))] },
        { buttons: [{ label: say('funding-list.show'), route: route('report/funding-list/of', id) }] },
      ],
    };
  },
});

/** A line of a year that has been told is part of no total any more. */
async function whatComesOfIt(course: Course, { records, say }: Desk<Key>): Promise<Text> {
  const zone = (await records.organisations.hub())?.zone ?? 'UTC';
  const year = yearDelivered(course, zone);
  const isTold = (await records.funding.told(year)) !== undefined;
  return say(isTold ? 'funding-add.late' : 'funding-add.counts', { year: String(year) });
}
