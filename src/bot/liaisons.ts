// Who speaks for somebody's nomination: the liaison officer who made it, or, once they are none any more, all of them.
import type { Nomination } from '#store/records/nominations.ts';
import type { Records } from '#store/store.ts';
import { holdersOf } from './holders.ts';

/** The liaison officer who nominated, or, when they no longer are one, all of the organisation's. */
export async function liaisonsFor(
  records: Pick<Records, 'people' | 'deputies'>,
  nomination: Pick<Nomination, 'organisation' | 'nominatedBy'>,
  now: number,
): Promise<readonly string[]> {
  const liaisons = await holdersOf(records, 'liaison', { scope: nomination.organisation, now });
  return liaisons.includes(nomination.nominatedBy) ? [nomination.nominatedBy] : liaisons;
}
