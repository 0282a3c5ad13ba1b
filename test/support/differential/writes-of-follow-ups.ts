// Reads and writes of commitments and of what came of them, with what they may be given.
import {
  barriers,
  outcomesOfCommitment,
  sightings,
  stages,
  toolUses,
  useItems,
} from '#exchange/follow-up.ts';
import { type Given, maybe, some } from './given.ts';
import type { World } from './world.ts';

/** Each with how often it is chosen. */
export const writesOfFollowUps = {
  'commitments.make': [
    4,
    (w) => [
      {
        course: w.id('courses'),
        person: w.id('people'),
        texts: Array.from({ length: w.number(0, 3) }, () => w.text()),
        shared: w.often(0.7),
      },
    ],
  ],
  'commitments.share': [1, (w) => [...committed(w), w.often(0.5)]],
  'followUps.answer': [
    4,
    (w) => {
      const [course, person] = committed(w);
      const made = [...w.state.commitments.values()].filter(
        (row) => row.course === course && row.person === person,
      );
      const number = w.often(0.95) ? made.length : w.number(0, 3);
      const readings = Array.from({ length: number }, () => w.pick(outcomesOfCommitment));
      const said = { readings, barrier: w.pick(barriers), tools: w.pick(toolUses) };
      return [course, person, w.pick(['90d', '180d']), said];
    },
  ],
  'followUps.observe': [
    3,
    (w) => [
      ...committed(w),
      w.id('people'),
      {
        seen: w.pick(sightings),
        barrier: w.pick(barriers),
        observed: Object.fromEntries(useItems.map((item) => [item, w.number(1, 5)])),
      },
    ],
  ],
  'followUps.volunteer': [1, (w) => [...committed(w), w.often(0.8)]],
} satisfies Readonly<Record<string, readonly [weight: number, given: Given]>>;

export const readsOfFollowUps = {
  'commitments.list': (w) => [
    some({
      course: maybe(w, 0.4, () => committed(w)[0]),
      person: maybe(w, 0.4, () => committed(w)[1]),
      organisation: maybe(w, 0.3, () => w.id('organisations')),
      endsFrom: maybe(w, 0.3, w.date),
    }),
  ],
  'followUps.list': (w) => [
    some({
      course: maybe(w, 0.5, () => committed(w)[0]),
      person: maybe(w, 0.4, () => committed(w)[1]),
    }),
  ],
  'followUps.figures': (w) => [committed(w)[0], w.subset(stages)],
  'followUps.volunteers': (w) => [committed(w)[0]],
} satisfies Readonly<Record<string, Given>>;

function committed(w: World): readonly [course: string, person: string] {
  const row = w.row('commitments');
  return row && w.often(0.95) ? [row.course, row.person] : [w.id('courses'), w.id('people')];
}
