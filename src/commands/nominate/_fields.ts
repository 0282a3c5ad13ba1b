// The field that finds a nomination by the name of the nominee or the course.
import type { WordlessDesk } from '#bot/command.ts';
import { ask, type SuggestedField, type Suggestion } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import type { NominationState } from '#exchange/nomination.ts';
import { searchKey, shortened } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Records } from '#store/store.ts';
import { nominatedStates } from './_nomination.ts';

/** Slack's option text. */
const longestLabel = 75;
const mostOffers = 25;
/** More than are offered: some have a name or a title that was not meant. */
const mostLookedAt = 100;

/** Nominations in these states: of the asker's own organisation, or of all that the asker may see. */
export function askNomination(
  whose: 'own organisation' | 'everybody',
  states: readonly NominationState[],
): SuggestedField {
  return ask.suggested({
    search: async (typed, desk) => {
      const found = await candidates(whose, states, typed, desk);
      const nominations = found.filter(
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

/**
 * Those that may be meant: of people and for courses that are called as was typed; while nothing has been, the newest of
 * the asker's own organisation, or those that have waited longest. Never all: there may be a million.
 */
async function candidates(
  whose: 'own organisation' | 'everybody',
  states: readonly NominationState[],
  typed: string,
  { asker, records }: WordlessDesk,
): Promise<readonly Nomination[]> {
  const own = whose === 'everybody' ? undefined : (asker.organisation?.id ?? '');
  if (typed === '') {
    if (own !== undefined) return records.nominations.newest(own, states, mostOffers);
    return records.nominations.amid({ courses: await waitedFor(records) }, states, mostOffers);
  }
  // Whoever types a whole offer types the name first, and means one of perhaps many of that person.
  const [name = '', ...title] = typed.split(' · ');
  const people = await records.people.search(name, { organisation: own, most: mostOffers });
  const named = await records.nominations.amid(
    { nominees: people.map((one) => one.id) },
    states,
    title.length > 0 ? mostLookedAt : mostOffers,
  );
  if (named.length >= mostOffers) return named;
  const courses = await records.courses.search(typed, { states: nominatedStates, most: mostOffers });
  const titled = await records.nominations.amid(
    { courses: courses.map((one) => one.id) },
    states,
    mostLookedAt,
  );
  const each = new Map([...named, ...titled].map((one) => [one.id, one]));
  return [...each.values()].filter(({ organisation }) => own === undefined || organisation === own);
}

/** Courses where somebody waits for an answer, the longest first; when they are few, also those that begin next. */
async function waitedFor(records: Records): Promise<readonly string[]> {
  const waiting: { readonly course: Course; readonly since: number }[] = [];
  for (const state of ['call-open', 'call-closed', 'selecting'] as const)
    waiting.push(...(await records.courses.waiting(state, mostOffers)));
  const longest = waiting.toSorted((one, other) => one.since - other.since).slice(0, mostOffers);
  const next =
    longest.length < mostOffers
      ? await records.courses.list({ states: nominatedStates, most: mostOffers })
      : [];
  return [...new Set([...longest.map(({ course }) => course.id), ...next.map((course) => course.id)])];
}

/** People in one read and courses in one: a search looks at many, at every key that is pressed. */
async function offersOf(
  nominations: readonly Nomination[],
  { records }: WordlessDesk,
): Promise<readonly Suggestion[]> {
  const people = await records.people.byIds(nominations.map((one) => one.nominee));
  const courses = await records.courses.byIds(nominations.map((one) => one.course));
  const names = new Map(people.map((one) => [one.id, one.name]));
  const titles = new Map(courses.map((one) => [one.id, one.title]));
  return nominations.flatMap(({ id, nominee, course }) => {
    const [name, title] = [names.get(nominee), titles.get(course)];
    if (name === undefined || title === undefined) return [];
    return [{ id, label: shortened(`${name} · ${title}`, longestLabel) }];
  });
}
