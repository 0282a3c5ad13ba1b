// /course edit: changes what was proposed; once it is published, everybody concerned is told what is new.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { optional } from '#bot/field.ts';
import { askCourse } from '#bot/record-fields.ts';
import { courseEnd } from '#exchange/course.ts';
import { localDate } from '#exchange/local-time.ts';
import type { Course } from '#store/records/courses.ts';
import { cardFor } from './_card-buttons.ts';
import { type Asked, type Change, changeCourse, titleOf } from './_change.ts';
import { allCoordinators, allLiaisons, concernedBy, others, tellAll } from './_concerned.ts';
import { changeLines, wasFacts } from './_describe-change.ts';
import { gateWarning, tellOfVoiding } from './_gate-warning.ts';
import { askProposal, proposalPages } from './_proposal.ts';
import { courseGiven, mayRun, refusalToRun, refuseUnseen } from './_rights.ts';
import { cardOf, changeableStates } from './_states.ts';
import { type Key, words } from './words.ts';

const [about, when, where] = proposalPages;

export default defineCommand({
  path: 'course edit',
  words,
  who: ['liaison', 'coordinator'],
  access: 'write',
  asks: {
    course: askCourse(changeableStates, (course, desk) => mayRun(desk.asker, course)),
    title: optional(askProposal.title),
    subject: optional(askProposal.subject),
    startsOn: optional(askProposal.startsOn),
    endsOn: optional(askProposal.endsOn),
    online: askProposal.online,
    place: askProposal.place,
    country: askProposal.country,
    zone: optional(askProposal.zone),
    language: optional(askProposal.language),
    seats: optional(askProposal.seats),
    deadline: optional(askProposal.deadline),
    aims: optional(askProposal.aims),
  },
  pages: [['course', ...about], when, where],
  async admit(given, desk) {
    const course = await courseGiven(given, desk);
    return course && refusalToRun(desk, course, changeableStates);
  },
  async prefill(given, desk) {
    const course = await courseGiven(given, desk);
    return course ? asItStands(course) : {};
  },
  async run({ course: id, ...asked }, desk) {
    const course = await desk.records.courses.byId(id);
    if (!course) return refuseUnseen(desk);
    const refusal = await refusalToRun(desk, course, changeableStates);
    if (refusal) return refusal;
    if (Object.values(asked).every((one) => one === undefined))
      return { open: 'course edit', values: { course: id } };
    return edit(course, asked, desk);
  },
  buttons: {
    start: {
      who: ['liaison', 'coordinator'],
      access: 'read',
      press: async ([course = '']) => ({ open: 'course edit', values: { course } }),
    },
  },
});

function asItStands(course: Course) {
  const { id, title, subject, startsOn, endsOn, zone, online, place, country, language, seats, aims } =
    course;
  return {
    course: id,
    ...{ title, subject, startsOn, endsOn, zone, country, language, seats, aims },
    online: online ? 'yes' : 'no',
    ...(place === undefined ? {} : { place }),
    deadline: localDate(course.nominationDeadline, zone),
  };
}

async function edit(course: Course, asked: Asked, desk: Desk<Key>): Promise<Outcome> {
  const { asker, say, now } = desk;
  const change = await changeCourse(course, asked, desk);
  if ('stopped' in change) return change.stopped;
  if (change.parts.length === 0)
    return { reply: [{ paragraph: say('edit.nothing', { title: titleOf(course) }) }] };

  const { after } = change;
  const told = others(await toldOf(change, desk), asker.person?.id);
  const facts = wasFacts(change);
  const reader = { ...desk, language: asker.language, zone: asker.zone, audience: 'person' } as const;
  return [
    {
      reply: [
        { paragraph: say('edit.done', { title: titleOf(after), count: told.length }) },
        { list: changeLines(after, facts, reader) },
        ...(await gateWarning(change, desk)),
        ...(course.state !== after.state && after.state === 'call-open'
          ? [{ paragraph: say('edit.reopened') }]
          : []),
        { divider: true },
        ...(await cardFor(after, desk)),
      ],
    },
    { revise: cardOf(course.id) },
    ...(await tellOfVoiding(change, desk)),
    ...tellAll(
      told,
      'course/changed',
      { course: course.id, ...facts },
      `course changed · ${course.id} · ${now}`,
      courseEnd(after),
    ),
  ];
}

/** Before publication nobody counts on it. A moved deadline is told to every liaison officer alike. */
async function toldOf({ after, parts }: Change, { records, now }: Desk<Key>): Promise<readonly string[]> {
  if (after.publishedAt === undefined) return [];
  return [
    ...(await concernedBy(after.id, records, now)),
    ...(await allCoordinators(records, now)),
    after.proposedBy,
    ...(parts.includes('nominationDeadline') ? await allLiaisons(records, now) : []),
  ];
}
