// A nomination with what it is about, how it is worded, and who hears of a change.
import type { Answer, MessageFacts } from '#bot/answer.ts';
import type { Asker } from '#bot/command.ts';
import type { HouseSay } from '#bot/house-words.ts';
import { hasRole } from '#bot/identify.ts';
import { day, instant, type Text, value } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import type { CourseState } from '#exchange/course.ts';
import { followingStates, mayMove, type NominationState, nominationStates } from '#exchange/nomination.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Records } from '#store/store.ts';
import type { NominateSay } from './words.ts';

/** Courses for which a nomination can still change. */
export const nominatedStates = [
  'call-open',
  'call-closed',
  'selecting',
  'confirmed',
  'running',
  'on-hold',
] as const satisfies readonly CourseState[];

export interface Nominated {
  readonly nomination: Nomination;
  readonly course: Course;
  /** Names as they stand in the record now. */
  readonly name: string;
  readonly by: string;
  readonly organisation: string;
}

/** Undefined when the viewer may not see the nomination or its course. */
export async function nominatedOf(records: Records, id: string): Promise<Nominated | undefined> {
  const nomination = await records.nominations.byId(id);
  const course = nomination && (await records.courses.byId(nomination.course));
  return nomination && course && withNames(records, nomination, course);
}

export async function withNames(
  records: Records,
  nomination: Nomination,
  course: Course,
): Promise<Nominated> {
  const [nominee, nominator, organisation] = await Promise.all([
    records.people.byId(nomination.nominee),
    records.people.byId(nomination.nominatedBy),
    records.organisations.byId(nomination.organisation),
  ]);
  return {
    nomination,
    course,
    name: nominee?.name ?? '',
    by: nominator?.name ?? '',
    organisation: organisation?.name ?? '',
  };
}

/** From these a nomination can be taken back; one that holds a seat then gives it back. */
export const withdrawable: readonly NominationState[] = nominationStates.filter((state) =>
  mayMove(state, 'withdrawn'),
);

/** Not answered yet: the liaison officer may still change it. */
export const editable: readonly NominationState[] = [...followingStates, 'returned'];

/** Whether the asker acts for the organisation that nominated. */
export function isLiaisonOf(asker: Asker, nomination: Nomination): boolean {
  return hasRole(asker, 'liaison', nomination.organisation);
}

/** Tells each of these people once that a nomination has come to a state. */
export function toldOf(
  nomination: Nomination,
  state: NominationState,
  message: string,
  people: readonly string[],
  facts: MessageFacts = {},
): readonly Answer[] {
  return [...new Set(people)].map((tell) => ({
    tell,
    message,
    facts: { nomination: nomination.id, ...facts },
    key: `nomination · ${nomination.id} · ${state}`,
  }));
}

/** For a liaison officer who hears that a nominee will not come. */
export function withdrawOrLook({ id, course, state }: Nomination, say: NominateSay): Block {
  const look = { label: say('button.list'), route: route('nominate/list/of', course) };
  if (!withdrawable.includes(state)) return { buttons: [look] };
  const withdraw = { label: say('button.withdrawNow'), route: route('nominate/withdraw/ask', id) };
  return { buttons: [{ ...withdraw, look: 'danger' }, look] };
}

/** The course's living card shows counts of nominations and seats. */
export function cardOf(course: string): Answer {
  return { revise: `course/card · ${course}` };
}

/** What a nominee or a liaison officer wants to know of the course. */
export function courseFacts(
  course: Course,
  say: NominateSay,
  house: HouseSay,
  before: readonly (readonly [Text, Text])[] = [],
): Block {
  return {
    facts: [
      ...before,
      [
        say('fact.dates'),
        say('fact.dates.value', { starts: day(course.startsOn), ends: day(course.endsOn) }),
      ],
      [say('fact.place'), placeOf(course, say)],
      [say('fact.language'), house(`language.${course.language}`)],
      [say('fact.deadline'), [instant(course.nominationDeadline, course.zone)]],
    ],
  };
}

function placeOf(course: Course, say: NominateSay): Text {
  if (course.place === undefined) return say('fact.online');
  return course.online ? [value(course.place), ' · ', ...say('fact.online')] : [value(course.place)];
}
