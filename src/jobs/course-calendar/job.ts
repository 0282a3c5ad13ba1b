// What the clock does to courses: calls close, courses begin or are held, courses end, and attendance is asked for.
import type { Answer, MessageFacts } from '#bot/answer.ts';
import { courseProposers, courseRunners } from '#bot/course-runners.ts';
import { decidingOffice, gateKeepers } from '#bot/deciding-office.ts';
import { holdersOf } from '#bot/holders.ts';
import { type GatePass, gate } from '#exchange/approval.ts';
import { type CourseState, courseEnd, courseStart, stepsTo } from '#exchange/course.ts';
import { clockStep, isNeverPublished, unpublishedStates } from '#exchange/course-calendar.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import { holdsSeat, isOpen } from '#exchange/nomination.ts';
import { attendanceOffsets, dueNow, remindersAfter } from '#exchange/reminders.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';
import type { Records } from '#store/store.ts';

export default defineJob({
  name: 'course-calendar',
  everyMinutes: 10,
  async sweep(sweep) {
    const answers: Answer[] = [];
    for (const course of await comingUp(sweep)) answers.push(...(await look(course, sweep)));
    for (const course of await unpublished(sweep)) answers.push(...(await tellUnpublished(course, sweep)));
    return answers;
  },
});

/** So many of each kind in one transaction; what is left after a long outage has its turn in the next slot. */
const mostAtOnce = 200;

/** Attendance is asked for during so many days after the last: three, and seven that the last reminder helps. */
const attendanceDays = 12;

/** Those for which something may have fallen due; days are a day wider, because it is earlier or later elsewhere. */
async function comingUp({ records: { courses }, now }: Sweep): Promise<readonly Course[]> {
  const tomorrow = addDays(localDate(now, 'UTC'), 1);
  const found = [
    ...(await courses.inState('call-open', 'nominationDeadline', { until: now, most: mostAtOnce })),
    ...(await courses.inState('call-open', 'startsOn', { until: tomorrow, most: mostAtOnce })),
    ...(await courses.inState('call-closed', 'startsOn', { until: tomorrow, most: mostAtOnce })),
    ...(await courses.inState('selecting', 'startsOn', { until: tomorrow, most: mostAtOnce })),
    ...(await courses.inState('confirmed', 'startsOn', { until: tomorrow, most: mostAtOnce })),
    ...(await courses.inState('running', 'endsOn', { until: tomorrow, most: mostAtOnce })),
    ...(await courses.inState('delivered', 'endsOn', { from: addDays(tomorrow, -attendanceDays - 2) })),
  ];
  return [...new Map(found.map((course) => [course.id, course])).values()];
}

/** Everything that has fallen due for one course, in order, as if the sweep had looked at each moment. */
async function look(course: Course, sweep: Sweep): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  let at: Course | undefined = course;
  while (at) {
    const step = clockStep(at, sweep.now);
    if (step === undefined) break;
    const { said, moved }: Done = await stepsDone[step](at, sweep);
    answers.push(...said);
    at = moved;
  }
  if (at?.state === 'delivered') answers.push(...(await askAttendance(at, sweep)));
  return answers;
}

/** `moved` is undefined when somebody else moved the course meanwhile: the next sweep looks again. */
interface Done {
  readonly moved: Course | undefined;
  readonly said: readonly Answer[];
}

const stepsDone = { 'close-call': closeCall, start, end } as const;

async function closeCall(course: Course, sweep: Sweep): Promise<Done> {
  const moved = await sweep.records.courses.move(course.id, ['call-open'], 'call-closed');
  if (!moved) return { moved, said: [] };
  // A call that opened before there were lots has none yet.
  await sweep.records.seatRules.draw(course.id);
  await sweep.records.seatRules.reveal(course.id);
  // A deadline that was moved on closes a second time, and is worth saying a second time.
  const key = `call closed · ${course.id} · ${course.nominationDeadline}`;
  const facts = { course: course.id };
  const tells = await tellCoordinators(sweep, 'course-calendar/call-closed', facts, key, courseStart(course));
  return { moved, said: [revised(course), ...tells] };
}

/** It begins only if both documents were in force at that instant, and their approval stands. */
async function start(course: Course, sweep: Sweep): Promise<Done> {
  const { records, now } = sweep;
  const asked = gate(course, await records.clearances.of(course.id), courseStart(course));
  if (asked.open) {
    const moved = await moveThrough(records, course, 'running', asked.pass);
    return { moved, said: moved ? [revised(course)] : [] };
  }
  const moved = await records.courses.move(course.id, [course.state], 'on-hold');
  if (!moved) return { moved, said: [] };
  const why = Object.fromEntries(asked.missing.map((missing) => [missing.document, missing.why]));
  const told = [
    course.proposedBy,
    ...(await gateKeepers(records, await decidingOffice(records, course.id), now)),
    ...(await idsOf(sweep, 'courseManager', course.id)),
    ...(await takingPart(course, sweep)),
  ];
  const key = `course held · ${course.id} · ${course.startsOn}`;
  return {
    moved,
    said: [
      revised(course),
      ...tellAll(told, 'course-calendar/held', { course: course.id, ...why }, key, courseEnd(course)),
    ],
  };
}

