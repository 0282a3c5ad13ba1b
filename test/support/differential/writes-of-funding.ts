// The writes of who bears the cost, with what they may be given.
import { payerKinds } from '#exchange/funding.ts';
import { type Given, maybe } from './given.ts';

/** Each with how often it is chosen. */
export const writesOfFunding = {
  'funding.note': [
    3,
    (w) => [
      {
        course: w.id('courses'),
        payerKind: w.pick(payerKinds),
        country: w.pick(['GH', 'KE', 'EG', 'PE', 'FJ', 'OM']),
        payer: w.text(),
        amount: w.number(1, 1_000) * 1_000_000_000,
        currency: w.pick(['GBP', 'KWD']),
        share: maybe(w, 0.3, () => w.number(1, 100)),
        notedBy: w.id('people'),
      },
    ],
  ],
  'funding.withdraw': [1, (w) => [w.id('fundingLines')]],
  'funding.tell': [1, (w) => [w.number(2025, 2027), w.zone(), w.id('people')]],
} satisfies Readonly<Record<string, readonly [weight: number, given: Given]>>;
