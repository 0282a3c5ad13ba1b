// /course attendance: day by day who is there, and after the end who came; then feedback is asked of everybody who did.
import type { Answer } from '#bot/answer.ts';
import { askParticipants } from '#bot/ask-feedback.ts';
import { type Desk, defineCommand, type Outcome, type Press } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, day as dayText, instant, value } from '#bot/text.ts';
import { presences } from '#exchange/attendance.ts';
import { courseEnd, courseStart } from '#exchange/course.ts';
import type { Course } from '#store/records/courses.ts';
import { marks, type Sheet, type SheetRow, sheetOf, sheetView, unmarked } from './_attendance.ts';
import { dayView, markableDays, sheetFile } from './_attendance-days.ts';
import { attendanceMarkers, mayMarkAttendance, refusalToMark, refuseUnseen } from './_rights.ts';
import { attendedStates, cardOf } from './_states.ts';
import { moveThrough } from './_walk.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'course attendance',
  words,
  who: attendanceMarkers,
  access: 'read',
  asks: {
    course: askCourse(attendedStates, (course, desk) => mayMarkAttendance(desk.asker, course)),
    day: optional(ask.date()),
  },
  pages: [['course', 'day']],
  run: ({ course, day }, desk) => (day === undefined ? open(desk, course) : openDay(desk, course, day)),
  buttons: {
    start: pressed('read', ([course = ''], desk) => open(desk, course)),
    page: pressed('read', ([course = '', page], desk) => turnTo(desk, course, Number(page))),
    mark: pressed('write', ([course = '', nomination, page], desk, chosen) =>
      mark(desk, course, nomination, Number(page), chosen),
    ),
    all: pressed('write', ([course = '', page], desk) => markOthers(desk, course, Number(page))),
    done: pressed('write', ([course = ''], desk) => done(desk, course)),
    day: pressed('read', ([course = '', day, page], desk) => turnToDay(desk, course, day, Number(page))),
    presence: pressed('write', ([course = '', nomination, day, page], desk, chosen) =>
      markDay(desk, course, { nomination, day, page: Number(page), chosen }),
    ),
    here: pressed('write', ([course = '', day, page], desk) =>
      everybodyHere(desk, course, day, Number(page)),
    ),
    file: pressed('read', ([course = ''], desk) => asFile(desk, course)),
  },
});

function pressed(access: 'read' | 'write', press: Press<Key>['press']): Press<Key> {
  return { who: attendanceMarkers, access, press };
}

/** The course, when it is time to mark and the asker may; else why not. */
async function courseFor(desk: Desk<Key>, id: string): Promise<{ course: Course } | { refused: Answer }> {
  const { records, now } = desk;
  const course = await records.courses.byId(id);
  if (!course) return { refused: refuseUnseen(desk) };
  const title = value(course.title);
  if (course.state === 'evaluating' || course.state === 'closed') {
    return { refused: { update: [{ paragraph: desk.say('attendance.already', { title }) }] } };
  }
  const soon = now < courseStart(course) && course.state !== 'cancelled';
  if (soon && mayMarkAttendance(desk.asker, course)) {
    const start = instant(courseStart(course), course.zone);
    return { refused: desk.refuse('attendance.notBegun', { title, start }) };
  }
  const refused = await refusalToMark(desk, course, attendedStates);
  return refused ? { refused } : { course };
}

/** The sheet of the whole course, once it is over. */
async function sheetFor(desk: Desk<Key>, id: string): Promise<{ sheet: Sheet } | { refused: Answer }> {
  const found = await courseFor(desk, id);
  if ('refused' in found) return found;
  const { course } = found;
  const end = courseEnd(course);
  if (desk.now < end) {
    const facts = { title: value(course.title), end: instant(end, course.zone) };
    return { refused: desk.refuse('attendance.notOver', facts) };
  }
  return { sheet: await sheetOf(course, desk) };
}

/** While it runs, today's sheet; after its end that of the whole course. */
async function open(desk: Desk<Key>, id: string): Promise<Answer> {
  const found = await courseFor(desk, id);
  if ('refused' in found) return found.refused;
  const { course } = found;
  if (desk.now >= courseEnd(course)) return { reply: viewOf(await sheetOf(course, desk), 0, desk) };
  return { reply: await dayView(course, markableDays(course, desk.now).at(-1) ?? '', 0, desk) };
}

async function openDay(desk: Desk<Key>, id: string, day: string): Promise<Answer> {
  const found = await courseFor(desk, id);
  if ('refused' in found) return found.refused;
  const { course } = found;
  const days = markableDays(course, desk.now);
  if (days.includes(day)) return { reply: await dayView(course, day, 0, desk) };
  const [first = course.startsOn] = days;
  const last = days.at(-1) ?? first;
  const facts = { given: dayText(day), first: dayText(first), last: dayText(last) };
  return { correct: { day: desk.say('attendance.noSuchDay', facts) } };
}

/** Of a button: the day that it names, or the last that has come. */
async function turnToDay(
  desk: Desk<Key>,
  id: string,
  day: string | undefined,
  page: number,
): Promise<Answer> {
  const found = await courseFor(desk, id);
  if ('refused' in found) return found.refused;
  const days = markableDays(found.course, desk.now);
  const shown = days.find((one) => one === day) ?? days.at(-1) ?? found.course.startsOn;
  return { update: await dayView(found.course, shown, page, desk) };
}

