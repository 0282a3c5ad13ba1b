// The field that finds somebody of a course's reserve by their name or the course's.
import type { WordlessDesk } from '#bot/command.ts';
import { ask, type SuggestedField, type Suggestion } from '#bot/field.ts';
import { searchKey, shortened } from '#exchange/text-input.ts';
import type { Nomination } from '#store/records/nominations.ts';

/** Slack's option text. */
const longestLabel = 75;
const mostOffers = 25;
const mostLookedAt = 100;
/** To these a seat may be offered; one in another state is found all the same: the command says why not. */
export const offerable = ['selected', 'reserve'] as const;
/** Courses whose seats are offered. */
export const offeredCourses = ['confirmed'] as const;

export function askReserve(): SuggestedField {
  return ask.suggested({
    search: async (typed, desk) => {
      const found = await labelled(await candidates(typed, desk), desk);
      const key = searchKey(typed);
      return found.filter(({ label }) => searchKey(label).includes(key)).slice(0, mostOffers);
    },
    find: async (id, desk) => {
      const nomination = await desk.records.nominations.byId(id);
      const [found] = nomination ? await labelled([nomination], desk) : [];
      return found;
    },
  });
}

/** Of people and for courses that are called as was typed; never all. */
async function candidates(typed: string, { records }: WordlessDesk): Promise<readonly Nomination[]> {
  const [name = ''] = typed.split(' · ');
  const people = await records.people.search(name, { organisation: undefined, most: mostOffers });
  const courses = await records.courses.search(typed, { states: offeredCourses, most: mostOffers });
  const named = await records.nominations.amid(
    { nominees: people.map(({ id }) => id) },
    offerable,
    mostLookedAt,
  );
  const titled = await records.nominations.amid(
    { courses: courses.map(({ id }) => id) },
    offerable,
    mostLookedAt,
  );
  return [...new Map([...named, ...titled].map((one) => [one.id, one])).values()];
}

async function labelled(
  nominations: readonly Nomination[],
  { records }: WordlessDesk,
): Promise<readonly Suggestion[]> {
  const people = await records.people.byIds(nominations.map((one) => one.nominee));
  const courses = await records.courses.byIds(nominations.map((one) => one.course));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const titles = new Map(courses.map(({ id, title }) => [id, title]));
  return nominations.flatMap(({ id, nominee, course }) => {
    const [name, title] = [names.get(nominee), titles.get(course)];
    if (name === undefined || title === undefined) return [];
    return [{ id, label: shortened(`${name} · ${title}`, longestLabel) }];
  });
}
