// The writes of selections by score, with what they may be given: mostly what leads to scores, outcomes and appeals.
import { appealVerdicts, outcomeCodes } from '#exchange/outcomes.ts';
import { interests } from '#exchange/reviewing.ts';
import { criteria, flags, type Ratings, type Weights } from '#exchange/scoring.ts';
import { type Given, idsOf, maybe, some } from './given.ts';
import type { World } from './world.ts';

export const weights: Weights = { need: 30, role: 25, cascade: 20, experience: 15, language: 10 };

function ratings(w: World): Ratings {
  // Far apart now and then.
  const base = w.pick([0, 5, 3]);
  const entries = criteria.map((one) => [one, w.often(0.7) ? base : w.number(0, 5)]);
  return Object.fromEntries(entries) as Ratings;
}

/** Mostly a course with a panel. */
export const panelled = (w: World) =>
  w.often(0.8) ? (w.row('panels')?.course ?? w.id('courses')) : w.id('courses');

/** Mostly one for which somebody is nominated. */
const reviewedCourse = (w: World) =>
  w.often(0.7) ? (w.row('nominations')?.course ?? w.id('courses')) : w.id('courses');

/** Each with how often it is chosen. */
export const writesOfReviews = {
  'panels.convene': [3, (w) => [reviewedCourse(w), { weights, due: w.date() }, w.id('people')]],
  'panels.weigh': [1, (w) => [panelled(w), { ...weights, need: 20, language: 20 }]],
  'panels.setDue': [1, (w) => [panelled(w), w.date()]],
  'panels.close': [1, (w) => [w.often(0.3) ? panelled(w) : w.id('courses')]],
  'panels.name': [6, (w) => [panelled(w), w.id('people'), w.id('people')]],
  'panels.dismiss': [
    1,
    (w) => {
      const row = w.row('reviewers');
      return row && w.often(0.7) ? [row.course, row.person] : [panelled(w), w.id('people')];
    },
  ],
  'reviews.assign': [4, (w) => [panelled(w), w.number(1, 2)]],
  'reviews.rate': [
    6,
    (w) => [
      w.id('reviews'),
      {
        ratings: ratings(w),
        flag: maybe(w, 0.2, () => w.pick(flags)),
        remark: maybe(w, 0.4, w.text),
      },
      w.number(1, 2),
    ],
  ],
  'reviews.abstain': [1, (w) => [w.id('reviews'), w.text(), w.number(1, 2)]],
  'interests.declare': [2, (w) => [w.id('people'), w.id('people'), w.pick(interests)]],
  'outcomes.note': [
    3,
    (w) => [
      w.often(0.95) ? (w.row('nominations')?.id ?? 'none') : w.id('nominations'),
      w.pick(outcomeCodes),
      { by: w.id('people'), ...some({ place: maybe(w, 0.4, () => w.number(1, 9)) }) },
    ],
  ],
  'appeals.ask': [
    2,
    (w) => [
      w.row('outcomes')?.nomination ?? w.id('nominations'),
      w.id('people'),
      w.text(),
      idsOf(w, 'people').filter((id) => w.state.people.has(id)),
    ],
  ],
  'appeals.answer': [1, (w) => [w.id('appeals'), w.pick(appealVerdicts), w.text(), w.id('people')]],
} satisfies Readonly<Record<string, readonly [weight: number, given: Given]>>;

/** Reads, with the eyes of whoever the transaction is for. */
export const readsOfReviews: Readonly<Record<string, Given>> = {
  'panels.of': (w) => [panelled(w)],
  'panels.atWork': () => [],
  'panels.reviewers': (w) => [panelled(w)],
  'panels.sits': (w) => [w.row('reviewers')?.person ?? w.id('people')],
  'panels.isPaidBy': (w) => [w.row('fundingLines')?.course ?? w.id('courses'), w.id('organisations')],
  'reviews.ofReviewer': (w) => [w.row('reviews')?.reviewer ?? w.id('people')],
  'reviews.blind': (w) => [w.id('reviews')],
  'reviews.of': (w) => [panelled(w)],
  'reviews.given': (w) => [panelled(w)],
  'reviews.components': (w) => [w.row('reviews')?.nomination ?? w.id('nominations')],
  'interests.of': (w) => [w.row('declarations')?.declarant ?? w.id('people')],
  'interests.concerning': (w) => [panelled(w)],
  'outcomes.of': (w) => [w.row('outcomes')?.nomination ?? w.id('nominations')],
  'outcomes.counts': (w) => [w.row('outcomes')?.course ?? w.id('courses')],
  'appeals.of': (w) => [w.row('appeals')?.nomination ?? w.id('nominations')],
  'appeals.hearing': (w) => [w.id('appeals')],
  'appeals.waiting': (w) => [w.most()],
};