/** Each mark is kept by itself, so that two people who mark at once lose nothing. */
async function markDay(
  desk: Desk<Key>,
  id: string,
  given: {
    readonly nomination: string | undefined;
    readonly day: string | undefined;
    readonly page: number;
    readonly chosen: string | undefined;
  },
): Promise<Answer> {
  const found = await courseFor(desk, id);
  if ('refused' in found) return found.refused;
  const { course } = found;
  const { rows } = await sheetOf(course, desk);
  const person = rows.find((one) => one.nomination.id === given.nomination)?.nomination.nominee;
  const presence = presences.find((one) => one === given.chosen);
  const day = markableDays(course, desk.now).find((one) => one === given.day);
  if (person && presence && day)
    await desk.records.attendanceDays.mark(course.id, [{ person, day, presence }], marker(desk));
  return { update: await dayView(course, day ?? course.startsOn, given.page, desk) };
}

/** Only those who are not marked yet: what somebody else has marked meanwhile stays. */
async function everybodyHere(
  desk: Desk<Key>,
  id: string,
  named: string | undefined,
  page: number,
): Promise<Answer> {
  const found = await courseFor(desk, id);
  if ('refused' in found) return found.refused;
  const { course } = found;
  const day = markableDays(course, desk.now).find((one) => one === named);
  const people = (await sheetOf(course, desk)).rows.map(({ nomination }) => nomination.nominee);
  if (day !== undefined)
    await desk.records.attendanceDays.fill(course.id, day, people, 'present', marker(desk));
  return { update: await dayView(course, day ?? course.startsOn, page, desk) };
}

async function asFile(desk: Desk<Key>, id: string): Promise<Answer> {
  const found = await courseFor(desk, id);
  if ('refused' in found) return found.refused;
  const how = desk.say('attendance.fileHow', { command: command('course attendance-import') });
  return {
    reply: [
      { file: await sheetFile(found.course, desk), label: desk.say('attendance.file') },
      { paragraph: how },
    ],
  };
}

function marker({ asker }: Desk<Key>): string {
  return asker.person?.id ?? asker.account;
}

async function turnTo(desk: Desk<Key>, id: string, page: number): Promise<Answer> {
  const found = await sheetFor(desk, id);
  return 'refused' in found ? found.refused : { update: viewOf(found.sheet, page, desk) };
}

function viewOf(sheet: Sheet, page: number, desk: Desk<Key>) {
  if (sheet.rows.length > 0) return sheetView(sheet, page, desk);
  const facts = { title: value(sheet.course.title), command: command('course complete') };
  if (sheet.hidden === 0) return [{ paragraph: desk.say('attendance.nobody', facts) }];
  return [{ paragraph: desk.say('attendance.hidden', { count: sheet.hidden }) }];
}

async function mark(
  desk: Desk<Key>,
  id: string,
  nomination: string | undefined,
  page: number,
  chosen: string | undefined,
): Promise<Answer> {
  const found = await sheetFor(desk, id);
  if ('refused' in found) return found.refused;
  const row = found.sheet.rows.find((one) => one.nomination.id === nomination);
  const given = marks.find((one) => one === chosen);
  if (row && chosen === 'days')
    await desk.records.attendanceDays.letDaysSpeak(id, row.nomination.nominee, marker(desk));
  else if (row && given) await keepMarks(desk, [row], given);
  return turnTo(desk, id, page);
}

async function markOthers(desk: Desk<Key>, id: string, page: number): Promise<Answer> {
  const found = await sheetFor(desk, id);
  if ('refused' in found) return found.refused;
  await keepMarks(desk, unmarked(found.sheet), 'attended');
  return turnTo(desk, id, page);
}

async function keepMarks(
  desk: Desk<Key>,
  rows: readonly SheetRow[],
  given: (typeof marks)[number],
): Promise<void> {
  for (const { nomination } of rows)
    await desk.records.nominations.mark(nomination.course, nomination.nominee, given, marker(desk));
}

async function done(desk: Desk<Key>, id: string): Promise<Outcome> {
  const { say } = desk;
  const found = await sheetFor(desk, id);
  if ('refused' in found) return found.refused;
  const { sheet } = found;
  if (sheet.hidden > 0) return desk.refuse('attendance.hiddenLeft', { count: sheet.hidden });
  if (sheet.rows.length === 0) return { update: viewOf(sheet, 0, desk) };
  const left = unmarked(sheet).length;
  if (left > 0)
    return {
      update: [{ paragraph: say('attendance.unmarkedLeft', { count: left }) }, ...viewOf(sheet, 0, desk)],
    };

  for (const { nomination, mark: given } of sheet.rows) {
    if (given && nomination.state !== given)
      await desk.records.nominations.move(nomination.id, [nomination.state], given);
  }
  const came = sheet.rows.filter((row) => row.mark !== 'no-show');
  return came.length === 0 ? closeWithout(sheet.course, desk) : askFeedback(sheet.course, came, desk);
}

/** Nobody came, so there is nobody to ask. */
async function closeWithout(course: Course, desk: Desk<Key>): Promise<readonly Answer[]> {
  await moveThrough(desk.records, course, 'closed');
  return [
    { update: [{ paragraph: desk.say('attendance.nobodyCame', { title: value(course.title) }) }] },
    { revise: cardOf(course.id) },
  ];
}

async function askFeedback(
  course: Course,
  came: readonly SheetRow[],
  desk: Desk<Key>,
): Promise<readonly Answer[]> {
  const { records, say } = desk;
  await moveThrough(records, course, 'evaluating');
  const invited = came.map((row) => row.nomination.nominee);
  const { closesAt, said } = await askParticipants(desk, course, invited);
  const facts = { title: value(course.title), count: invited.length, closes: instant(closesAt, course.zone) };
  return [
    { update: [{ heading: say('attendance.complete') }, { paragraph: say('attendance.asked', facts) }] },
    { revise: cardOf(course.id) },
    ...said,
  ];
}
