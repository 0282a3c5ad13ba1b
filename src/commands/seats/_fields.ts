// Fields that find somebody of a plan by name: with a seat, or in the reserve.

import type { WordlessDesk } from '#bot/command.ts';
import { ask, type RawValues, type SuggestedField, type Suggestion } from '#bot/field.ts';
import { givenText } from '#bot/record-fields.ts';
import { afterDepartures, type PlannedSeat } from '#exchange/seat-plan.ts';
import { searchKey, shortened } from '#exchange/text-input.ts';

/** Slack's option text; Discord takes 25 offers. */
const longestLabel = 75;
const mostOffers = 25;

/** Of the last plan of the course that stands in the same form. */
export function askPlanned(which: 'seated' | 'waiting'): SuggestedField {
  return ask.suggested({
    search: async (typed, desk, given) => {
      const key = searchKey(typed);
      const rows = (await rowsOf(desk, given)).filter(({ by }) => (by !== null) === (which === 'seated'));
      const offers = await offersOf(desk, rows);
      return offers.filter(({ label }) => searchKey(label).includes(key)).slice(0, mostOffers);
    },
    // Somebody who stands elsewhere in it is found all the same: the command says why the seat cannot go there.
    find: async (id, desk) => {
      const nomination = await desk.records.nominations.byId(id);
      if (!nomination) return undefined;
      const { organisation } = nomination;
      const [found] = await offersOf(desk, [{ nomination: id, organisation, by: null, byLot: false }]);
      return found;
    },
  });
}

async function rowsOf({ records }: WordlessDesk, given: RawValues): Promise<readonly PlannedSeat[]> {
  const plan = await records.seatPlans.latest(givenText(given, 'course') ?? '');
  return plan ? afterDepartures(plan.rows, await records.seatPlans.departures(plan.id)) : [];
}

/** In two queries, however many: a search looks at all, at every key that is pressed. */
async function offersOf(
  { records }: WordlessDesk,
  rows: readonly PlannedSeat[],
): Promise<readonly Suggestion[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const one = await records.nominations.byId(first.nomination);
  const all =
    rows.length === 1 ? (one ? [one] : []) : await records.nominations.list({ course: one?.course ?? '' });
  const nominees = new Map(all.map(({ id, nominee }) => [id, nominee]));
  const people = await records.people.byIds(rows.flatMap(({ nomination }) => nominees.get(nomination) ?? []));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const organisations = new Map((await records.organisations.all()).map(({ id, name }) => [id, name]));
  return rows.flatMap(({ nomination, organisation }) => {
    const name = names.get(nominees.get(nomination) ?? '');
    if (name === undefined) return [];
    return [
      {
        id: nomination,
        label: shortened(`${name} · ${organisations.get(organisation) ?? '–'}`, longestLabel),
      },
    ];
  });
}
