// The writes of nominations and seats, with what they may be given.
import { nominationStates } from '#exchange/nomination.ts';
import { type Given, maybe } from './given.ts';
import { courseAtGate, nominationAtGate, passOf } from './given-at-gate.ts';
import { nominationStatesOf, unseatedStates } from './world.ts';

/** Each with how often it is chosen. */
export const writesOfNominations = {
  'nominations.add': [
    6,
    (w) => {
      const course = courseAtGate(w);
      const pass = maybe(w, 0.5, () => passOf(w, course) ?? { course, decision: 'dec-none' });
      return [
        {
          course,
          nominee: w.id('people'),
          organisation: w.id('organisations'),
          nominatedBy: w.id('people'),
          rank: w.text(),
          unit: w.text(),
          yearsOfService: w.number(0, 40),
          reason: w.text(),
          ...(w.often(0.5) ? { consent: 'asked', release: w.pick(['asked', 'given']) } : {}),
          ...(w.often(0.2) ? { isLate: true } : {}),
          ...(w.often(0.2) ? { asReserve: true, priority: w.number(1, 4) } : {}),
          state: w.often(0.6) ? 'submitted' : w.often(0.9) ? (w.some(unseatedStates) ?? 'draft') : 'accepted',
        },
        ...(pass ? [pass] : []),
      ];
    },
  ],
  'nominations.move': [
    5,
    (w) => {
      const row = w.row('nominations');
      const from = row && w.often(0.8) ? [row.state] : nominationStatesOf(w);
      return [row?.id ?? 'none', from, w.often(0.3) ? 'withdrawn' : w.pick(nominationStates)];
    },
  ],
  'nominations.grantSeat': [
    6,
    (w) => {
      const id = nominationAtGate(w);
      const course = w.state.nominations.get(id)?.course ?? w.id('courses');
      const to = maybe(w, 0.4, () => 'offered');
      return [id, passOf(w, course) ?? { course, decision: 'dec-none' }, ...(to ? [to] : [])];
    },
  ],
  'nominations.mark': [
    2,
    (w) => [w.id('courses'), w.id('people'), w.pick(['attended', 'partial', 'no-show']), w.id('people')],
  ],
} satisfies Readonly<Record<string, readonly [weight: number, given: Given]>>;
