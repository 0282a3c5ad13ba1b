// How even the seats are, as it is shown: everything to the hub, an organisation's own row and the others' spread to itself.
import type { BalanceChart } from '#bot/chart.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { plainText } from '#bot/plain-text.ts';
import { comma } from '#bot/punctuation.ts';
import { csvFile } from '#bot/table-file.ts';
import { command, day, joined, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { locales, type Say } from '#bot/words.ts';
import {
  type Fairness,
  fairnessOf,
  fewestOthers,
  type Part,
  type Spread,
  type Standing,
} from '#exchange/fairness.ts';
import type { Language } from '#exchange/languages.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import { smallestGroup } from '#exchange/release.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Records } from '#store/store.ts';
import type { Key } from './words.ts';

/** Who reads it, with whose eyes. */
interface Told {
  readonly records: Records;
  readonly say: Say<Key>;
  readonly language: Language;
  /** Epoch milliseconds. */
  readonly now: number;
}

const onPage = 15;
const mostNamed = 5;
/** More rows would not be legible in a chat: of more, so many from either end. */
const mostDrawn = 24;
const longestInAlt = 60;

/** The first day that counts, by the clock of the hub. */
async function sinceOf({ records, now }: Told): Promise<string> {
  const zone = (await records.organisations.hub())?.zone ?? 'UTC';
  return addDays(localDate(now, zone), -(await hubSetting(records, 'seats.window')));
}

/** Undefined for whoever may not see the whole. */
export async function wholeView(told: Told, offset: number): Promise<View | undefined> {
  const { records, say } = told;
  const since = await sinceOf(told);
  const figures = await records.fairness.figures(since);
  if (!figures) return undefined;
  const fairness = fairnessOf(figures);
  const from = day(since);
  if (fairness.seats === 0)
    return [{ paragraph: say('fairness.none', { from, command: command('course list') }) }];
  const name = await namesIn(told);
  const first = Number.isInteger(offset) && offset > 0 ? offset - (offset % onPage) : 0;
  if (first >= fairness.standings.length) return await wholeView(told, 0);
  return [
    { heading: say('fairness.heading', { from }) },
    ...(first > 0 ? [] : summary(fairness, name, since, told)),
    { list: fairness.standings.slice(first, first + onPage).map((one) => lineOf(one, name, told)) },
    ...turning(first, fairness.standings.length, told),
    ...(first > 0 ? [] : [await fileOf(fairness, name, told)]),
  ];
}

/** For a channel: undefined while there is nothing to say. */
export async function wholeInShort(told: Told): Promise<View | undefined> {
  const since = await sinceOf(told);
  const figures = await told.records.fairness.figures(since);
  const fairness = figures && fairnessOf(figures);
  if (!fairness || fairness.seats === 0) return undefined;
  return [
    { heading: told.say('fairness.heading', { from: day(since) }) },
    ...summary(fairness, await namesIn(told), since, told),
    showing(told),
  ];
}

/** Undefined while there is nothing to say, or for whoever may not see this organisation's. */
export async function ownView(told: Told, organisation: string): Promise<View | undefined> {
  const { records, say, language } = told;
  const since = await sinceOf(told);
  const own = await records.fairness.standing(organisation, since);
  if (!own) return undefined;
  const { seats, nominations, beside } = own;
  if (!beside && seats + nominations === 0) return undefined;
  const name = await namesIn(told);
  return [
    { heading: say('fairness.own.heading', { organisation: value(name(organisation)), from: day(since) }) },
    ...(beside
      ? [
          { paragraph: say('fairness.own.row', rowFacts({ seats, nominations, ...beside }, language)) },
          { paragraph: spreadOf(beside.spread, told) },
        ]
      : [
          { paragraph: say('fairness.own.bare', { seats, nominations }) },
          { paragraph: say('fairness.own.few', { least: fewestOthers }) },
        ]),
    { paragraph: say('fairness.own.means') },
  ];
}

function spreadOf({ others, ...spread }: Spread, { say, language }: Told): Text {
  const number = decimals(language);
  return say('fairness.own.spread', {
    others,
    least: number(spread.least),
    lower: number(spread.lowerQuartile),
    median: number(spread.median),
    upper: number(spread.upperQuartile),
    most: number(spread.most),
  });
}

export async function ownNothing(told: Told): Promise<View> {
  const facts = { from: day(await sinceOf(told)), command: command('nominate add') };
  return [{ paragraph: told.say('fairness.own.none', facts) }];
}

export function showing({ say }: Told): Block {
  return { buttons: [{ label: say('fairness.show'), route: route('seats/fairness/show') }] };
}

async function namesIn({ records }: Told): Promise<(id: string) => string> {
  const names = new Map((await records.organisations.all()).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? '–';
}

function summary(
  fairness: Fairness,
  name: (id: string) => string,
  since: string,
  told: Told,
): readonly Block[] {
  const { say, language } = told;
  const number = decimals(language);
  const exact = decimals(language, 2);
  const { standings, withoutSeat, women, seats, nominations, medianDays } = fairness;
  const [least] = standings;
  const named = joined(
    withoutSeat.slice(0, mostNamed).map((id) => [value(name(id))]),
    comma(language),
  );
  const names = withoutSeat.length > mostNamed ? [...named, comma(language), '…'] : named;
  return [
    { paragraph: say('fairness.means') },
    {
      facts: [
        [
          say('fairness.seats'),
          say('fairness.seats.value', { seats, nominations, each: number(nominations / seats) }),
        ],
        [say('fairness.jain'), [exact(fairness.jain ?? 0)]],
        [say('fairness.gini'), [exact(fairness.gini ?? 0)]],
        ...(least
          ? [
              [
                say('fairness.least'),
                say('fairness.least.value', {
                  ratio: number(least.ratio ?? 0),
                  organisation: value(name(least.organisation)),
                }),
              ] as const,
            ]
          : []),
        [say('fairness.without'), say('fairness.without.value', { count: withoutSeat.length, names })],
        [say('fairness.women'), womenOf(women, told)],
        [say('fairness.first'), partOf(fairness.firstTimers, told)],
        [say('fairness.repeated'), partOf(fairness.repeated, told)],
        [say('fairness.declined'), partOf(fairness.declined, told)],
        [say('fairness.noShows'), partOf(fairness.noShows, told)],
        [
          say('fairness.days'),
          medianDays === undefined
            ? say('fairness.nobody')
            : say('fairness.days.value', { days: decimals(language, 1, 0)(medianDays) }),
        ],
      ],
    },
    pictureOf(standings, name, since, told),
  ];
}

/** A gender is counted only together: of few seats their sum would be somebody's. */
function womenOf({ number, of, interval }: Fairness['women'], { say }: Told): Text {
  if (of < smallestGroup) return say('fairness.women.few', { least: smallestGroup });
  return say('fairness.women.value', {
    ...{ number, of, share: percent(number / of) },
    ...{ low: percent(interval.low), high: percent(interval.high) },
  });
}

function partOf({ number, of }: Part, { say }: Told): Text {
  return of === 0
    ? say('fairness.nobody')
    : say('fairness.part', { number, of, share: percent(number / of) });
}

function percent(share: number): number {
  return Math.round(share * 100);
}

/** Numbers as the language writes them, in Western digits. */
function decimals(language: Language, most = 1, least = most): (number: number) => string {
  const digits = { minimumFractionDigits: least, maximumFractionDigits: most };
  const format = new Intl.NumberFormat(locales[language], digits);
  return (number) => format.format(number);
}

function rowFacts(
  { seats, nominations, entitlement, ratio }: Omit<Standing, 'organisation' | 'weight'>,
  language: Language,
) {
  const number = decimals(language);
  return {
    seats,
    nominations,
    entitlement: number(entitlement),
    ratio: ratio === undefined ? '–' : number(ratio),
  };
}

function lineOf(standing: Standing, name: (id: string) => string, { say, language }: Told): Text {
  return say('fairness.line', {
    organisation: { bold: [value(name(standing.organisation))] },
    ...rowFacts(standing, language),
  });
}

function turning(first: number, rows: number, { say }: Told): readonly Block[] {
  const page = (label: Text, offset: number): Button => ({
    label,
    route: route('seats/fairness/page', String(offset)),
  });
  const buttons = [
    ...(first > 0 ? [page(say('fairness.previous'), first - onPage)] : []),
    ...(first + onPage < rows ? [page(say('fairness.next'), first + onPage)] : []),
  ];
  return buttons.length === 0 ? [] : [{ buttons }];
}

function pictureOf(
  standings: readonly Standing[],
  name: (id: string) => string,
  since: string,
  { say, language }: Told,
): Block {
  const plain = (text: Text) => plainText(text, { language, zone: 'UTC' });
  const number = decimals(language);
  const entitled = standings.flatMap(({ ratio, ...one }) => (ratio === undefined ? [] : [{ ...one, ratio }]));
  const rows = entitled.map(({ organisation, ratio, seats, entitlement }) => ({
    label: name(organisation),
    ratio,
    numbers: `${seats} / ${number(entitlement)}`,
  }));
  const [half, left] = [mostDrawn / 2, rows.length - mostDrawn];
  const between = { sentence: plain(say('fairness.chart.between', { count: left })) };
  const image: BalanceChart = {
    kind: 'balance',
    language,
    title: plain(say('fairness.chart.title', { from: day(since) })),
    headings: {
      ratio: plain(say('fairness.column.ratio')),
      numbers: plain(say('fairness.chart.numbers')),
    },
    rows: left <= 0 ? rows : [...rows.slice(0, half), between, ...rows.slice(-half)],
    note: plain(say('fairness.chart.note')),
  };
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    image,
    alt: say('fairness.chart.alt', {
      count: rows.length,
      least: number(first?.ratio ?? 0),
      first: value(shortened(first?.label ?? '', longestInAlt)),
      most: number(last?.ratio ?? 0),
      last: value(shortened(last?.label ?? '', longestInAlt)),
    }),
  };
}

const columns = ['organisation', 'weight', 'seats', 'entitlement', 'ratio', 'nominations'] as const;

async function fileOf(
  { standings }: Fairness,
  name: (id: string) => string,
  { say, language, now }: Told,
): Promise<Block> {
  const header = columns.map((one) => plainText(say(`fairness.column.${one}`), { language, zone: 'UTC' }));
  const rows = standings.map(({ organisation, weight, seats, entitlement, ratio, nominations }) => [
    ...[name(organisation), weight, seats, rounded(entitlement)],
    ...[ratio === undefined ? '' : rounded(ratio), nominations],
  ]);
  const file = await csvFile(`fairness-${localDate(now, 'UTC')}`, { header, rows });
  return { file, label: say('fairness.file') };
}

function rounded(number: number): number {
  return Math.round(number * 1_000) / 1_000;
}
