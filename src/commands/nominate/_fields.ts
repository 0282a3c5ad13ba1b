// The field that finds a nomination by the name of the nominee or the course.
import type { WordlessDesk } from '#bot/command.ts';
import { ask, type SuggestedField, type Suggestion } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import type { NominationState } from '#exchange/nomination.ts';
import { searchKey, shortened } from '#exchange/text-input.ts';
import type { Nomination } from '#store/records/nominations.ts';

/** Slack's option text. */
const longestLabel = 75;
const mostOffers = 25;

/** Nominations in these states: of the asker's own organisation, or of all that the asker may see. */
export function askNomination(
  whose: 'own organisation' | 'everybody',
  states: readonly NominationState[],
): SuggestedField {
  return ask.suggested({
    search: async (typed, desk) => {
      const narrowed = whose === 'everybody' ? {} : { organisation: desk.asker.organisation?.id ?? '' };
      const nominations = (await desk.records.nominations.list({ ...narrowed, states })).filter(
        ({ organisation }) => whose === 'everybody' || hasRole(desk.asker, 'liaison', organisation),
      );
      const key = searchKey(typed);
      const offers = await offersOf(nominations, desk);
      return offers.filter(({ label }) => searchKey(label).includes(key)).slice(0, mostOffers);
    },
    // One in another state is found all the same: the command says why it cannot be done now.
    find: async (id, desk) => {
      const nomination = await desk.records.nominations.byId(id);
      const [found] = nomination ? await offersOf([nomination], desk) : [];
      return found;
    },
  });
}

/** People in one read and each course in one: a search looks at all that are open, at every key that is pressed. */
async function offersOf(
  nominations: readonly Nomination[],
  { records }: WordlessDesk,
): Promise<readonly Suggestion[]> {
  const people = await records.people.byIds(nominations.map((one) => one.nominee));
  const courses = await Promise.all(
    [...new Set(nominations.map((one) => one.course))].map((id) => records.courses.byId(id)),
  );
  const names = new Map(people.map((one) => [one.id, one.name]));
  const titles = new Map(courses.flatMap((one) => (one ? [[one.id, one.title] as const] : [])));
  return nominations.flatMap(({ id, nominee, course }) => {
    const [name, title] = [names.get(nominee), titles.get(course)];
    if (name === undefined || title === undefined) return [];
    return [{ id, label: shortened(`${name} · ${title}`, longestLabel) }];
  });
}
