// Money by the commands of the house: whoever asks for everything, while lines change and years are told, learns no amount.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Command, defineCommand } from '#bot/command.ts';
import { houseWords } from '#bot/house-words.ts';
import { plainText } from '#bot/plain-text.ts';
import { type Text, value } from '#bot/text.ts';
import { type Subject, subjects } from '#exchange/course.ts';
import { type FundingAmount, type FundingTotal, payerKinds } from '#exchange/funding.ts';
import { words } from '../../src/commands/report/words.ts';
import type { Typist } from '../support/exchange-bench.ts';
import { askAbout, askGenerally, inquirer } from './every-way.ts';
import { amounts, attack, insiders, linesOf } from './funding-attacker.ts';
import { courseIn } from './guarded-exchange.ts';
import type { KnownTotal } from './linear-bounds.ts';
import { accountOf, openWithheldExchange, people, type WithheldExchange } from './withheld-exchange.ts';

const runs = 12;
const seed = 20_270_105;

/** Who may ask for totals; the others are refused, and tried by every command below. */
const readers = ['vera', 'olga', 'aria', 'fina'] as const;
const financeless = Object.keys(people).filter((name) => name !== 'fina');

/** What is done to a line: noted before the year is told or after, and perhaps corrected then. */
interface Doing {
  readonly line: FundingAmount;
  readonly late: boolean;
  readonly corrected: boolean;
}
const doings = fc
  .tuple(amounts, fc.array(fc.nat({ max: 9 }), { minLength: 60, maxLength: 60 }))
  .map(([lines, dice]): readonly Doing[] =>
    lines.map((line, at) => ({ line, late: dice[at] === 0, corrected: dice[at] === 1 || dice[at] === 2 })),
  );

const inEnglish = (text: Text) => plainText(text, { language: 'en', zone: 'UTC' });
const parts = new Map(
  payerKinds.flatMap((payerKind) =>
    subjects.map((subject) => {
      const kind = inEnglish(words.in('en')(`payer.${payerKind}`));
      return [`${kind}, ${inEnglish(houseWords.in('en')(`subject.${subject}`))}`, { payerKind, subject }];
    }),
  ),
);

/** The totals in an answer, as anybody reads them. */
function totalsIn(said: string): readonly Pick<FundingTotal, 'parts' | 'amount'>[] {
  return [...said.matchAll(/^• GBP\s([\d,.]+) · .*? · (.+)$/gmu)].map(([, amount = '', of = '']) => ({
    amount: Math.round(Number(amount.replaceAll(',', '')) * 100),
    parts: of.split('; ').map((name) => {
      const part = parts.get(name);
      if (!part) throw new Error(`Not a part of a total: ${name}`);
      return part;
    }),
  }));
}

/** A year from its first line to long after it was told; what anybody was ever told of it, and how often something was. */
async function liveThrough(
  exchange: WithheldExchange,
  year: number,
  all: readonly Doing[],
  lines: FundingAmount[],
) {
  const { bench, id } = exchange;
  const as = new Map<string, Typist>(readers.map((name) => [name, bench.as(accountOf(name))]));
  const fina = as.get('fina') ?? bench.as(accountOf('fina'));
  const host = { proposedBy: id('kofi'), organisation: id('ghana') };
  const days = { startsOn: `${year}-06-01`, endsOn: `${year}-06-05` };
  const courses = new Map<Subject, string>();
  await bench.arrange(async (records) => {
    for (const subject of new Set(all.map(({ line }) => line.subject)))
      courses.set(subject, (await courseIn(records, 'delivered', { ...host, ...days, subject })).id);
  });
  const told = new Map<string, KnownTotal>();

  const note = async (line: FundingAmount) => {
    const { country, payer, payerKind, currency, subject, amount } = line;
    const typed = { country, payer, payerKind, currency, amount: (amount / 100).toFixed(2) };
    const said = await fina.runs('report funding-add', { course: courses.get(subject) ?? '', ...typed });
    if (!said.includes('Noted for')) throw new Error(`Not noted: ${said}`);
    lines.push(line);
  };
  const ask = async () => {
    for (const typist of as.values()) {
      const said = await typist.runs('report funding-totals', { year: String(year) });
      // What finance is shown before it tells is for finance alone, which knows every line.
      if (said.includes('not told yet')) continue;
      for (const total of totalsIn(said)) {
        const known = JSON.stringify(total);
        if (!told.has(known)) told.set(known, linesOf(lines, total));
      }
    }
  };

  for (const { line } of all.filter(({ late }) => !late)) await note(line);
  await ask();
  bench.clock.set(bench.clock.now() + 60_000);
  await fina.pressesRoute(`report/funding-totals/tell|${year}`);
  await ask();
  for (const { line } of all.filter(({ late }) => late)) await note(line);
  await ask();
  for (const { line } of all.filter(({ corrected }) => corrected)) {
    const lists = await fina.runs('report funding-list', { course: courses.get(line.subject) ?? '' });
    if (lists.includes('[Withdraw this line]')) {
      await fina.presses('Withdraw this line');
      await note({ ...line, amount: line.amount + 1 });
    }
  }
  await ask();
  return [...told.values()];
}

