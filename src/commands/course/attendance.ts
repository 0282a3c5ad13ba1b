// /course attendance: after the end, who came; when that is complete, feedback is asked of everybody who did.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome, type Press } from '#bot/command.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, instant, value } from '#bot/text.ts';
import { courseEnd } from '#exchange/course.ts';
import { nextOfficeHour } from '#exchange/local-time.ts';
import { officeHoursIn } from '#exchange/office-hours.ts';
import { standardQuestionnaire } from '#exchange/questionnaire.ts';
import { feedbackClosesAt } from '#exchange/reminders.ts';
import type { Course } from '#store/records/courses.ts';
import { marks, type Sheet, type SheetRow, sheetOf, sheetView, unmarked } from './_attendance.ts';
import { mayRun, refusalToRun, refuseUnseen } from './_rights.ts';
import { attendedStates, cardOf } from './_states.ts';
import { moveThrough } from './_walk.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'course attendance',
  words,
  who: ['liaison', 'coordinator'],
  access: 'read',
  asks: { course: askCourse(attendedStates, (course, desk) => mayRun(desk.asker, course)) },
  pages: [['course']],
  run: ({ course }, desk) => open(desk, course),
  buttons: {
    start: pressed('read', ([course = ''], desk) => open(desk, course)),
    page: pressed('read', ([course = '', page], desk) => turnTo(desk, course, Number(page))),
    mark: pressed('write', ([course = '', nomination, page], desk, chosen) =>
      mark(desk, course, nomination, Number(page), chosen),
    ),
    all: pressed('write', ([course = '', page], desk) => markOthers(desk, course, Number(page))),
    done: pressed('write', ([course = ''], desk) => done(desk, course)),
  },
});

function pressed(access: 'read' | 'write', press: Press<Key>['press']): Press<Key> {
  return { who: ['liaison', 'coordinator'], access, press };
}

/** The sheet, when it is time for it and the asker may mark it; else why not. */
async function sheetFor(desk: Desk<Key>, id: string): Promise<{ sheet: Sheet } | { refused: Answer }> {
  const { records, now } = desk;
  const course = await records.courses.byId(id);
  if (!course) return { refused: refuseUnseen(desk) };
  const title = value(course.title);
  if (course.state === 'evaluating' || course.state === 'closed') {
    return { refused: { update: [{ paragraph: desk.say('attendance.already', { title }) }] } };
  }
  const soon = now < courseEnd(course) && course.state !== 'cancelled';
  if (soon && mayRun(desk.asker, course)) {
    return {
      refused: desk.refuse('attendance.notOver', { title, end: instant(courseEnd(course), course.zone) }),
    };
  }
  const refused = await refusalToRun(desk, course, attendedStates);
  return refused ? { refused } : { sheet: await sheetOf(course, desk) };
}

async function open(desk: Desk<Key>, id: string): Promise<Answer> {
  const found = await sheetFor(desk, id);
  if ('refused' in found) return found.refused;
  return { reply: viewOf(found.sheet, 0, desk) };
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
  if (!row || !given) return { update: viewOf(found.sheet, page, desk) };
  await keepMarks(desk, [row], given);
  return turnTo(desk, id, page);
}

async function markOthers(desk: Desk<Key>, id: string, page: number): Promise<Answer> {
  const found = await sheetFor(desk, id);
  if ('refused' in found) return found.refused;
  await keepMarks(desk, unmarked(found.sheet), 'attended');
  return turnTo(desk, id, page);
}

async function keepMarks(
  { asker, records }: Desk<Key>,
  rows: readonly SheetRow[],
  given: (typeof marks)[number],
): Promise<void> {
  const by = asker.person?.id ?? asker.account;
  for (const { nomination } of rows)
    await records.nominations.mark(nomination.course, nomination.nominee, given, by);
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

/** Opens the questionnaire; each prompt waits for the next office hour where its reader lives. */
async function askFeedback(
  course: Course,
  came: readonly SheetRow[],
  desk: Desk<Key>,
): Promise<readonly Answer[]> {
  const { records, now, say } = desk;
  await moveThrough(records, course, 'evaluating');
  const closesAt = feedbackClosesAt(now, course.zone);
  const invited = came.map((row) => row.nomination.nominee);
  await records.feedback.open(
    { course: course.id, questionnaire: standardQuestionnaire.version, opensAt: now, closesAt },
    invited,
  );
  const people = await records.people.byIds(invited);
  const organisations = new Map((await records.organisations.all()).map((one) => [one.id, one]));
  const prompts = people.map((person): Answer => {
    const organisation = organisations.get(person.organisation ?? '');
    const zone = person.zone ?? organisation?.zone ?? course.zone;
    return {
      tell: person.id,
      message: 'feedback/invitation',
      facts: { course: course.id },
      key: `feedback invitation · ${course.id}`,
      notBefore: nextOfficeHour(now, zone, officeHoursIn(organisation?.country)),
      tooLateAt: closesAt,
    };
  });
  const facts = { title: value(course.title), count: invited.length, closes: instant(closesAt, course.zone) };
  return [
    { update: [{ heading: say('attendance.complete') }, { paragraph: say('attendance.asked', facts) }] },
    { revise: cardOf(course.id) },
    ...prompts,
  ];
}