/** A day is looked back further than it is said, because it is earlier or later elsewhere. */
const unpublishedDays = 7;

async function unpublished({ records, now }: Sweep): Promise<readonly Course[]> {
  const today = localDate(now, 'UTC');
  const found = await records.courses.list({
    states: unpublishedStates,
    startsFrom: addDays(today, -unpublishedDays - 1),
    startsUntil: addDays(today, 1),
  });
  return found.filter((course) => isNeverPublished(course, now));
}

/** It was never announced, so nobody waits for it; but it cannot take place on these days. */
async function tellUnpublished(course: Course, sweep: Sweep): Promise<readonly Answer[]> {
  const key = `never published · ${course.id} · ${course.startsOn}`;
  const facts = { course: course.id, startsOn: course.startsOn };
  return tellCoordinators(sweep, 'course-calendar/unpublished', facts, key, courseEnd(course));
}

async function end(course: Course, { records }: Sweep): Promise<Done> {
  const moved = await records.courses.move(course.id, ['running'], 'delivered');
  return { moved, said: moved ? [revised(course)] : [] };
}

async function moveThrough(
  records: Records,
  course: Course,
  goal: CourseState,
  pass: GatePass,
): Promise<Course | undefined> {
  let at: Course | undefined = course;
  for (const step of stepsTo(course.state, goal) ?? []) {
    if (at) at = await records.courses.move(course.id, [at.state], step, undefined, pass);
  }
  return at;
}

/** The course stays `delivered` until attendance is complete, so whatever stands there is still to be asked for. */
async function askAttendance(course: Course, sweep: Sweep): Promise<readonly Answer[]> {
  const { now } = sweep;
  const reminder = dueNow(remindersAfter(courseEnd(course), attendanceOffsets, course.zone), now);
  if (!reminder) return [];
  const facts = { course: course.id, slot: reminder.slot };
  const key = `attendance · ${course.id} · ${course.endsOn} · ${reminder.slot}`;
  const late = reminder.tooLateAt;
  if (course.granted === 0) {
    const empty = `course empty · ${course.id} · ${course.endsOn}`;
    return tellCoordinators(sweep, 'course-calendar/empty', facts, empty, late);
  }
  if (reminder.slot === 'coordinator') {
    return tellCoordinators(sweep, 'course-calendar/attendance', facts, key, late);
  }
  return tellAll(
    await runnersOf(course, reminder.slot, sweep),
    'course-calendar/attendance',
    facts,
    key,
    late,
  );
}

/** Whoever manages it is asked; the reminder also goes to whoever proposed it. */
async function runnersOf(course: Course, slot: string, { records, now }: Sweep): Promise<readonly string[]> {
  const runners = await courseRunners(records, course, now);
  return slot === 'ask' ? runners : [...runners, ...(await courseProposers(records, course, now))];
}

/** Nominees who may come, and the liaison officers of their organisations. */
async function takingPart(course: Course, sweep: Sweep): Promise<readonly string[]> {
  const nominations = await sweep.records.nominations.list({ course: course.id });
  const live = nominations.filter(({ state }) => isOpen(state) || holdsSeat(state));
  const liaisons: string[] = [];
  for (const organisation of new Set(live.map((one) => one.organisation))) {
    liaisons.push(...(await idsOf(sweep, 'liaison', organisation)));
  }
  return [...live.flatMap((one) => [one.nominee, one.nominatedBy]), ...liaisons];
}

async function idsOf(
  { records, now }: Sweep,
  role: 'coordinator' | 'liaison' | 'courseManager',
  scope?: string,
): Promise<readonly string[]> {
  return holdersOf(records, role, { scope, now });
}

async function tellCoordinators(
  sweep: Sweep,
  message: string,
  facts: MessageFacts,
  key: string,
  tooLateAt: number,
): Promise<readonly Answer[]> {
  return tellAll(await idsOf(sweep, 'coordinator'), message, facts, key, tooLateAt);
}

function tellAll(
  people: readonly string[],
  message: string,
  facts: MessageFacts,
  key: string,
  tooLateAt: number,
): readonly Answer[] {
  return [...new Set(people)].map((tell) => ({ tell, message, facts, key, tooLateAt }));
}

function revised(course: Course): Answer {
  return { revise: `course/card · ${course.id}` };
}
