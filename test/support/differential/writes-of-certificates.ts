// Writes of attendance by day and of what it leads to, with what they may be given.
import { presences } from '#exchange/attendance.ts';
import { type Given, idsOf } from './given.ts';

/** Each with how often it is chosen. */
export const writesOfCertificates = {
  'nominations.mark': [
    2,
    (w) => [w.id('courses'), w.id('people'), w.pick(['attended', 'partial', 'no-show']), w.id('people')],
  ],
  'attendanceDays.mark': [
    3,
    (w) => [
      w.id('courses'),
      Array.from({ length: w.number(0, 4) }, () => ({
        person: w.id('people'),
        day: w.date(),
        presence: w.pick(presences),
      })),
      w.id('people'),
    ],
  ],
  'attendanceDays.fill': [
    2,
    (w) => [w.id('courses'), w.date(), idsOf(w, 'people'), w.pick(presences), w.id('people')],
  ],
  'attendanceDays.letDaysSpeak': [
    1,
    (w) => {
      const one = w.row('attendance');
      return [one?.course ?? w.id('courses'), one?.person ?? w.id('people'), w.id('people')];
    },
  ],
} satisfies Readonly<Record<string, readonly [weight: number, given: Given]>>;
