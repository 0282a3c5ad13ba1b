// Follows each series: notes editions that have been held, and opens the planning card of the next by year alone.
import type { Answer } from '#bot/answer.ts';
import { holdersOf } from '#bot/holders.ts';
import { instantAt, localDate } from '#exchange/local-time.ts';
import { nextEditionPlanningDue } from '#exchange/symposium.ts';
import type { SymposiumEdition, SymposiumSeries } from '#store/records/symposia.ts';
import { defineJob, type Sweep } from '../job.ts';

export default defineJob({
  name: 'symposium-series',
  everyMinutes: 60,
  async sweep(sweep) {
    const answers: Answer[] = [...(await noteHeld(sweep))];
    for (const series of await sweep.records.symposia.series())
      answers.push(...(await planNext(sweep, series)));
    return answers;
  },
});

async function noteHeld({ records, now }: Sweep): Promise<readonly Answer[]> {
  const over = (await records.symposia.editions({ states: ['dated'] })).filter(
    ({ endsOn, zone }) => endsOn !== undefined && instantAt(endsOn, '17:00', zone) <= now,
  );
  for (const edition of over) await records.symposia.move(edition.id, ['dated'], 'held');
  return over.map((edition) => ({ revise: `symposium/card · ${edition.id}` }));
}

/** Real editions were in June, June, November, September: the series gives the year, a human the dates. */
async function planNext({ records, now }: Sweep, series: SymposiumSeries): Promise<readonly Answer[]> {
  const editions = await records.symposia.editions({ series: series.id });
  const last = lastHeld(editions);
  if (
    !last?.startsOn ||
    editions.some((edition) => edition.number > last.number && edition.state !== 'cancelled')
  )
    return [];
  if (localDate(now, last.zone) < nextEditionPlanningDue(last.startsOn, series.everyYears)) return [];
  const highest = Math.max(...editions.map((edition) => edition.number));
  const next = await records.symposia.plan({
    series: series.id,
    number: highest + 1,
    title: `${series.name} · ${highest + 1}`,
    zone: last.zone,
    plannedBy: last.plannedBy,
  });
  const coordinators = await holdersOf(records, 'coordinator', { now });
  return coordinators.map((tell) => ({
    tell,
    message: 'symposium-series/planning',
    facts: { edition: next.id, last: last.startsOn ?? '' },
    key: `symposium planning · ${next.id}`,
  }));
}

function lastHeld(editions: readonly SymposiumEdition[]): SymposiumEdition | undefined {
  return editions
    .filter((edition) => edition.state === 'held' && edition.startsOn !== undefined)
    .toSorted((one, other) => (one.startsOn ?? '').localeCompare(other.startsOn ?? ''))
    .at(-1);
}
