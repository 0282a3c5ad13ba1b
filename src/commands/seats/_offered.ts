// A nomination with its offer and what it is about; and what a nominee wants to know of the course.
import type { HouseSay } from '#bot/house-words.ts';
import { day, type Text, value } from '#bot/text.ts';
import type { Block } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import { offerStates } from '#exchange/offers.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Offer } from '#store/records/offers.ts';
import type { Records } from '#store/store.ts';
import type { Key } from './words.ts';

export interface Offered {
  readonly nomination: Nomination;
  readonly course: Course;
  /** The newest, open or not. */
  readonly offer: Offer | undefined;
  /** Names as they stand in the record now. */
  readonly name: string;
  readonly by: string;
  readonly organisation: string;
}

/** Undefined when the viewer may not see the nomination or its course. */
export async function offeredOf(records: Records, id: string): Promise<Offered | undefined> {
  const nomination = await records.nominations.byId(id);
  const course = nomination && (await records.courses.byId(nomination.course));
  if (!nomination || !course) return undefined;
  const [offers, nominee, nominator, organisation] = await Promise.all([
    records.offers.among([id], offerStates),
    records.people.byId(nomination.nominee),
    records.people.byId(nomination.nominatedBy),
    records.organisations.byId(nomination.organisation),
  ]);
  return {
    nomination,
    course,
    offer: offers.at(-1),
    name: nominee?.name ?? '',
    by: nominator?.name ?? '',
    organisation: organisation?.name ?? '',
  };
}

export function courseFacts(course: Course, say: Say<Key>, house: HouseSay): Block {
  return {
    facts: [
      [
        say('fact.dates'),
        say('fact.dates.value', { starts: day(course.startsOn), ends: day(course.endsOn) }),
      ],
      [say('fact.place'), placeOf(course, say)],
      [say('fact.language'), house(`language.${course.language}`)],
    ],
  };
}

function placeOf(course: Course, say: Say<Key>): Text {
  if (course.place === undefined) return say('fact.online');
  return course.online ? [value(course.place), ' · ', ...say('fact.online')] : [value(course.place)];
}
