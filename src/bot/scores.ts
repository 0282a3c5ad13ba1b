// The scores of a course's nominations as they stand, for whoever puts nominations in order.

import { scoreOf } from '#exchange/scoring.ts';
import type { Records } from '#store/store.ts';
import { hubSetting } from './hub-setting.ts';

/**
 * By nomination the median score, from 0 to 100 in tenths; a nomination whose reviews are not complete is not in it, and
 * neither is any of a course that is not selected for by score. Three queries, however many nominations there are.
 */
export async function scoresOf(
  records: Pick<Records, 'panels' | 'reviews' | 'settings'>,
  course: string,
): Promise<ReadonlyMap<string, number>> {
  const panel = await records.panels.of(course);
  if (panel === undefined) return new Map();
  const spread = await hubSetting(records, 'review.spread');
  const byNomination = Map.groupBy(await records.reviews.given(course), (one) => one.nomination);
  return new Map(
    [...byNomination].flatMap(([nomination, reviews]) => {
      const score = scoreOf(reviews, panel.weights, spread);
      return score === undefined ? [] : [[nomination, score] as const];
    }),
  );
}
