// /report foi: what is asked by freedom-of-information requests about a year of assistance, as a view and as files.
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { plainText } from '#bot/plain-text.ts';
import { csvFile, workbookFile } from '#bot/table-file.ts';
import { command, day, type Text, value } from '#bot/text.ts';
import type { Block, View } from '#bot/view.ts';
import { daysAround, yearDelivered } from '#exchange/assistance.ts';
import { withholdReasons } from '#exchange/disclosure.ts';
import { localDate } from '#exchange/local-time.ts';
import { columns, rowOf } from './_foi-row.ts';
import { type Key, words } from './words.ts';

const years = { min: 1950, max: 2200 };
/** All of them are in the files. */
const mostShown = 20;

export default defineCommand({
  path: 'report foi',
  words,
  who: ['oversight', 'coordinator', 'approver'],
  access: 'read',
  asks: { year: ask.number(years) },
  pages: [['year']],
  prefill: async (_given, { now, asker }) => ({ year: Number(localDate(now, asker.zone).slice(0, 4)) - 1 }),
  async run({ year }, desk) {
    const { records, say } = desk;
    const zone = (await records.organisations.hub())?.zone ?? 'UTC';
    const { from, until } = daysAround(year, year);
    const { courses, withheld } = await records.assistance.report(from, until);
    const given = courses.filter(({ course }) => yearDelivered(course, zone) === year);
    const kept = withheld.filter((course) => yearDelivered(course, zone) === year);
    const heading = say('foi.heading', { year: String(year), count: given.length });
    if (given.length === 0) {
      const next = say('foi.none', { year: String(year), command: command('country assisted') });
      return { reply: [{ heading }, { paragraph: next }, ...withheldBlocks(kept, desk)] };
    }
    const noted = await records.funding.kindsOf(given.map(({ course }) => course.id));
    const kinds = new Map(noted.map((one) => [one.course, one.kinds]));
    const rows = await Promise.all(given.map((one) => rowOf(one, kinds.get(one.course.id) ?? [], desk)));
    const written = (text: Text) => plainText(text, { language: desk.asker.language, zone });
    const table = { header: columns.map((one) => written(say(`foi.column.${one}`))), rows };
    const name = `assistance-${year}`;
    const view: View = [
      { heading },
      { paragraph: say('foi.means') },
      {
        list: given
          .slice(0, mostShown)
          .map(({ course, trained }) => [
            { bold: [value(course.title)] },
            ' · ',
            day(course.startsOn),
            ' · ',
            ...say('foi.people', { count: trained.reduce((sum, one) => sum + one.people, 0) }),
          ]),
      },
      ...(given.length > mostShown
        ? [{ paragraph: say('foi.more', { count: given.length - mostShown }) }]
        : []),
      ...withheldBlocks(kept, desk),
      { file: await csvFile(name, table), label: say('foi.csv') },
      { file: await workbookFile(name, table), label: say('foi.workbook') },
    ];
    return { reply: view };
  },
});

/** Each course once in the whole, and once under each of its reasons. */
function withheldBlocks(
  withheld: readonly { readonly reasons: readonly string[] }[],
  { say }: Desk<Key>,
): readonly Block[] {
  if (withheld.length === 0) return [{ paragraph: say('foi.noneWithheld') }];
  const lines = withholdReasons.flatMap((reason): Text[] => {
    const count = withheld.filter(({ reasons }) => reasons.includes(reason)).length;
    return count === 0 ? [] : [say(`foi.withheld.${reason}`, { count })];
  });
  return [{ paragraph: say('foi.withheld', { count: withheld.length }) }, { list: lines }];
}
