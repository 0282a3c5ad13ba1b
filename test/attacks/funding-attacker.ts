// Somebody who computes: what totals that were told leave open of a country's, a payer's or a line's amount.
import fc from 'fast-check';
import { type Subject, subjects } from '#exchange/course.ts';
import {
  type FundingAmount,
  type FundingTotal,
  type PayerKind,
  payerKinds,
  payerOf,
} from '#exchange/funding.ts';
import { boundsOf, type KnownTotal } from './linear-bounds.ts';

/** Nobody may know an amount closer than this part of it. */
const closest = 0.1;

/** Lines of a few countries, payers and subjects, some of them next to nothing. */
export const amounts = fc.array(
  fc
    .record({
      country: fc.constantFrom('GH', 'KE', 'EG', 'PE', 'FJ', 'OM', 'ML', 'QA'),
      payer: fc.constantFrom('Ministry', 'Fund', 'Embassy'),
      payerKind: fc.constantFrom<PayerKind>(...payerKinds),
      subject: fc.constantFrom<Subject>(...subjects.slice(0, 3)),
      currency: fc.constant('GBP'),
      amount: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 100, max: 1_000_000 })),
    })
    .map((one) => ({ ...one, payer: payerOf(one) })),
  { minLength: 15, maxLength: 60 },
);

/** Lines, by their places, that a total was told of. */
export function linesOf(
  truth: readonly FundingAmount[],
  { parts, amount }: Pick<FundingTotal, 'parts' | 'amount'>,
): KnownTotal {
  const of = truth.flatMap((one, at) =>
    parts.some((part) => part.payerKind === one.payerKind && part.subject === one.subject) ? [at] : [],
  );
  return { of, total: amount };
}

/**
 * What comes out, of a country, a payer or one line, for somebody who knows besides what is told who had lines of what,
 * though not how much; and, as an insider, the amounts of one country or one payer.
 */
export function attack(
  truth: readonly FundingAmount[],
  told: readonly KnownTotal[],
  insider?: Partial<Pick<FundingAmount, 'country' | 'payer'>>,
): readonly string[] {
  const isOwn = (one: FundingAmount) =>
    insider !== undefined && (one.country === insider.country || one.payer === insider.payer);
  const own: KnownTotal[] = truth.flatMap((one, at) => (isOwn(one) ? [{ of: [at], total: one.amount }] : []));
  const others = (group: (one: FundingAmount) => string) =>
    [...new Set(truth.filter((one) => !isOwn(one)).map(group))].map((name) =>
      truth.flatMap((one, at) => (group(one) === name && !isOwn(one) ? [at] : [])),
    );
  const wanted = [
    ...others((one) => one.country),
    ...others((one) => one.payer),
    ...truth.flatMap((one, at) => (isOwn(one) ? [] : [[at]])),
  ];
  return wanted
    .filter((lines) => {
      const real = lines.reduce((sum, at) => sum + (truth[at]?.amount ?? 0), 0);
      const { least, greatest } = boundsOf(truth.length, [...told, ...own], lines);
      return least >= real * (1 - closest) && greatest <= real * (1 + closest);
    })
    .map((lines) => JSON.stringify(lines));
}

export const insiders = [
  undefined,
  { country: 'GH' },
  { country: 'KE' },
  { payer: 'donor fund' },
  { payer: 'GH' },
];
