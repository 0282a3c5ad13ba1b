// The writes of how seats are shared, with what they may be given.
import { type Given, maybe } from './given.ts';
import type { World } from './world.ts';

/** Each with how often it is chosen. */
export const writesOfSeats = {
  'seatRules.set': [
    1,
    (w) => [
      w.id('courses'),
      {
        cap: maybe(w, 0.5, () => w.number(1, 3)),
        floor: w.often(0.5),
        reserves: w.often(0.5) ? [{ group: w.pick(['women', 'judiciary']), seats: w.number(1, 3) }] : [],
      },
    ],
  ],
  'seatRules.draw': [2, (w) => [w.id('courses')]],
  'seatRules.reveal': [2, (w) => [w.row('lots')?.course ?? w.id('courses')]],
  'seatPlans.keep': [
    2,
    (w) => [
      {
        course: w.row('nominations')?.course ?? w.id('courses'),
        seats: w.number(0, 3),
        hash: w.pick(['aa', 'bb', 'cc']),
        rows: rowsOf(w),
        shares: w.often(0.7)
          ? [{ organisation: w.id('organisations'), weight: 1, entitled: 0.5, received: w.number(0, 2) }]
          : [],
      },
      w.id('people'),
    ],
  ],
  'seatPlans.depart': [
    2,
    (w) => [
      w.id('seatPlans'),
      { loses: w.id('nominations'), gains: w.id('nominations'), reason: w.text(), by: w.id('people') },
    ],
  ],
  'seatPlans.confirm': [
    2,
    (w) => [w.id('seatPlans'), w.often(0.7) ? (w.row('seatPlans')?.rows ?? []) : rowsOf(w), w.id('people')],
  ],
  'ledger.weigh': [1, (w) => [w.id('organisations'), w.number(1, 9)]],
} satisfies Readonly<Record<string, readonly [weight: number, given: Given]>>;

function rowsOf(w: World): readonly object[] {
  const one = w.row('nominations');
  const of = [...w.state.nominations.values()].filter(({ course }) => course === one?.course);
  return of.map(({ id, organisation }) => ({
    nomination: id,
    organisation,
    by: w.often(0.5) ? 'turn' : null,
    byLot: w.often(0.2),
  }));
}
