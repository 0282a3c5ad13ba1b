// Courses that may be the same as the one at the gate (item 14), as far as whoever looks may see them.
import { day, value } from '#bot/text.ts';
import type { Block } from '#bot/view.ts';
import { doublesOf, doubleWithinDays } from '#exchange/doubles.ts';
import type { Course } from '#store/records/courses.ts';
import type { Reading } from './_paper-views.ts';

const mostDoubles = 3;

/** Nothing when there is none for these eyes, or it is not handed in or over itself. */
export async function doublesView(
  course: Course,
  { records, say, house }: Reading,
): Promise<readonly Block[]> {
  const filter = doublesOf(course);
  if (!filter.states.some((state) => state === course.state)) return [];
  const found = await records.courses.list({ ...filter, most: mostDoubles + 1 });
  const doubles = found.filter(({ id }) => id !== course.id).slice(0, mostDoubles);
  if (doubles.length === 0) return [];
  const names = new Map((await records.organisations.all()).map(({ id, name }) => [id, name]));
  return [
    { paragraph: say('double', { days: doubleWithinDays }) },
    {
      list: doubles.map(({ title, startsOn, organisation, state }) =>
        say('double.line', {
          title: value(title),
          start: day(startsOn),
          organisation: value(names.get(organisation) ?? '–'),
          state: house(`courseState.${state}`),
        }),
      ),
    },
  ];
}
