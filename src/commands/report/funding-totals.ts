// /report funding-totals: what may be told of a year's money, told once by finance and given again for ever.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { comma, semicolon } from '#bot/punctuation.ts';
import { command, instant, joined, type Text } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import { type FundingTotal, fundingRules } from '#exchange/funding.ts';
import { localDate } from '#exchange/local-time.ts';
import type { FundingRelease } from '#store/records/funding.ts';
import { money } from './_money.ts';
import { type Key, words } from './words.ts';

const years = { min: 1950, max: 2200 };

export default defineCommand({
  path: 'report funding-totals',
  words,
  who: ['finance', 'coordinator', 'approver', 'oversight'],
  access: 'read',
  asks: { year: ask.number(years) },
  pages: [['year']],
  prefill: async (_given, { now, asker }) => ({ year: Number(localDate(now, asker.zone).slice(0, 4)) - 1 }),
  run: ({ year }, desk) => totals(year, desk),
  buttons: {
    tell: {
      who: ['finance'],
      access: 'write',
      press: ([year], desk) => tell(Number(year), desk),
    },
  },
});

async function totals(year: number, desk: Desk<Key>): Promise<Answer> {
  const { records, say, now } = desk;
  const told = await records.funding.told(year);
  if (told) return { reply: toldBlocks(told, desk) };
  const zone = await hubZone(desk);
  if (year >= Number(localDate(now, zone).slice(0, 4)))
    return { reply: [{ paragraph: say('funding-totals.open', { year: String(year) }) }] };
  if (!hasRole(desk.asker, 'finance')) {
    const untold = say('funding-totals.untold', { year: String(year) });
    return { reply: [{ paragraph: untold }, ...(await earlier(desk))] };
  }
  const { lines, totals: all } = await records.funding.toTell(year, zone);
  if (lines === 0) {
    const next = { year: String(year), command: command('report funding-add') };
    return { reply: [{ paragraph: say('funding-totals.none', next) }, ...(await earlier(desk))] };
  }
  return {
    reply: [
      { heading: say('funding-totals.before', { year: String(year), count: lines }) },
      ...totalBlocks(all, desk),
      { paragraph: say('funding-totals.once') },
      {
        buttons: [
          {
            label: say('funding-totals.tell', { year: String(year) }),
            route: route('report/funding-totals/tell', String(year)),
            look: 'primary',
          },
        ],
      },
    ],
  };
}

async function tell(year: number, desk: Desk<Key>): Promise<Answer> {
  const { records, asker } = desk;
  // A route is data: it may be of no year at all.
  if (!Number.isInteger(year) || year < years.min || year > years.max)
    return { open: 'report funding-totals', values: {} };
  const zone = await hubZone(desk);
  const isToTell = (await records.funding.toTell(year, zone)).lines > 0;
  const release = isToTell ? await records.funding.tell(year, zone, asker.person?.id ?? '') : undefined;
  return release ? { update: toldBlocks(release, desk) } : totals(year, desk);
}

async function hubZone({ records }: Desk<Key>): Promise<string> {
  return (await records.organisations.hub())?.zone ?? 'UTC';
}

/** Which years can be had. */
async function earlier({ records, say, asker }: Desk<Key>): Promise<readonly Block[]> {
  const told = await records.funding.toldYears();
  if (told.length === 0) return [];
  const listed = joined(
    told.slice(0, mostYears).map((year) => [String(year)]),
    comma(asker.language),
  );
  return [{ paragraph: say('funding-totals.years', { years: listed }) }];
}

/** The newest of them. */
const mostYears = 20;

function toldBlocks({ year, totals: all, toldAt }: FundingRelease, desk: Desk<Key>): readonly Block[] {
  const { say, asker } = desk;
  const told = { year: String(year), day: instant(toldAt, asker.zone, 'day') };
  return [
    { heading: say('funding-totals.heading', { year: String(year), count: all.length }) },
    { paragraph: say('funding-totals.told', told) },
    ...totalBlocks(all, desk),
  ];
}

function totalBlocks(all: readonly FundingTotal[], desk: Desk<Key>): readonly Block[] {
  const { say } = desk;
  const rule = { countries: fundingRules.fewestCountries };
  if (all.length === 0) return [{ paragraph: say('funding-totals.nothing', rule) }];
  const isMerged = all.some(({ parts }) => parts.length > 1);
  return [
    { list: all.map((total) => totalLine(total, desk)) },
    { paragraph: say('funding-totals.rule', rule) },
    ...(isMerged ? [{ paragraph: say('funding-totals.merged') }] : []),
  ];
}

function totalLine(
  { amount, currency, countries, parts }: FundingTotal,
  { say, house, asker }: Desk<Key>,
): Text {
  const { language } = asker;
  const named = parts.map(
    ({ payerKind, subject }): Text => [
      ...say(`payer.${payerKind}`),
      comma(language),
      ...house(`subject.${subject}`),
    ],
  );
  return [
    { bold: [money(amount, currency, language)] },
    ' · ',
    ...say('funding-totals.countries', { count: countries }),
    ' · ',
    ...joined(named, semicolon(language)),
  ];
}
