// Tells that two courses may be one and the same: by name where the reader may see both, else no more than that there is one.

import { becauseOfGate } from '#bot/because-of-gate.ts';
import type { HouseSay } from '#bot/house-words.ts';
import { defineMessage, factText } from '#bot/message.ts';
import { day, type Text, value } from '#bot/text.ts';
import { type Button, route } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import { doubleWithinDays, doublingStates, isDouble } from '#exchange/doubles.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import type { Records } from '#store/store.ts';
import { type Key, words } from '../words.ts';

/** Of a title on a button. */
const longestLabel = 55;

export default defineMessage({
  name: 'double-proposals/double',
  words,
  async because(facts, { reader, records }) {
    return becauseOfGate(await records.courses.byId(factText(facts, 'mine')), reader);
  },
  async draw(facts, { reader, records, say, house }) {
    const mine = await unfinished(factText(facts, 'mine'), records);
    if (!mine) return undefined;
    const other = await unfinished(factText(facts, 'other'), records);
    if (!other) {
      // Called off, or not for these eyes: only what was decided to be said without a name is.
      if (facts.hint !== true || (await records.courses.byId(factText(facts, 'other')))) return undefined;
      return [
        { paragraph: say('hint', { title: value(mine.title) }) },
        { buttons: [lookAt(mine, say)] },
        { paragraph: say('why') },
      ];
    }
    if (mine.id === other.id || !isDouble(mine, other)) return undefined;
    const coordinates = reader.viewer.kind === 'person' && reader.viewer.roles.includes('coordinator');
    return [
      { paragraph: say('double', { days: doubleWithinDays }) },
      { list: [await line(mine, records, say, house), await line(other, records, say, house)] },
      { paragraph: say(coordinates ? 'next.coordinator' : 'next.proposer') },
      { buttons: [lookAt(mine, say), lookAt(other, say)] },
      { paragraph: say('why') },
    ];
  },
});

async function unfinished(id: string, { courses }: Records): Promise<Course | undefined> {
  const course = await courses.byId(id);
  return course && doublingStates.some((state) => state === course.state) ? course : undefined;
}

async function line(
  course: Course,
  { organisations }: Records,
  say: Say<Key>,
  house: HouseSay,
): Promise<Text> {
  const organisation = await organisations.byId(course.organisation);
  return say('line', {
    title: value(course.title),
    from: day(course.startsOn),
    to: day(course.endsOn),
    organisation: value(organisation?.name ?? '–'),
    state: house(`courseState.${course.state}`),
  });
}

function lookAt({ id, title }: Course, say: Say<Key>): Button {
  return {
    label: say('look', { title: value(shortened(title, longestLabel)) }),
    route: route('course/show/of', id),
  };
}
