// When each questionnaire of a course or an event is asked, and what moving, holding or calling off makes of one that is open.
import { type CourseState, courseEnd, courseStart, openedStates } from './course.ts';
import { addDays, instantAt } from './local-time.ts';
import { feedbackClosesAt, feedbackQuietHours } from './reminders.ts';
import type { EditionState } from './symposium.ts';

/** Product §4.4, in days: the test before a course opens so long before, what is asked of an event so long after. */
export const preTestDays = 7;
export const eventDays = 7;

/** After an outage an event is still asked about so many days after its end, and no later. */
const eventWorthDays = 30;

/** By hand a questionnaire about something that is over is opened within so many days: later it is not remembered. */
export const openByHandDays = 90;

/** Of one questionnaire, in epoch ms: `lateUntil` is when the last answer is taken that came after the close. */
export interface AskingTime {
  readonly opensAt: number;
  readonly closesAt: number;
  readonly lateUntil: number;
}

export interface DatedCourse {
  readonly state: CourseState;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly zone: string;
}

export interface DatedEdition {
  readonly state: EditionState;
  readonly endsOn: string | undefined;
  readonly zone: string;
}

/** What nobody knew before the course is not known once it has begun, so nothing is taken late. */
export function preTestTime({ startsOn, zone }: Pick<DatedCourse, 'startsOn' | 'zone'>): AskingTime {
  const start = courseStart({ startsOn, zone });
  const opensAt = instantAt(addDays(startsOn, -preTestDays), '08:00', zone);
  return { opensAt, closesAt: start, lateUntil: start };
}

/** Of what is asked afterwards: ten days from the opening, and `lateDays` more for answers that come late. */
export function askedFrom(opensAt: number, zone: string, lateDays: number): AskingTime {
  const closesAt = feedbackClosesAt(opensAt, zone);
  return { opensAt, closesAt, lateUntil: later(closesAt, lateDays, zone) };
}

/** The same time of day so many days later. */
function later(instant: number, days: number, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const date = addDays(local.toPlainDate().toString(), days);
  return instantAt(date, local.toPlainTime().toString(), zone);
}

/** The test to open now for a course that begins within a week; none when too little of the week is left. */
export function preTestDue(course: DatedCourse, now: number): AskingTime | undefined {
  if (!isAnnounced(course.state)) return undefined;
  const time = preTestTime(course);
  const quietFrom = time.closesAt - feedbackQuietHours * 3_600_000;
  return now >= time.opensAt && now < quietFrom ? { ...time, opensAt: now } : undefined;
}

/** What to ask of an event that ended a week ago. */
export function eventDue(edition: DatedEdition, now: number, lateDays: number): AskingTime | undefined {
  if (edition.state !== 'held' || edition.endsOn === undefined) return undefined;
  const at = (days: number) => instantAt(addDays(edition.endsOn ?? '', days), '09:00', edition.zone);
  return now >= at(eventDays) && now < at(eventWorthDays)
    ? askedFrom(now, edition.zone, lateDays)
    : undefined;
}

/** What a round is, as far as the calendar looks at it. */
export interface AskedRound {
  readonly set: string;
  readonly closesAt: number;
}

/**
 * What is to be done with an open round: `ask` whoever is silent; `rest` as long as nobody knows when the course is, or
 * its week has not come yet; `move` its close after the dates; `close` it; or call it off with what it was about.
 */
export type RoundStep = 'ask' | 'rest' | 'move' | 'close' | 'call-off';

export function courseRoundStep(round: AskedRound, course: DatedCourse, now: number): RoundStep {
  if (course.state === 'cancelled' || course.state === 'declined') return 'call-off';
  if (round.set !== 'pre-test') return now < round.closesAt ? 'ask' : 'close';
  // Held, or waiting for its approval anew: its dates are not to be relied on.
  if (!isAnnounced(course.state) && !hasBegun(course.state)) return 'rest';
  const time = preTestTime(course);
  if (time.closesAt !== round.closesAt) return 'move';
  if (now >= time.closesAt) return 'close';
  return now < time.opensAt ? 'rest' : 'ask';
}

export function editionRoundStep(round: AskedRound, edition: DatedEdition, now: number): RoundStep {
  if (edition.state === 'cancelled') return 'call-off';
  return now < round.closesAt ? 'ask' : 'close';
}

function isAnnounced(state: CourseState): boolean {
  return openedStates.some((one) => one === state);
}

function hasBegun(state: CourseState): boolean {
  return state === 'running' || isMarked(state) || state === 'delivered';
}

/** Its attendance is complete, so that it is known whom to ask. */
function isMarked(state: CourseState): boolean {
  return state === 'evaluating' || state === 'closed';
}

/** Whether an answer is taken at an instant, and as what; a round that was called off takes none. */
export function takesAnswers(
  round: { readonly state: string; readonly closesAt: number; readonly lateUntil: number },
  now: number,
): 'in-time' | 'late' | undefined {
  if (round.state === 'called-off') return undefined;
  if (round.state === 'open' && now < round.closesAt) return 'in-time';
  return now < round.lateUntil ? 'late' : undefined;
}

/** Why a questionnaire cannot be opened by hand now; undefined when it can. */
export type NotNow = 'called-off' | 'held' | 'not-announced' | 'begun' | 'not-marked' | 'too-long-ago';

export function mayOpen(set: string, course: DatedCourse, now: number): NotNow | undefined {
  const { state } = course;
  if (state === 'cancelled' || state === 'declined') return 'called-off';
  if (state === 'on-hold') return 'held';
  if (set === 'pre-test') {
    if (hasBegun(state)) return 'begun';
    if (!isAnnounced(state)) return 'not-announced';
    return now < courseStart(course) ? undefined : 'begun';
  }
  if (!isMarked(state)) return 'not-marked';
  return now < later(courseEnd(course), openByHandDays, course.zone) ? undefined : 'too-long-ago';
}
