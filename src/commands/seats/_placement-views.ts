// A placing as it is read: how many each course would get and at which choice, and a sentence for each person.
import type { Desk } from '#bot/command.ts';
import { command, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { markOf, type Placement } from './_placement.ts';
import type { Key } from './words.ts';

const peopleOnPage = 15;

export async function placementView(desk: Desk<Key>, placement: Placement, offset: number): Promise<View> {
  const { say } = desk;
  const { courses, wishes, placed, without, unsettled } = placement;
  const heading = { heading: say('place.heading', { courses: courses.length, count: wishes.size }) };
  if (wishes.size === 0)
    return [heading, { paragraph: say('place.nobody', { check: command('nominate check') }) }];
  const people = [...placed.keys(), ...without];
  const first = Number.isInteger(offset) && offset > 0 ? offset - (offset % peopleOnPage) : 0;
  const shown = people.slice(first, first + peopleOnPage);
  if (shown.length === 0) return await placementView(desk, placement, 0);
  return [
    heading,
    { paragraph: say('place.how') },
    { list: courses.map((course) => courseLine(course.id, placement, desk)) },
    { list: await peopleLines(shown, placement, desk) },
    ...(unsettled.size === 0 ? [] : [{ paragraph: say('place.unsettled', { count: unsettled.size }) }]),
    ...(placement.ending.length === 0
      ? [{ paragraph: say('place.nothing', { propose: command('seats propose') }) }]
      : []),
    ...buttonsOf(placement, first, people.length, desk),
  ];
}

function courseLine(id: string, { courses, seats, placed }: Placement, { say }: Desk<Key>): Text {
  const here = [...placed.values()].filter(({ course }) => course === id);
  const title = courses.find((course) => course.id === id)?.title ?? '–';
  return say('place.course', {
    title: { bold: [value(title)] },
    placed: here.length,
    seats: seats.get(id) ?? 0,
    first: here.filter(({ choice }) => choice === 1).length,
  });
}

async function peopleLines(
  shown: readonly string[],
  { courses, wishes, placed, unsettled }: Placement,
  { records, say }: Desk<Key>,
): Promise<readonly Text[]> {
  const names = new Map((await records.people.byIds(shown)).map(({ id, name }) => [id, name]));
  const organisations = new Map((await records.organisations.all()).map(({ id, name }) => [id, name]));
  const titles = new Map(courses.map(({ id, title }) => [id, title]));
  return shown.map((nominee) => {
    const own = wishes.get(nominee) ?? [];
    const at = placed.get(nominee);
    const who = {
      name: value(names.get(nominee) ?? '–'),
      organisation: value(organisations.get(own[0]?.organisation ?? '') ?? '–'),
      count: own.length,
    };
    if (!at) return say('place.without', who);
    const facts = { ...who, title: value(titles.get(at.course) ?? '–'), choice: at.choice };
    const line = say(at.choice === 1 ? 'place.first' : 'place.later', {
      ...facts,
      wanted: value(titles.get(own[0]?.course ?? '') ?? '–'),
    });
    return unsettled.has(nominee) ? say('place.open', { line }) : line;
  });
}

function buttonsOf(
  placement: Placement,
  first: number,
  people: number,
  { say }: Desk<Key>,
): readonly Block[] {
  const ids = placement.courses.map(({ id }) => id);
  const page = (label: Text, offset: number): Button => ({
    label,
    route: route('seats/place/page', String(offset), ...ids),
  });
  const buttons: readonly Button[] = [
    ...(placement.ending.length === 0
      ? []
      : [
          {
            label: say('place.confirm'),
            route: route('seats/place/confirm', markOf(placement), ...ids),
            look: 'primary' as const,
          },
        ]),
    ...(first > 0 ? [page(say('fairness.previous'), first - peopleOnPage)] : []),
    ...(first + peopleOnPage < people ? [page(say('fairness.next'), first + peopleOnPage)] : []),
  ];
  return buttons.length === 0 ? [] : [{ buttons }];
}
