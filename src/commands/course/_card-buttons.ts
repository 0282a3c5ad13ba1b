// The buttons under a card: only what whoever reads it can do with this course now.
import type { Asker, Desk } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import { courseStart } from '#exchange/course.ts';
import type { Course } from '#store/records/courses.ts';
import { courseCard } from './_card.ts';
import { mayMarkAttendance, mayRun } from './_rights.ts';
import { attendedStates, changeableStates, waitingStates } from './_states.ts';
import type { Key } from './words.ts';

/** For the people of a channel: liaison officers among them nominate, everybody may take the dates along. */
export function channelButtons(course: Course, say: Say<Key>, now: number): readonly Block[] {
  return rows([[...nominate(course, say, now), ...calendar(course, say)]]);
}

export function askerButtons(
  course: Course,
  asker: Pick<Asker, 'grants'>,
  say: Say<Key>,
  now: number,
): readonly Block[] {
  const coordinator = hasRole(asker, 'coordinator');
  const liaison = hasRole(asker, 'liaison');
  return rows([
    [
      ...(liaison ? nominate(course, say, now) : []),
      ...(coordinator || liaison ? nominations(course, say) : []),
      ...calendar(course, say),
      ...(coordinator ? publish(course, say) : []),
      ...(coordinator || hasRole(asker, 'approver') || mayRun(asker, course) ? papers(course, say) : []),
    ],
    [
      ...(mayRun(asker, course) ? change(course, say) : []),
      ...(mayMarkAttendance(asker, course) ? attendance(course, say, now) : []),
    ],
    coordinator ? sharing(course, say) : [],
  ]);
}

/** A course as its asker gets to see it: the card, and what they can do with it. */
export async function cardFor(course: Course, desk: Desk<Key>): Promise<View> {
  const card = await courseCard(course, {
    ...desk,
    language: desk.asker.language,
    zone: desk.asker.zone,
    audience: 'person',
  });
  return [...card, ...askerButtons(course, desk.asker, desk.say, desk.now)];
}

function rows(buttons: readonly (readonly Button[])[]): readonly Block[] {
  return buttons.filter((row) => row.length > 0).map((row) => ({ buttons: row }));
}

function nominate(course: Course, say: Say<Key>, now: number): readonly Button[] {
  if (course.state !== 'call-open' || now >= course.nominationDeadline) return [];
  return [{ label: say('button.nominate'), route: route('nominate/add/start', course.id), look: 'primary' }];
}

function nominations(course: Course, say: Say<Key>): readonly Button[] {
  if (course.publishedAt === undefined) return [];
  return [{ label: say('button.nominations'), route: route('nominate/list/of', course.id) }];
}

/** Also of a cancelled course: the file then takes the entry out of the calendar again. */
function calendar(course: Course, say: Say<Key>): readonly Button[] {
  if (course.publishedAt === undefined) return [];
  return [{ label: say('button.calendar'), route: route('course/show/calendar', course.id) }];
}

function publish(course: Course, say: Say<Key>): readonly Button[] {
  const label = course.state === 'on-hold' ? say('button.resume') : say('button.publish');
  if (course.state !== 'on-hold' && course.state !== 'approved') return [];
  return [{ label, route: route('course/publish/start', course.id), look: 'primary' }];
}

/** Until it has begun, they decide whether it may. */
function papers(course: Course, say: Say<Key>): readonly Button[] {
  if (course.state === 'draft' || !changeableStates.some((state) => state === course.state)) return [];
  return [{ label: say('button.papers'), route: route('approval/show/of', course.id) }];
}

/** The rules until the call closes, then the plan. */
function sharing({ id, state }: Course, say: Say<Key>): readonly Button[] {
  if (state === 'call-closed' || state === 'selecting' || state === 'confirmed')
    return [{ label: say('button.plan'), route: route('seats/propose/of', id) }];
  if (state !== 'call-open' && !waitingStates.some((one) => one === state)) return [];
  return [{ label: say('button.seatRules'), route: route('seats/rules/start', id) }];
}

function change(course: Course, say: Say<Key>): readonly Button[] {
  if (!changeableStates.some((state) => state === course.state)) return [];
  return [
    { label: say('button.edit'), route: route('course/edit/start', course.id) },
    { label: say('button.criteria'), route: route('course/criteria/start', course.id) },
  ];
}

function attendance(course: Course, say: Say<Key>, now: number): readonly Button[] {
  if (!attendedStates.some((state) => state === course.state) || now < courseStart(course)) return [];
  return [
    { label: say('button.attendance'), route: route('course/attendance/start', course.id), look: 'primary' },
  ];
}

export function lookButton(course: string, say: Say<Key>): Button {
  return { label: say('button.look'), route: route('course/show/of', course) };
}
