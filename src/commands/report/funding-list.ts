// /report funding-list: who bears what of a course, for finance alone; each line can be withdrawn.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { askCourse, countryName } from '#bot/record-fields.ts';
import { command, instant, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { courseStates } from '#exchange/course.ts';
import type { FundingLine } from '#store/records/funding.ts';
import { money } from './_money.ts';
import { type Key, words } from './words.ts';

/** So many fit one message of Discord, each with its button. */
const onPage = 5;

export default defineCommand({
  path: 'report funding-list',
  words,
  who: ['finance'],
  access: 'read',
  asks: { course: askCourse(courseStates) },
  pages: [['course']],
  run: async ({ course }, desk) => ({ reply: await linesOf(course, 0, desk) }),
  buttons: {
    of: {
      who: ['finance'],
      access: 'read',
      press: async ([course = ''], desk) => ({ reply: await linesOf(course, 0, desk) }),
    },
    page: {
      who: ['finance'],
      access: 'read',
      press: async ([course = '', page], desk) => ({ update: await linesOf(course, Number(page), desk) }),
    },
    withdraw: {
      who: ['finance'],
      access: 'write',
      press: ([line = '', page], desk) => withdraw(line, Number(page), desk),
    },
  },
});

async function linesOf(id: string, wanted: number, desk: Desk<Key>): Promise<View> {
  const { records, say } = desk;
  const course = await records.courses.byId(id);
  if (!course) return [{ paragraph: say('funding-list.gone') }];
  const lines = await records.funding.of(id);
  const title = value(course.title);
  if (lines.length === 0)
    return [{ paragraph: say('funding-list.none', { title, command: command('report funding-add') }) }];
  const pages = Math.ceil(lines.length / onPage);
  const page = Math.min(Math.max(0, Number.isInteger(wanted) ? wanted : 0), pages - 1);
  const shown = lines.slice(page * onPage, (page + 1) * onPage);
  const turning = [
    ...(page > 0 ? [turnTo(id, page - 1, say('funding-list.earlier'))] : []),
    ...(page < pages - 1 ? [turnTo(id, page + 1, say('funding-list.later'))] : []),
  ];
  return [
    { heading: say('funding-list.heading', { title, count: lines.length }) },
    ...(pages > 1 ? [{ paragraph: say('funding-list.page', { page: page + 1, pages }) }] : []),
    ...shown.flatMap((line) => lineBlocks(line, page, desk)),
    ...(turning.length > 0 ? [{ buttons: turning }] : []),
  ];
}

function lineBlocks(line: FundingLine, page: number, { say, asker }: Desk<Key>): readonly Block[] {
  const { language, zone } = asker;
  const payer: Text = [...say(`payer.${line.payerKind}`), ' · ', value(line.payer)];
  const share: readonly (readonly [Text, Text])[] =
    line.share === undefined
      ? []
      : [[say('funding-list.share'), say('funding-list.percent', { share: line.share })]];
  return [
    {
      facts: [
        [say('field.payer.label'), payer],
        [say('field.country.label'), [value(countryName(line.country, language))]],
        [say('field.amount.label'), [money(line.amount, line.currency, language)]],
        ...share,
        [say('funding-list.noted'), [instant(line.notedAt, zone, 'day')]],
      ],
    },
    {
      buttons: [
        {
          label: say('funding-list.withdraw'),
          route: route('report/funding-list/withdraw', line.id, String(page)),
        },
      ],
    },
  ];
}

function turnTo(course: string, page: number, label: Text): Button {
  return { label, route: route('report/funding-list/page', course, String(page)) };
}

async function withdraw(id: string, page: number, desk: Desk<Key>): Promise<Answer> {
  const { records, say, asker } = desk;
  const line = await records.funding.byId(id);
  if (!line || !(await records.funding.withdraw(id)))
    return { reply: [{ paragraph: say('funding-list.gone') }] };
  const amount = money(line.amount, line.currency, asker.language);
  const done = say('funding-list.withdrawn', { amount, payer: value(line.payer) });
  return { update: [{ paragraph: done }, ...(await linesOf(line.course, page, desk))] };
}
