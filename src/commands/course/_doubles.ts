// Courses that may be the same as another: the same subject in the same country at about the same time, as far as the reader sees.
import type { HouseSay } from '#bot/house-words.ts';
import { day, type Text, value } from '#bot/text.ts';
import type { Block } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import { doublesOf, doubleWithinDays } from '#exchange/doubles.ts';
import type { Course } from '#store/records/courses.ts';
import type { Records } from '#store/store.ts';
import type { Key } from './words.ts';

const mostDoubles = 3;
/** That many warn as well as more would; one is the course itself. */
const mostCounted = 20;

/** Nothing when it has no double for these eyes. */
export async function doublesView(
  course: Course,
  { records, say, house }: { readonly records: Records; readonly say: Say<Key>; readonly house: HouseSay },
): Promise<readonly Block[]> {
  const filter = doublesOf(course);
  const found = await records.courses.list({ ...filter, most: mostDoubles + 1 });
  const doubles = found.filter(({ id }) => id !== course.id).slice(0, mostDoubles);
  if (doubles.length === 0) return [];
  // The course itself is among those that are counted.
  const count = (await records.courses.count(filter, mostCounted + 1)) - 1;
  return [
    { paragraph: say('propose.double', { count, days: doubleWithinDays }) },
    { list: doubles.map((double) => line(double, house)) },
  ];
}

function line({ title, startsOn, state }: Course, house: HouseSay): Text {
  return [{ bold: [value(title)] }, ' · ', day(startsOn), ' · ', ...house(`courseState.${state}`)];
}
