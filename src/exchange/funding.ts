// What of the money may be told: totals over countries, decided once for each closed year, from which no amount follows.
import { type Subject, subjects } from './course.ts';
import { searchKey } from './text-input.ts';

/** Item 23: who bears the cost. */
export const payerKinds = ['beneficiary', 'department', 'donor'] as const;

export type PayerKind = (typeof payerKinds)[number];

/** `amount` in minor units of the currency, which lets sums of thousands of lines stay exact; `share` in per cent. */
export const fundingLimits = { payer: 120, amount: 1_000_000_000_000, share: 100 } as const;

/** What a country's assistance cost one payer in one year; in minor units of an ISO 4217 currency, not negative. */
export interface FundingAmount {
  /** Whose assistance it was, ISO 3166-1 alpha-2. */
  country: string;
  /** Who paid: the same text for all that one payer paid. */
  payer: string;
  payerKind: PayerKind;
  subject: Subject;
  currency: string;
  amount: number;
}

/** One total that is told. No amount is part of two of them, and nothing is told of what is part of none. */
export interface FundingTotal {
  currency: string;
  /** What it is the total of: every pair of a kind of payer and a subject that was put into it. */
  parts: readonly { payerKind: PayerKind; subject: Subject }[];
  countries: number;
  amount: number;
}

/** All bodies of a beneficiary country are one payer; a department or donor is known by its name, however it is written. */
export function payerOf(line: { payerKind: PayerKind; country: string; payer: string }): string {
  return line.payerKind === 'beneficiary' ? line.country : `${line.payerKind} ${searchKey(line.payer)}`;
}

/** Item 24 asks for five countries at least; the other two keep the largest from being guessed by the others. The same for payers. */
export const fundingRules = {
  fewestCountries: 5,
  /** No country and no payer has more than this part of a total. */
  largestPart: 0.5,
  /** What is left of a total without its two largest, as a part of the largest: how far off the second would be. */
  leastError: 0.15,
} as const;

interface Cell {
  readonly parts: FundingTotal['parts'];
  readonly amounts: readonly FundingAmount[];
}

/**
 * The totals of a year. It begins with the finest cells, a kind of payer and a subject each. Those that are not safe are
 * merged with others of their kind, then all that are left with each other; what is not safe by then is told in no total,
 * and no total is told over it, so that it cannot be had by subtraction.
 */
export function totalsToTell(amounts: readonly FundingAmount[]): FundingTotal[] {
  const currencies = [...new Set(amounts.map((one) => one.currency))].sort();
  return currencies.flatMap((currency) =>
    cellsOf(amounts.filter((one) => one.currency === currency)).map(({ parts, amounts: within }) => ({
      currency,
      parts,
      countries: new Set(within.map((one) => one.country)).size,
      amount: within.reduce((sum, one) => sum + one.amount, 0),
    })),
  );
}

/**
 * What is told of a year is told once: whatever is added, corrected or removed afterwards, the same totals are given for
 * ever, since two of them would tell what has changed. Nothing is told before the year is over.
 */
export function totalsOfYear(asked: {
  year: number;
  currentYear: number;
  /** What was told of it before. */
  told: readonly FundingTotal[] | undefined;
  amounts: readonly FundingAmount[];
}): readonly FundingTotal[] | undefined {
  if (asked.told) return asked.told;
  return asked.year < asked.currentYear ? totalsToTell(asked.amounts) : undefined;
}

function cellsOf(amounts: readonly FundingAmount[]): readonly Cell[] {
  const safe: Cell[] = [];
  const left: Cell[] = [];
  for (const payerKind of payerKinds) {
    const fine = subjects
      .map((subject) => cellOf(amounts, payerKind, subject))
      .filter((cell) => cell.amounts.length > 0);
    safe.push(...fine.filter(isSafe));
    const rest = merged(fine.filter((cell) => !isSafe(cell)));
    if (rest.amounts.length > 0) (isSafe(rest) ? safe : left).push(rest);
  }
  const last = merged(left);
  return isSafe(last) ? [...safe, last] : safe;
}

function cellOf(amounts: readonly FundingAmount[], payerKind: PayerKind, subject: Subject): Cell {
  const within = amounts.filter((one) => one.payerKind === payerKind && one.subject === subject);
  return { parts: [{ payerKind, subject }], amounts: within.filter((one) => one.amount > 0) };
}

function merged(cells: readonly Cell[]): Cell {
  return { parts: cells.flatMap((cell) => cell.parts), amounts: cells.flatMap((cell) => cell.amounts) };
}

/** Safe for each country and for each payer, also from the other kind: who paid most of it must not be left with one country. */
function isSafe({ amounts }: Cell): boolean {
  const countryOf = ({ country }: FundingAmount) => country;
  const payer = (one: FundingAmount) => one.payer;
  return (
    isEven(sumsOf(amounts, countryOf)) &&
    isEven(sumsOf(amounts, payer)) &&
    isMixedWithoutAny(amounts, payer, countryOf) &&
    isMixedWithoutAny(amounts, countryOf, payer)
  );
}

function isEven(all: readonly number[]): boolean {
  const sums = all.toSorted((one, other) => other - one);
  const [largest = 0, second = 0] = sums;
  const total = sums.reduce((sum, one) => sum + one, 0);
  return (
    sums.length >= fundingRules.fewestCountries &&
    largest <= fundingRules.largestPart * total &&
    total - largest - second >= fundingRules.leastError * largest
  );
}

function isMixedWithoutAny(
  amounts: readonly FundingAmount[],
  insider: (one: FundingAmount) => string,
  group: (one: FundingAmount) => string,
): boolean {
  return [...new Set(amounts.map(insider))].every(
    (own) => new Set(amounts.filter((one) => insider(one) !== own).map(group)).size > 1,
  );
}

function sumsOf(amounts: readonly FundingAmount[], group: (one: FundingAmount) => string): readonly number[] {
  const sums = new Map<string, number>();
  for (const one of amounts) sums.set(group(one), (sums.get(group(one)) ?? 0) + one.amount);
  return [...sums.values()];
}
