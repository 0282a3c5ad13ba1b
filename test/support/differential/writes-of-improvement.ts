// The writes and reads of improvement actions, of runs and of digests, with what they may be given.
import { digests, rhythms } from '#exchange/digests.ts';
import { type Given, idsOf, maybe, some } from './given.ts';
import type { World } from './world.ts';

const time = (w: World) => ({ from: w.instant(), until: w.instant() });
const days = (w: World) => ({ from: w.often(0.7) ? '2026-01-01' : w.date(), until: w.date() });

const reader = (w: World) => (w.often(0.6) ? w.id('people') : w.id('organisations'));

/** Each with how often it is chosen. */
export const writesOfImprovement = {
  'actions.add': [
    3,
    (w) => [
      {
        course: w.id('courses'),
        what: w.text(),
        owner: w.id('people'),
        dueOn: w.date(),
        theme: maybe(w, 0.3, w.text),
      },
    ],
  ],
  'actions.give': [2, (w) => [w.id('improvementActions'), { owner: w.id('people'), dueOn: w.date() }]],
  'actions.end': [
    1,
    (w) => [w.id('improvementActions'), { state: w.pick(['done', 'dropped']), effect: w.text() }],
  ],
  'courseRuns.compare': [2, (w) => [w.id('courses'), w.often(0.7) ? w.id('courses') : null]],
  'courseRuns.forget': [1, (w) => [w.row('courseRuns')?.course ?? w.id('courses')]],
  'digests.choose': [
    2,
    (w) => [
      {
        digest: w.pick(digests),
        reader: reader(w),
        rhythm: w.pick(rhythms),
        weekday: maybe(w, 0.5, () => w.number(1, 7)),
        hour: w.number(0, 23),
        language: maybe(w, 0.5, w.language),
      },
    ],
  ],
  'digests.unchoose': [
    1,
    (w) => {
      const row = w.often(0.7) ? w.row('digestChoices') : undefined;
      return [row?.digest ?? w.pick(digests), row?.reader ?? reader(w)];
    },
  ],
} satisfies Readonly<Record<string, readonly [weight: number, given: Given]>>;

export const readsOfImprovement = {
  'actions.byId': (w) => [w.id('improvementActions')],
  'actions.of': (w) => [w.row('improvementActions')?.course ?? w.id('courses')],
  'actions.open': (w) => [
    some({
      owner: maybe(w, 0.3, () => w.id('people')),
      from: maybe(w, 0.2, w.date),
      until: maybe(w, 0.4, w.date),
    }),
  ],
  'actions.wanted': (w) => [w.instant(), w.instant()],
  'courseRuns.comparedWith': (w) => [w.row('courseRuns')?.course ?? w.id('courses')],
  'digests.attended': (w) => [w.id('organisations'), days(w)],
  'digests.closed': (w) => [time(w)],
  'digests.activity': (w) => [time(w), days(w)],
  'digests.overseen': (w) => [time(w), days(w)],
  'digests.choices': (w) => [maybe(w, 0.5, () => idsOf(w, 'people'))],
} satisfies Readonly<Record<string, Given>>;
