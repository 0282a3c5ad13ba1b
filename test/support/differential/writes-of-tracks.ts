// The writes of what each side says of a nomination, with what they may be given.
import type { Given } from './given.ts';
import { nominationStatesOf } from './world.ts';

const assents = ['asked', 'given', 'refused'] as const;

/** Each with how often it is chosen. */
export const writesOfTracks = {
  'nominations.edit': [
    1,
    (w) => [
      w.id('nominations'),
      {
        rank: w.text(),
        ...(w.often(0.5) ? { yearsOfService: 3 } : {}),
        ...(w.often(0.5) ? { asReserve: w.often(0.5) } : {}),
        ...(w.often(0.3) ? { needsVisa: w.often(0.5) } : {}),
      },
      nominationStatesOf(w),
    ],
  ],
  'nominations.assent': [
    3,
    (w) => [
      w.id('nominations'),
      w.pick(['consent', 'release']),
      w.often(0.5) ? [null, 'asked'] : w.subset(assents),
      w.pick(assents),
    ],
  ],
  'nominations.sendBack': [2, (w) => [w.id('nominations'), w.text()]],
  'nominations.sendAgain': [2, (w) => [w.id('nominations')]],
  'nominations.reorder': [2, (w) => [w.id('nominations'), w.pick(['up', 'down'])]],
  'nominations.prefer': [2, (w) => [w.id('nominations'), w.pick(['up', 'down'])]],
} satisfies Readonly<Record<string, readonly [weight: number, given: Given]>>;
