// /course postpone: new dates and, where it matters, a new deadline; with the reason, to everybody concerned.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { askCourse } from '#bot/record-fields.ts';
import { courseEnd } from '#exchange/course.ts';
import { localDate } from '#exchange/local-time.ts';
import { cardFor } from './_card-buttons.ts';
import { type Change, changeCourse, titleOf } from './_change.ts';
import { allCoordinators, allLiaisons, concernedBy, others, tellAll } from './_concerned.ts';
import { changeLines, wasFacts } from './_describe-change.ts';
import { gateWarning, tellOfVoiding } from './_gate-warning.ts';
import { courseGiven, mayRun, refusalToRun, refuseUnseen } from './_rights.ts';
import { cardOf, changeableStates } from './_states.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'course postpone',
  words,
  who: ['liaison', 'coordinator'],
  access: 'write',
  asks: {
    course: askCourse(changeableStates, (course, desk) => mayRun(desk.asker, course)),
    startsOn: ask.date(),
    endsOn: ask.date(),
    deadline: optional(ask.date()),
    reason: ask.text({ max: 500, lines: 'many' }),
  },
  pages: [['course', 'startsOn', 'endsOn', 'deadline', 'reason']],
  async admit(given, desk) {
    const course = await courseGiven(given, desk);
    return course && refusalToRun(desk, course, changeableStates);
  },
  async prefill(given, desk) {
    const course = await courseGiven(given, desk);
    if (!course) return {};
    const { id, startsOn, endsOn, zone, nominationDeadline } = course;
    return { course: id, startsOn, endsOn, deadline: localDate(nominationDeadline, zone) };
  },
  async run({ course: id, reason, ...asked }, desk) {
    const course = await desk.records.courses.byId(id);
    if (!course) return refuseUnseen(desk);
    const refusal = await refusalToRun(desk, course, changeableStates);
    if (refusal) return refusal;
    if (asked.startsOn === course.startsOn && asked.endsOn === course.endsOn) {
      return { correct: { startsOn: desk.say('postpone.sameDates') } };
    }
    const change = await changeCourse(course, asked, desk);
    return 'stopped' in change ? change.stopped : postponed(change, reason, desk);
  },
});

async function postponed(change: Change, reason: string, desk: Desk<Key>): Promise<readonly Answer[]> {
  const { asker, say, now } = desk;
  const { before, after } = change;
  const told = others(await toldOf(change, desk), asker.person?.id);
  const facts = wasFacts(change);
  const reader = { ...desk, language: asker.language, zone: asker.zone, audience: 'person' } as const;
  return [
    {
      reply: [
        { paragraph: say('postpone.done', { title: titleOf(after), count: told.length }) },
        { list: changeLines(after, facts, reader) },
        ...(await gateWarning(change, desk)),
        ...(before.state !== after.state && after.state === 'call-open'
          ? [{ paragraph: say('edit.reopened') }]
          : []),
        { divider: true },
        ...(await cardFor(after, desk)),
      ],
    },
    { revise: cardOf(after.id) },
    ...(await tellOfVoiding(change, desk)),
    ...tellAll(
      told,
      'course/postponed',
      { course: after.id, reason, ...facts },
      `course postponed · ${after.id} · ${now}`,
      courseEnd(after),
    ),
  ];
}

/** As long as it is not published only the hub and the proposer know of it. */
async function toldOf({ after, parts }: Change, { records, now }: Desk<Key>): Promise<readonly string[]> {
  const house = [after.proposedBy, ...(await allCoordinators(records, now))];
  if (after.publishedAt === undefined) return house;
  const everybody = parts.includes('nominationDeadline') || after.state === 'call-open';
  return [
    ...house,
    ...(await concernedBy(after.id, records, now)),
    ...(everybody ? await allLiaisons(records, now) : []),
  ];
}
