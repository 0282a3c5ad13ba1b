// Fields that find something of the record by typing part of its name: people, organisations, courses, countries, zones.
import { countryCodes, countrySearchKeys } from '#exchange/countries.ts';
import type { CourseState } from '#exchange/course.ts';
import type { Language } from '#exchange/languages.ts';
import { isZone } from '#exchange/local-time.ts';
import { searchKey, shortened } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import type { Person } from '#store/records/people.ts';
import type { WordlessDesk } from './command.ts';
import { ask, type RawValues, type SuggestedField, type Suggestion } from './field.ts';
import { dayInWords } from './plain-text.ts';

/** Discord takes 25 offers, Slack 100. */
const mostOffers = 25;
/** Longest label of an offer that both platforms take (Slack's option text: 75). */
const longestLabel = 75;

function offer(id: string, label: string): Suggestion {
  return { id, label: shortened(label, longestLabel) };
}

/** A confirmed member, searched by name; `within` narrows to the asker's own organisation. */
export function askPerson(within: 'anywhere' | 'own organisation'): SuggestedField {
  const narrowed = (desk: WordlessDesk) =>
    within === 'anywhere' ? undefined : (desk.asker.organisation?.id ?? '');
  return ask.suggested({
    search: async (typed, desk) => {
      const people = await desk.records.people.search(typed, {
        organisation: narrowed(desk),
        most: mostOffers,
      });
      return personOffers(people, desk);
    },
    find: async (id, desk) => {
      const person = await desk.records.people.byId(id);
      const organisation = narrowed(desk);
      if (!person || (organisation !== undefined && person.organisation !== organisation)) return undefined;
      const [found] = await personOffers([person], desk);
      return found;
    },
  });
}

/** Each organisation is read once: on PostgreSQL every read is a way there and back, at every key that is pressed. */
async function personOffers(people: readonly Person[], desk: WordlessDesk): Promise<readonly Suggestion[]> {
  const ids = new Set(people.flatMap((person) => person.organisation ?? []));
  const known = await Promise.all([...ids].map((id) => desk.records.organisations.byId(id)));
  const names = new Map(known.flatMap((one) => (one ? [[one.id, one.name] as const] : [])));
  return people.map(({ id, name, organisation = '' }) =>
    offer(id, names.has(organisation) ? `${name} · ${names.get(organisation)}` : name),
  );
}

export function askOrganisation(): SuggestedField {
  return ask.suggested({
    search: async (typed, desk) =>
      (await desk.records.organisations.search(typed, mostOffers)).map((one) => offer(one.id, one.name)),
    find: async (id, desk) => {
      const found = await desk.records.organisations.byId(id);
      return found && offer(found.id, found.name);
    },
  });
}

/** A course that the asker may see, in one of these states; `admits` narrows further, such as to their own. */
export function askCourse(
  states: readonly CourseState[],
  admits?: (course: Course, desk: WordlessDesk) => boolean,
): SuggestedField {
  const fits = (course: Course, desk: WordlessDesk) =>
    states.includes(course.state) && (admits?.(course, desk) ?? true);
  return ask.suggested({
    search: async (typed, desk) => {
      const courses = await desk.records.courses.search(typed, { states, most: mostOffers });
      return courses.filter((course) => fits(course, desk)).map((course) => courseOffer(course, desk));
    },
    // A course in another state is found all the same: the command says why it cannot be done now.
    find: async (id, desk) => {
      const course = await desk.records.courses.byId(id);
      return course && courseOffer(course, desk);
    },
  });
}

function courseOffer(course: Course, desk: WordlessDesk): Suggestion {
  const starts = dayInWords(course.startsOn, desk.asker.language);
  const title = shortened(course.title, longestLabel - starts.length - 3);
  return offer(course.id, `${title} · ${starts}`);
}

/** ISO 3166-1 countries and territories, named in the asker's language from CLDR; found by any name they go or went by. */
export function askCountry(): SuggestedField {
  return ask.suggested({
    search: async (typed, desk) => {
      const all = countriesIn(desk.asker.language);
      const called = matching(all, typed);
      return [...called, ...calledElse(all, called, typed)].slice(0, mostOffers);
    },
    find: async (id, desk) => {
      const code = id.toUpperCase();
      const name = countryNames(desk.asker.language).get(code);
      return name === undefined ? undefined : { id: code, label: name };
    },
  });
}

/** Those that another language or another time calls so; a whole name of one of these comes before parts of others. */
function calledElse(
  all: readonly Suggestion[],
  called: readonly Suggestion[],
  typed: string,
): readonly Suggestion[] {
  const key = searchKey(typed);
  if (key.length < shortestAlias) return [];
  const others = all.filter((one) => !called.includes(one));
  const whole = others.filter(({ id }) => countrySearchKeys(id).includes(key));
  if (whole.length > 0) return whole;
  return others.filter(({ id }) => countrySearchKeys(id).some((name) => name.includes(key)));
}

/** Fewer letters stand in some name of almost every country. */
const shortestAlias = 3;

const countryLists = new Map<Language, readonly Suggestion[]>();
const countryMaps = new Map<Language, ReadonlyMap<string, string>>();

function countryNames(language: Language): ReadonlyMap<string, string> {
  let names = countryMaps.get(language);
  if (!names) {
    names = new Map(countriesIn(language).map(({ id, label }) => [id, label]));
    countryMaps.set(language, names);
  }
  return names;
}

/** In the order of the language. */
function countriesIn(language: Language): readonly Suggestion[] {
  let list = countryLists.get(language);
  if (!list) {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    list = countryCodes
      .map((code) => offer(code, names.of(code) ?? code))
      .toSorted((one, other) => one.label.localeCompare(other.label, language));
    countryLists.set(language, list);
  }
  return list;
}

export function countryName(code: string, language: Language): string {
  return countryNames(language).get(code) ?? code;
}

/** IANA time zones, searched by city or region. */
export function askZone(): SuggestedField {
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => offer(zone, zone.replaceAll('_', ' ')));
  return ask.suggested({
    search: async (typed) => matching(zones, typed),
    find: async (id) => (isZone(id) ? offer(id, id.replaceAll('_', ' ')) : undefined),
  });
}

/** Those whose name begins with what was typed, then those that hold it. */
function matching(all: readonly Suggestion[], typed: string): readonly Suggestion[] {
  const key = searchKey(typed).replaceAll('_', ' ');
  const keyed = all.map((one) => ({ one, name: searchKey(one.label) }));
  const begins = keyed.filter(({ name }) => name.startsWith(key) || name.includes(`/${key}`));
  const holds = keyed.filter((entry) => entry.name.includes(key) && !begins.includes(entry));
  return [...begins, ...holds].slice(0, mostOffers).map(({ one }) => one);
}

/** A given value that is text, such as the id of a suggested field before everything has been understood. */
export function givenText(given: RawValues, name: string): string | undefined {
  const raw = given[name];
  return typeof raw === 'string' ? raw : undefined;
}
