// The writes of placings, with what they may be given.
import type { Given } from './given.ts';

/** Each with how often it is chosen. */
export const writesOfPlacings = {
  'placings.settle': [
    2,
    (w) => {
      const course = w.row('nominations')?.course ?? w.id('courses');
      const own = [...w.state.nominations.values()].filter((row) => row.course === course);
      const some = Array.from({ length: w.number(0, 3) }, () => w.some(own)?.id ?? w.id('nominations'));
      return [course, [...new Set(some)].map((id) => ({ id, placedIn: w.id('courses') }))];
    },
  ],
} satisfies Readonly<Record<string, readonly [weight: number, given: Given]>>;
