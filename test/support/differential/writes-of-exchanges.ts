// The writes of exchanges between officers, with what they may be given.
import { subjects } from '#exchange/course.ts';
import { languages } from '#exchange/languages.ts';
import { type Given, maybe } from './given.ts';
import type { World } from './world.ts';

/** Each with how often it is chosen. */
export const writesOfExchanges = {
  'exchanges.offer': [
    4,
    (w) => {
      const officer = w.row('people');
      return [
        {
          officer: w.often(0.95) ? (officer?.id ?? 'none') : w.id('people'),
          organisation: w.often(0.9)
            ? (officer?.organisation ?? w.id('organisations'))
            : w.id('organisations'),
          offeredBy: w.id('people'),
          topic: w.pick(subjects),
          languages: w.subset(languages),
          from: w.date(),
          until: w.date(),
          counterpart: maybe(w, 0.5, () => w.id('people')),
        },
      ];
    },
  ],
  'exchanges.withdraw': [1, (w) => [w.id('exchangeOffers')]],
  'exchanges.pair': [2, (w) => [offerOf(w), offerOf(w)]],
} satisfies Readonly<Record<string, readonly [weight: number, given: Given]>>;

/** Mostly one that is open. */
function offerOf(w: World): string {
  const open = [...w.state.exchangeOffers.values()].filter((row) => row.state === 'open');
  return (w.often(0.8) ? w.some(open)?.id : undefined) ?? w.id('exchangeOffers');
}