describe(`totals of money, by the commands: ${runs} years, seed ${seed}`, () => {
  let exchange: WithheldExchange;

  beforeAll(async () => {
    exchange = await openWithheldExchange('with secrets');
  });
  afterAll(() => exchange.bench.close());

  it('let nobody compute an amount of a country, a payer or a line, nor come within a tenth of it', async () => {
    let year = 1960;
    let told = 0;
    await fc.assert(
      fc.asyncProperty(doings, async (all) => {
        const truth: FundingAmount[] = [];
        year += 1;
        const known = await liveThrough(exchange, year, all, truth);
        told += known.length;

        for (const insider of insiders) expect(attack(truth, known, insider)).toEqual([]);
      }),
      { numRuns: runs, seed, endOnFailure: true },
    );

    // It would keep every secret by telling nothing.
    expect(told).toBeGreaterThan(runs / 3);
    expect(exchange.bench.errors).toEqual([]);
  });

  it('are not told of a year before it is over where the hub is', async () => {
    const { bench, id } = exchange;
    const fina = bench.as(accountOf('fina'));
    const ask = () => fina.runs('report funding-totals', { year: '2027' });
    await bench.arrange((records) =>
      courseIn(records, 'delivered', { proposedBy: id('kofi'), organisation: id('ghana') }),
    );
    const before = [await ask(), await fina.pressesRoute('report/funding-totals/tell|2027')];

    expect(before.every((said) => said.includes('2027 is not over yet'))).toBe(true);
  });

  it.each([...financeless, 'stranger'])(
    'are all that %s is ever shown: no command, search or button tells an amount',
    async (name) => {
      const { bench, id, open } = exchange;
      const secret = { amount: 765_432_109, payer: 'CANARYPAYER', country: 'GH', currency: 'GBP' } as const;
      const line = await bench.arrange(async ({ courses, funding }) => {
        // Whoever asked before has tried every command, also that which withholds it.
        await courses.withhold(open.id, []);
        return funding.note({
          ...secret,
          course: open.id,
          payerKind: 'donor',
          share: 37,
          notedBy: id('fina'),
        });
      });
      const place = Object.entries(people).find(([one]) => one === name)?.[1].at ?? 'kenya';
      const who = inquirer(bench, accountOf(name), accountOf(`${place}-place`));
      const about = { course: open.id, country: 'GH', currency: 'GBP', zone: 'Africa/Accra' };
      const commands = bench.commands.filter(({ family }) => family === 'report');

      const asked = [
        ...(await askGenerally(who, bench.commands, about)),
        ...(await askAbout(who, commands, about, { ids: [open.id, line.id], words: ['canarypayer'] })),
      ];

      const telling = asked.filter(({ back }) => /765.?432|CANARYPAYER/u.test(back));
      expect(telling.map(({ way }) => way)).toEqual([]);
      expect(asked.length).toBeGreaterThan(20);
    },
  );

  it('shows the same line to finance', async () => {
    await exchange.bench.arrange(({ courses }) => courses.withhold(exchange.open.id, []));

    const listed = await exchange.bench
      .as(accountOf('fina'))
      .runs('report funding-list', { course: exchange.open.id });

    expect(listed).toContain('CANARYPAYER');
    expect(listed).toContain('7,654,321.09');
  });
});

describe('a command that tells every total of five countries, as lines stand now', () => {
  it('is found out', async () => {
    const standing: FundingAmount[] = [];
    const exchange = await openWithheldExchange('without', tellsAll(standing));
    let year = 1960;
    let leaks = 0;
    await fc.assert(
      fc.asyncProperty(doings, async (all) => {
        standing.length = 0;
        year += 1;
        const known = await liveThrough(exchange, year, all, standing);
        leaks += attack(standing, known).length > 0 ? 1 : 0;
      }),
      { numRuns: runs / 4, seed, endOnFailure: true },
    );
    await exchange.bench.close();

    expect(leaks).toBeGreaterThan(0);
  });
});

/** Each kind of payer, each subject and each pair of them, which cuts the same amounts three ways. */
function tellsAll(standing: readonly FundingAmount[]): Command {
  const all = [...parts.entries()];
  const cuts = [
    ...all.map((one) => [one]),
    ...payerKinds.map((kind) => all.filter(([, part]) => part.payerKind === kind)),
    ...subjects.map((subject) => all.filter(([, part]) => part.subject === subject)),
  ];
  const lines = () =>
    cuts.flatMap((cut) => {
      const of = standing.filter((one) =>
        cut.some(([, part]) => part.payerKind === one.payerKind && part.subject === one.subject),
      );
      const amount = of.reduce((sum, one) => sum + one.amount, 0) / 100;
      const countries = new Set(of.map((one) => one.country)).size;
      if (countries < 5) return [];
      const name = cut.map(([named]) => named).join('; ');
      return [[value(`GBP ${amount.toFixed(2)} · ${countries} countries · ${name}`)]];
    });
  return defineCommand({
    path: 'report funding-totals',
    words,
    who: 'anyone',
    access: 'read',
    asks: {},
    pages: [],
    run: async () => ({ reply: [{ list: lines() }] }),
  });
}
