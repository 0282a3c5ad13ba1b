// What writes of offers are given: mostly of a nomination that holds its seat as offered.
import { declineReasons } from '#exchange/offers.ts';
import { type Given, maybe, some } from './given.ts';
import { offeredNomination } from './given-at-gate.ts';

export const writesOfOffers: Readonly<Record<string, readonly [weight: number, given: Given]>> = {
  'offers.open': [
    5,
    (w) => [
      {
        nomination: offeredNomination(w),
        origin: w.pick(['selected', 'reserve']),
        endsAt: w.instant(),
        closesAt: w.instant(),
        lookAt: w.instant(),
        ...some({
          offeredBy: maybe(w, 0.5, () => w.id('people')),
          reason: maybe(w, 0.3, w.text),
        }),
      },
    ],
  ],
  'offers.plan': [
    3,
    (w) => [
      w.id('offers'),
      {
        lookAt: w.instant(),
        ...some({
          toldAt: maybe(w, 0.4, w.instant),
          endsAt: maybe(w, 0.4, w.instant),
          extensions: maybe(w, 0.3, () => w.number(0, 3)),
        }),
      },
    ],
  ],
  'offers.explain': [2, (w) => [w.id('offers'), w.pick(declineReasons)]],
};
