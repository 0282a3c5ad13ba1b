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
  'certificates.issue': [
    4,
    (w) => [
      Array.from({ length: w.number(0, 3) }, () => ({
        code: w.often(0.1)
          ? (w.row('certificates')?.code ?? 'none')
          : `${w.serial} ${w.number(0, 1_000_000)}`,
        course: w.id('courses'),
        person: w.id('people'),
        organisation: w.id('organisations'),
        name: w.text(),
        language: w.language(),
        mark: w.pick(['attended', 'partial']),
        daysPresent: w.number(0, 5),
        daysMarked: 5,
        hours: w.often(0.5) ? w.number(1, 40) : null,
        issuedBy: w.id('people'),
      })),
    ],
  ],
  'certificates.revoke': [1, (w) => [w.row('certificates')?.id ?? 'none', w.id('people'), w.text()]],
  'signingKeys.keep': [
    1,
    (w) => [
      { id: w.pick(['first', 'second']), publicKey: w.text(), sealed: { key: w.holder(), token: w.text() } },
    ],
  ],
  'signingKeys.reseal': [
    1,
    (w) => [
      w.row('signingKeys')?.id ?? 'first',
      w.row('signingKeys')?.sealed ?? 'none',
      { key: w.holder(), token: w.text() },
    ],
  ],
} satisfies Readonly<Record<string, readonly [weight: number, given: Given]>>;
